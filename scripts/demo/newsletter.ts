/** A newsletter as HTML that mail programs have understood for twenty years: tables, inline styles, no pictures from elsewhere. */
export interface Newsletter {
  readonly masthead: string;
  readonly accent: string;
  readonly title: string;
  readonly intro: string;
  readonly articles: readonly (readonly [heading: string, text: string])[];
  readonly footer: string;
  /** HTML put under the intro, for pictures. */
  readonly picture?: string;
}

const serif = "Georgia, 'Noto Serif', serif";
const sans = "'Helvetica Neue', Arial, 'Noto Sans', sans-serif";

export function newsletterHtml({ masthead, accent, title, intro, articles, footer, picture = '' }: Newsletter): string {
  const rows = articles.map(
    ([heading, text]) => `<tr><td style="padding:18px 36px 0">
<h2 style="margin:0 0 6px;font:bold 17px/1.35 ${sans};color:#22302e">${heading}</h2>
<p style="margin:0;font:15px/1.6 ${sans};color:#43504e">${text}</p></td></tr>`,
  );
  return `<!doctype html>
<html><body style="margin:0;padding:24px 12px;background-color:#eef1ee">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="table-layout:fixed;max-width:600px;background-color:#ffffff;border-radius:6px">
<tr><td style="padding:22px 36px;border-bottom:3px solid ${accent};font:bold 13px/1 ${sans};letter-spacing:2px;text-transform:uppercase;color:${accent}">${masthead}</td></tr>
<tr><td style="padding:30px 36px 8px"><h1 style="margin:0 0 12px;font:normal 28px/1.25 ${serif};color:#18211f">${title}</h1>
<p style="margin:0;font:16px/1.6 ${serif};color:#43504e">${intro}</p>${picture}</td></tr>
${rows.join('\n')}
<tr><td style="padding:28px 36px;font:12px/1.6 ${sans};color:#7c8886">${footer}</td></tr>
</table></td></tr></table>
</body></html>`;
}

/** The same as plain text, for the other half of the message. */
export function newsletterText({ intro, articles, footer }: Newsletter): string {
  const parts = articles.map(([heading, text]) => `${heading}\n${text}`);
  return [intro, ...parts, `--\n${footer}`].join('\n\n').replaceAll(/<[^>]+>/g, '');
}

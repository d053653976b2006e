import { oneLine } from './one-line.ts';
import { textFromHtml } from './text.ts';

/** What a row of the list has room for, in UTF-16 units. */
const previewLength = 140;
/** How much text is looked at for it: a reply may begin with pages of quoted mail. */
const searched = 20_000;

/** Newsletters pad their first line with these, so that none of their other text shows in a list. */
const padding = /(?:\u034f|\u200b|\u200c|\u200d|\u2007|\u00a0|\ufeff)+/g;

/** "On 3 March 2026, Ann wrote:" and its like, which may be wrapped onto a second line. */
const attributionStart = /^(?:on|am|le|el|il|em|op|den|dnia|w dniu)\s/i;
const attributionEnd = /(?:wrote|schrieb|a écrit|escribió|ha scritto|escreveu|schreef|skrev|napisał)[^:]{0,100}[:：]$/i;
const separator = /^[-_]{3,}\s*(?:original message|forwarded message|ursprüngliche nachricht|message d.origine)\s*[-_]*$/i;
const longestLine = 300;

/** The first useful words of a message, on one line: no quoted text, no signature. Empty when there are none. */
export function previewOf(body: { readonly text: string | null; readonly html: string | null }): string {
  const fromText = body.text === null ? '' : usefulWords(body.text.slice(0, searched));
  if (fromText !== '' || body.html === null) return fromText;
  return usefulWords(textFromHtml(body.html, searched));
}

function usefulWords(text: string): string {
  const lines = text.split('\n');
  const signature = lines.findIndex((line) => line === '-- ' || line === '--');
  const own = (signature > 0 ? lines.slice(0, signature) : lines).filter((line, index) => !isQuoting(lines, line, index));
  const words = inOneLine(own.join('\n'));
  // Nothing but quoted text: then that is what the message says.
  return words === '' ? inOneLine(lines.map((line) => line.replace(/^[> ]+/, '')).join('\n')) : words;
}

function isQuoting(lines: readonly string[], line: string, index: number): boolean {
  if (line.startsWith('>')) return true;
  if (line.length > longestLine) return false;
  if (separator.test(line.trim())) return true;
  const before = lines[index - 1] ?? '';
  return isAttribution(line) || isAttribution(`${line} ${lines[index + 1] ?? ''}`) || isAttribution(`${before} ${line}`);
}

function isAttribution(line: string): boolean {
  const text = line.trim();
  return text.length <= 2 * longestLine && attributionStart.test(text) && attributionEnd.test(text);
}

function inOneLine(text: string): string {
  // One joiner between letters has a meaning (Persian, emoji); beside a blank it is only padding.
  const words = text.replace(padding, (run) => (/^[\u200c\u200d]$/.test(run) ? run : ' '));
  return oneLine(words.replace(/(^|\s)[\u200c\u200d](?=\s|$)/g, ' '), previewLength);
}

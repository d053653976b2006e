/** Small documents with real bytes: a PDF of one page, and a table as CSV. */
import type { LetterFile } from './letter.ts';

/** One page A4 with a heading and lines of text, in Latin-1. */
export function pdfFile(name: string, heading: string, lines: readonly string[]): LetterFile {
  const text = [`BT /F2 20 Tf 56 770 Td (${escapeText(heading)}) Tj ET`];
  lines.forEach((line, at) => text.push(`BT /F1 11 Tf 56 ${730 - at * 18} Td (${escapeText(line)}) Tj ET`));
  const stream = text.join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R /F2 5 0 R >> >> /Contents 6 0 R >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>',
    `<< /Length ${Buffer.byteLength(stream, 'latin1')} >>\nstream\n${stream}\nendstream`,
  ];
  let file = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = Buffer.byteLength(file, 'latin1');
    file += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const start = Buffer.byteLength(file, 'latin1');
  file += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${offsets.join('')}`;
  file += `trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return { name, contentType: 'application/pdf', content: Buffer.from(file, 'latin1') };
}

/** Comma-separated values (RFC 4180), as a spreadsheet writes them. */
export function csvFile(name: string, rows: readonly (readonly (string | number)[])[]): LetterFile {
  const quoted = (cell: string | number): string =>
    /[",\n]/.test(String(cell)) ? `"${String(cell).replaceAll('"', '""')}"` : String(cell);
  return { name, contentType: 'text/csv', content: Buffer.from(rows.map((row) => `${row.map(quoted).join(',')}\r\n`).join('')) };
}

/** PDF 1.7, section 7.3.4.2. */
function escapeText(text: string): string {
  return text.replaceAll(/[\\()]/g, String.raw`\$&`);
}

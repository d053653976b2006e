/** Pure readers of the answers to STAT, LIST and UIDL. They give null where the answer cannot be read, and never skip a line. */

export interface MaildropSize {
  readonly messages: number;
  readonly bytes: number;
}

/** `2 320` behind the +OK of STAT (RFC 1939 section 5). */
export function parseStat(text: string): MaildropSize | null {
  const [messages, bytes] = fields(text).map(wholeNumber);
  return typeof messages === 'number' && typeof bytes === 'number' ? { messages, bytes } : null;
}

/** Message number -> size in bytes, as the server counts it: a hint, wrong on some servers. */
export function parseSizes(lines: readonly string[]): ReadonlyMap<number, number> | null {
  const sizes = new Map<number, number>();
  for (const line of lines) {
    const [number, size] = fields(line).map(wholeNumber);
    if (typeof number !== 'number' || number === 0) return null;
    sizes.set(number, size ?? 0);
  }
  return sizes;
}

/**
 * Message number -> UIDL. An id that the server left out is the empty string, and equal ids stay equal: what to make of
 * these is the plan's decision. Some servers put several blanks or a tab between the two.
 */
export function parseUidls(lines: readonly string[]): ReadonlyMap<number, string> | null {
  const uidls = new Map<number, string>();
  for (const line of lines) {
    const [numberText = '', uidl = ''] = fields(line);
    const number = wholeNumber(numberText);
    if (number === null || number === 0) return null;
    uidls.set(number, uidl);
  }
  return uidls;
}

function fields(line: string): readonly string[] {
  return line.trim().split(/[ \t]+/);
}

function wholeNumber(text: string): number | null {
  return /^\d{1,15}$/.test(text) ? Number(text) : null;
}

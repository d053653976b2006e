/** One header field: its name in lower case, and its value's bytes with the folds still in. */
export interface HeaderField {
  readonly name: string;
  readonly value: Buffer;
}

export interface MessageHead {
  /** The fields we have a use for, in their order; all others are passed over. */
  readonly fields: readonly HeaderField[];
  /** Where the body starts in the bytes that were read. */
  readonly bodyStart: number;
}

const envelopeFields = ['from', 'sender', 'reply-to', 'to', 'cc', 'bcc', 'subject', 'date', 'message-id', 'in-reply-to', 'references'];
const mimeFields = ['content-type', 'content-transfer-encoding', 'content-disposition', 'content-id'];
const wanted: ReadonlySet<string> = new Set([...envelopeFields, ...mimeFields, 'received']);

const longestName = 76;
const longestValue = 256 * 1024;
const mostFields = 1000;

const lf = 0x0a;
const cr = 0x0d;
const space = 0x20;
const tab = 0x09;
const colon = 0x3a;

/**
 * Reads the header block at the start of a message. Nothing here can fail: a line that is no field and is not followed
 * by one ends the block, as some programs forget the empty line between head and body.
 */
export function readHead(raw: Buffer): MessageHead {
  const fields: HeaderField[] = [];
  let open: { name: string; from: number; to: number } | null = null;
  const close = (): void => {
    if (open !== null && wanted.has(open.name) && fields.length < mostFields) {
      fields.push({ name: open.name, value: raw.subarray(open.from, Math.min(open.to, open.from + longestValue)) });
    }
    open = null;
  };

  let at = headStart(raw);
  while (at < raw.length) {
    const next = lineEnd(raw, at);
    if (isBlankLine(raw, at, next)) {
      close();
      return { fields, bodyStart: next };
    }
    const folded = raw[at] === space || raw[at] === tab;
    const name = folded ? null : fieldName(raw, at, next);
    if (folded && open !== null) {
      open.to = next;
    } else if (name !== null) {
      close();
      open = { name, from: raw.indexOf(colon, at) + 1, to: next };
    } else if (!isStrayLine(raw, next)) {
      close();
      return { fields, bodyStart: at };
    }
    at = next;
  }
  close();
  return { fields, bodyStart: raw.length };
}

/** The MIME fields as a header block of their own, ended by an empty line: what the splitter needs of the head. */
export function mimeHeadOf(head: MessageHead): Buffer {
  return blockOf(head, mimeFields);
}

/** The fields of the envelope as a header block of their own: the little of a head that a row of the list needs. */
export function envelopeHeadOf(head: MessageHead): Buffer {
  return blockOf(head, envelopeFields);
}

function blockOf(head: MessageHead, names: readonly string[]): Buffer {
  const pieces: Buffer[] = [];
  for (const { name, value } of head.fields) {
    if (names.includes(name)) pieces.push(Buffer.from(`${name}:`, 'latin1'), trimLineEnd(value), lineBreak);
  }
  pieces.push(lineBreak);
  return Buffer.concat(pieces);
}

const lineBreak = Buffer.from('\r\n');

/** Passes over what mbox files and careless programs put before the first field: a "From " line, empty lines. */
function headStart(raw: Buffer): number {
  let at = 0;
  while (at < raw.length && (raw[at] === cr || raw[at] === lf)) at++;
  // A message may rightly begin with an empty line: then it has no fields at all.
  if (at > 0 && fieldName(raw, at, lineEnd(raw, at)) === null) return 0;
  return raw.subarray(at, at + 5).toString('latin1') === 'From ' ? lineEnd(raw, at) : at;
}

/** A line that is no field, yet stands between fields: a fold without its indent, or a quoted mbox line. */
function isStrayLine(raw: Buffer, next: number): boolean {
  const following = next < raw.length ? fieldName(raw, next, lineEnd(raw, next)) : null;
  return following !== null && (wanted.has(following) || following.includes('-'));
}

function lineEnd(raw: Buffer, at: number): number {
  const newline = raw.indexOf(lf, at);
  return newline === -1 ? raw.length : newline + 1;
}

function isBlankLine(raw: Buffer, at: number, next: number): boolean {
  return raw[at] === lf || (raw[at] === cr && next - at <= 2);
}

/** RFC 5322 section 2.2 field name, in lower case; blanks before the colon are the obsolete syntax of section 4.5. */
function fieldName(raw: Buffer, at: number, next: number): string | null {
  let end = at;
  const last = Math.min(next, at + longestName);
  while (end < last && isNameByte(raw[end] ?? 0)) end++;
  if (end === at) return null;
  let after = end;
  while (after < last && (raw[after] === space || raw[after] === tab)) after++;
  return raw[after] === colon ? raw.toString('latin1', at, end).toLowerCase() : null;
}

function isNameByte(byte: number): boolean {
  return byte > space && byte < 0x7f && byte !== colon;
}

function trimLineEnd(value: Buffer): Buffer {
  let end = value.length;
  while (end > 0 && (value[end - 1] === lf || value[end - 1] === cr)) end--;
  return value.subarray(0, end);
}

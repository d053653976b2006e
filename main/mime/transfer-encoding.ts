/** Undoes a Content-Transfer-Encoding, or only counts what it would yield. Bytes come in any slices. */
export interface TransferDecoder {
  readonly write: (bytes: Buffer) => Buffer;
  readonly end: () => Buffer;
}

const nothing = Buffer.alloc(0);

/** base64 and quoted-printable are decoded; 7bit, 8bit, binary and unknown encodings pass through unchanged. */
export function transferDecoder(encoding: string | null): TransferDecoder {
  if (encoding === 'base64') return base64Decoder();
  if (encoding === 'quoted-printable') return quotedPrintableDecoder();
  return { write: (bytes) => bytes, end: () => nothing };
}

/** All the slices of a part decoded at once. */
export function decodeTransfer(encoding: string | null, slices: readonly Buffer[]): Buffer {
  const decoder = transferDecoder(encoding);
  const decoded = slices.map((slice) => decoder.write(slice));
  return Buffer.concat([...decoded, decoder.end()]);
}

const padding = 0x3d;
/** 1 for the letters of base64 and of its URL-safe kin, 2 for padding, 0 for everything that RFC 2045 section 6.8 ignores. */
const base64Kind = new Uint8Array(256);
for (const letter of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_') base64Kind[letter.charCodeAt(0)] = 1;
base64Kind[padding] = 2;

/**
 * Ignores what is not base64. Padding ends a group and the next letter starts a new one: some programs join pieces that
 * were encoded one by one.
 */
function base64Decoder(): TransferDecoder {
  let rest = nothing;
  return {
    write(bytes) {
      const letters = Buffer.allocUnsafe(rest.length + bytes.length);
      rest.copy(letters);
      let length = rest.length;
      let start = 0;
      const decoded: Buffer[] = [];
      for (const byte of bytes) {
        const kind = base64Kind[byte];
        if (kind === 1) letters[length++] = byte;
        else if (kind === 2 && length > start) {
          decoded.push(fromBase64(letters.subarray(start, length)));
          start = length;
        }
      }
      const whole = start + Math.floor((length - start) / 4) * 4;
      if (whole > start) decoded.push(fromBase64(letters.subarray(start, whole)));
      rest = Buffer.from(letters.subarray(whole, length));
      return decoded.length === 1 && decoded[0] !== undefined ? decoded[0] : Buffer.concat(decoded);
    },
    end: () => fromBase64(rest),
  };
}

function fromBase64(letters: Buffer): Buffer {
  return Buffer.from(letters.toString('latin1'), 'base64');
}

/** More blanks than RFC 5322's longest line cannot be line-end blanks in honest mail: do not hold on to them for ever. */
const longestHeldBack = 1000;
const [lf, cr, space, tab] = [0x0a, 0x0d, 0x20, 0x09];

/** RFC 2045 section 6.7, forgiving: lower-case digits are fine, `=` before anything else stays, blanks at line ends go. */
function quotedPrintableDecoder(): TransferDecoder {
  let rest = nothing;
  return {
    write(bytes) {
      const input = rest.length > 0 ? Buffer.concat([rest, bytes]) : bytes;
      const safe = input.length - heldBack(input);
      rest = Buffer.from(input.subarray(safe));
      return decodeQuotedPrintable(input.subarray(0, safe), false);
    },
    end: () => decodeQuotedPrintable(rest, true),
  };
}

/** How many bytes at the end need their successors to be understood: blanks, a line end, a started `=XX`. */
function heldBack(input: Buffer): number {
  let at = input.length;
  while (at > 0 && isBlank(input[at - 1])) at--;
  for (let back = 1; back <= 2; back++) if (input[at - back] === padding) at -= back;
  while (at > 0 && isBlank(input[at - 1])) at--;
  const count = input.length - at;
  return count > longestHeldBack ? 0 : count;
}

function isBlank(byte: number | undefined): boolean {
  return byte === space || byte === tab || byte === cr;
}

function decodeQuotedPrintable(input: Buffer, isLast: boolean): Buffer {
  const output = Buffer.allocUnsafe(input.length);
  let length = 0;
  let at = 0;
  while (at < input.length) {
    const byte = input[at] ?? 0;
    if (byte === padding) {
      const value = hexPair(input, at + 1);
      const soft = value === null ? lineBreakAfterBlanks(input, at + 1, isLast) : null;
      if (value !== null) output[length++] = value;
      else if (soft === null) output[length++] = byte;
      at = value !== null ? at + 3 : (soft ?? at + 1);
    } else if (byte === space || byte === tab) {
      let end = at;
      while (input[end] === space || input[end] === tab) end++;
      const atLineEnd = input[end] === lf || (input[end] === cr && input[end + 1] === lf) || (isLast && end === input.length);
      if (!atLineEnd) length += input.copy(output, length, at, end);
      at = end;
    } else {
      output[length++] = byte;
      at++;
    }
  }
  return output.subarray(0, length);
}

/** Where the text goes on after a soft line break, or null if this is none. At the very end `=` alone is one. */
function lineBreakAfterBlanks(input: Buffer, from: number, isLast: boolean): number | null {
  let at = from;
  while (isBlank(input[at])) at++;
  if (input[at] === lf) return at + 1;
  return isLast && at === input.length ? at : null;
}

function hexPair(input: Buffer, at: number): number | null {
  const [high, low] = [hexDigit(input[at]), hexDigit(input[at + 1])];
  return high === null || low === null ? null : high * 16 + low;
}

function hexDigit(byte: number | undefined): number | null {
  if (byte === undefined) return null;
  const digit = byte >= 0x61 ? byte - 0x61 + 10 : byte >= 0x41 ? byte - 0x41 + 10 : byte - 0x30;
  const isDigit = byte >= 0x61 ? digit < 16 : byte >= 0x41 ? digit < 16 : digit >= 0 && digit < 10;
  return isDigit ? digit : null;
}

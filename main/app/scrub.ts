/** What must never reach the log: passwords and tokens, and who writes to whom. */
const secretKey = /pass|secret|token|credential|authorization|pem$/iu;
const address = /[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/gu;
const deepest = 6;

/** A copy of `value` for the log: secrets gone by the name of their key, mail addresses gone wherever they stand in a text. */
export function scrub(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return value.replaceAll(address, '[address]');
  if (typeof value !== 'object' || value === null) return typeof value === 'bigint' ? String(value) : value;
  if (depth === deepest) return '[deep]';
  if (value instanceof Error)
    return { name: value.name, message: scrub(value.message), stack: scrub(value.stack), cause: scrub(value.cause, depth + 1) };
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (Array.isArray(value)) return value.map((each) => scrub(each, depth + 1));
  const entries = Object.entries(value).map(([key, inner]) => [key, secretKey.test(key) ? '[removed]' : scrub(inner, depth + 1)]);
  return Object.fromEntries(entries);
}

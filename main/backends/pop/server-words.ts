// oxlint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u001f\u007f]/g;

/** Line ends, NUL and their like cannot be part of a command (RFC 1939 section 3). */
export function hasControlCharacter(text: string): boolean {
  return text.search(controlCharacters) !== -1;
}

/** What a server said, fit to be shown and logged: short, printable, and without the secret it may have repeated. */
export function quote(said: string, secret: string): string {
  return withoutSecret(said, secret).replaceAll(controlCharacters, ' ').trim().slice(0, 200);
}

function withoutSecret(said: string, secret: string): string {
  if (secret === '') return said;
  const open = said.replaceAll(secret, '***');
  // The bytes at hand may end in the middle of it.
  for (let length = secret.length - 1; length > 1; length -= 1) {
    if (open.endsWith(secret.slice(0, length))) return `${open.slice(0, -length)}***`;
  }
  return open;
}

// oxlint-disable-next-line no-control-regex
const controlCharacters = /[\u0000-\u001f\u007f]/g;

/** So many characters of a secret, wherever they stand, are a piece of it that the server cut off, and no coincidence. */
const telling = 8;

/** Line ends, NUL and their like cannot be part of a command (RFC 1939 section 3). */
export function hasControlCharacter(text: string): boolean {
  return text.search(controlCharacters) !== -1;
}

/**
 * What a server said, fit to be shown and logged: short, printable, and without the secrets it may have repeated. Give every form
 * in which a secret goes over the wire; large and small letters count as the same, since some servers repeat commands in capitals.
 */
export function quote(said: string, secrets: readonly string[]): string {
  // The longest first: a short one may be a part of it, and its rest would stay.
  const longestFirst = secrets.filter((secret) => secret !== '').toSorted((a, b) => b.length - a.length);
  return longestFirst.reduce(withoutSecret, said).replaceAll(controlCharacters, ' ').trim().slice(0, 200);
}

function withoutSecret(said: string, secret: string): string {
  const [where, wanted] = [smallLetters(said), smallLetters(secret)];
  const start = wanted.slice(0, telling);
  let open = '';
  let from = 0;
  for (let at = where.indexOf(start); at !== -1; at = where.indexOf(start, from)) {
    open += `${said.slice(from, at)}***`;
    from = at + sameLength(where, at, wanted);
  }
  return withoutBeginning(open + said.slice(from), wanted);
}

/** The bytes at hand may end in the middle of it. */
function withoutBeginning(said: string, wanted: string): string {
  const where = smallLetters(said);
  for (let length = Math.min(wanted.length, telling) - 1; length > 1; length -= 1) {
    if (where.endsWith(wanted.slice(0, length))) return `${said.slice(0, -length)}***`;
  }
  return said;
}

function sameLength(where: string, at: number, wanted: string): number {
  let length = 0;
  while (length < wanted.length && where[at + length] === wanted[length]) length += 1;
  return length;
}

/** Other than toLowerCase, it keeps the length of every text. */
function smallLetters(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
}

import type { Address } from '../../shared/message.ts';

/**
 * What a person typed ("Ann <ann@example.org>, bob@example.org") as a list. Stricter than reading a header on purpose:
 * nothing is guessed, so mail never goes to another address than the one that stands there. What is neither `address` nor
 * `name <address>` has an empty address.
 */
export function parseAddressList(text: string): readonly Address[] {
  return entries(text)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map(addressIn);
}

function addressIn(entry: string): Address {
  const [, name, address] = /^([^<>]*|\s*"(?:[^"\\]|\\.)*"\s*)<([^<>]*)>$/.exec(entry) ?? [];
  if (name !== undefined && address !== undefined) return { name: unquote(name.trim()), address: address.trim() };
  return /^[^\s<>"]+@[^\s<>"]+$/.test(entry) ? { name: '', address: entry } : { name: entry, address: '' };
}

/** The text between commas and semicolons; those inside quotes part nothing. */
function entries(text: string): readonly string[] {
  const found: string[] = [];
  let from = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isQuoted && character === '\\') at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && (character === ',' || character === ';')) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)];
}

function unquote(name: string): string {
  const inside = /^"(.*)"$/s.exec(name)?.[1];
  return inside === undefined ? name : inside.replace(/\\(.)/gs, '$1');
}

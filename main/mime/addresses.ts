import addressparser from 'nodemailer/lib/addressparser';
import type { Address } from '../../shared/message.ts';
import { decodeWords } from './header-text.ts';
import { oneLine } from './one-line.ts';

/** The longest mail address RFC 5321 allows has 254 octets; beyond twice that it is no address but an attack. */
const longestAddress = 512;

/**
 * The addresses of a header field, groups laid open (`undisclosed-recipients:;` is nobody). Names are decoded after the list
 * was split, since a decoded name may hold commas and brackets. Entries without an address keep their name.
 */
export function readAddresses(field: string): readonly Address[] {
  const known = remembered.get(field);
  if (known !== undefined) return known;
  const addresses = addressesOf(field);
  if (field.length <= longestRemembered) {
    if (remembered.size >= mostRemembered) remembered.clear();
    remembered.set(field, addresses);
  }
  return addresses;
}

/** The same few hundred people write most of a person's mail, and all of it is to that person. */
const remembered = new Map<string, readonly Address[]>();
const [mostRemembered, longestRemembered] = [2000, 200];

function addressesOf(field: string): readonly Address[] {
  return split(field)
    .map(({ name, address }) => ({ name: unquote(oneLine(decodeWords(name))), address: cleanAddress(address) }))
    .filter(({ name, address }) => name !== '' || address !== '');
}

/** `Ann <ann@example.org>`, `"Ann" <ann@example.org>`, `ann@example.org`; nothing in it that has a meaning in RFC 5322 section 3.4. */
const plainAddress = /^(?:(?:"([^"\\]*)"|([^"(),.:;<>@[\]\\]*?)) *<)?([^\s"(),:;<>@[\]\\]+@[^\s"(),:;<>@[\]\\]+)(>?)$/;

/** A longer one is no everyday address, and a pattern must not try its strength on it. */
const longestPlain = 400;

/** Most fields hold one plain address or some, which need none of the library's care: it takes half of the time a head takes. */
function splitPlain(text: string): readonly Address[] | null {
  const addresses: Address[] = [];
  for (const one of text.split(',')) {
    const [, quoted, phrase, address, bracket] = one.length > longestPlain ? [] : (plainAddress.exec(one.trim()) ?? []);
    const named = quoted ?? phrase;
    if (address === undefined || (named !== undefined) !== (bracket === '>')) return null;
    addresses.push({ name: named?.trim() ?? '', address });
  }
  return addresses;
}

function split(text: string): readonly Address[] {
  if (text === '') return [];
  const plain = splitPlain(text);
  if (plain !== null) return plain;
  try {
    return addressparser(text, { flatten: true });
  } catch {
    return [];
  }
}

function cleanAddress(address: string): string {
  return oneLine(address, longestAddress).replaceAll(' ', '');
}

/** Some programs put the quotes inside the encoded word, or use single ones: 'Ann' <ann@example.org>. */
function unquote(name: string): string {
  return /^(["'])(.*)\1$/.exec(name)?.[2]?.trim() ?? name;
}

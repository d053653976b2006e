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
  return split(field)
    .map(({ name, address }) => ({ name: unquote(oneLine(decodeWords(name))), address: cleanAddress(address) }))
    .filter(({ name, address }) => name !== '' || address !== '');
}

function split(text: string): readonly Address[] {
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

import type { Address } from './message.ts';

/** Characters a name may hold without quotes in a typed list of addresses. */
const plainName = /^[^"(),.:;<>@[\]\\]*$/;

/** `Ann <ann@example.org>`, as it is typed and shown; the name in quotes where it needs them. */
export function addressText({ name, address }: Address): string {
  if (name === '') return address;
  const shown = plainName.test(name) ? name : `"${name.replace(/["\\]/g, '\\$&')}"`;
  return address === '' ? shown : `${shown} <${address}>`;
}

/** A list of addresses as one line, which `parseAddressList` reads back. */
export function addressListText(addresses: readonly Address[]): string {
  return addresses.map(addressText).join(', ');
}

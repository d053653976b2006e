import { domainToASCII } from 'node:url';
import { MailFailureError } from '../../shared/failure.ts';
import type { Address } from '../../shared/message.ts';
import { parseAddressList } from './typed-addresses.ts';

/** RFC 5321 section 4.5.3.1. */
const longestLocalPart = 64;
const longestAddress = 254;

/** RFC 5322 dot-atom. Quoted local parts and non-ASCII ones (RFC 6531) are refused: few servers take them. */
const localPart = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const domainName = /^[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?)*$/;

/** A typed list as addresses that mail can be sent to. Throws MailFailureError `rejected`, naming the first wrong one. */
export function recipientsIn(text: string): readonly Address[] {
  // A line break here could only have come from outside, to end this header and begin another.
  if (/\p{Cc}/u.test(text)) throw rejected('The list of recipients holds a line break or another invisible character.');
  return parseAddressList(text).map(({ name, address }) => ({ name, address: checkedAddress(address, name) }));
}

/** The address with its domain as servers need it (RFC 5890). Throws MailFailureError `rejected` if it is none. */
export function checkedAddress(address: string, name = ''): string {
  const at = address.lastIndexOf('@');
  const local = address.slice(0, Math.max(at, 0));
  const domain = domainToASCII(address.slice(at + 1));
  const checked = `${local}@${domain}`;
  const isGood = localPart.test(local) && local.length <= longestLocalPart && domainName.test(domain) && checked.length <= longestAddress;
  if (!isGood) throw rejected(`“${address === '' ? name : address}” is not a mail address.`);
  return checked;
}

/** Nothing was sent and nothing will be, until the person changes the draft. */
export function rejected(text: string): MailFailureError {
  return new MailFailureError({ kind: 'rejected', retry: 'never', text });
}

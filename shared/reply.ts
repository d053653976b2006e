import type { Address, Envelope } from './message.ts';

export interface ReplyRecipients {
  readonly to: readonly Address[];
  readonly cc: readonly Address[];
}

/**
 * Who an answer goes to. `reply`: to the sender, or where the sender asked for answers (Reply-To); to a message of our own,
 * to the people it went to. `reply-all`: also to everyone it was sent to, in Cc. Own addresses are left out, unless nobody
 * else remains; nobody stands in it twice.
 */
export function replyRecipients(envelope: Envelope, ownAddresses: readonly string[], how: 'reply' | 'reply-all'): ReplyRecipients {
  const own = new Set(ownAddresses.map(comparable));
  const isOwn = (address: Address): boolean => own.has(comparable(address.address));
  const senders = reachable(envelope.replyTo.length > 0 ? envelope.replyTo : envelope.from);
  const isOurs = senders.length > 0 && senders.every(isOwn);
  const others = reachable(envelope.to).filter((address) => !isOwn(address));
  const to = isOurs && others.length > 0 ? others : isOurs ? senders : senders.filter((address) => !isOwn(address));
  if (how === 'reply') return { to, cc: [] };
  const taken = new Set(to.map(({ address }) => comparable(address)));
  const cc = reachable([...envelope.to, ...envelope.cc]).filter((address) => !isOwn(address) && !taken.has(comparable(address.address)));
  return { to, cc };
}

/** Those that have an address, each once. */
function reachable(addresses: readonly Address[]): readonly Address[] {
  const seen = new Map<string, Address>();
  for (const address of addresses) {
    const key = comparable(address.address);
    if (key !== '' && !seen.has(key)) seen.set(key, address);
  }
  return [...seen.values()];
}

/** RFC 5321 lets a server tell `Ann` from `ann`; no server does. */
function comparable(address: string): string {
  return address.trim().toLowerCase();
}

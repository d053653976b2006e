import { failureOf } from '../../../shared/failure.ts';
import type { PopConnection } from './pop-connection.ts';
import type { Listing } from './plan.ts';

/** What lies in the maildrop, asked in one breath. */
export async function readListing(connection: PopConnection): Promise<Listing> {
  const [list, uidl] = await Promise.allSettled([connection.list(), connection.uidl()]);
  if (list.status === 'rejected') throw list.reason;
  const sizes = list.value;
  if (uidl.status === 'fulfilled') return { sizes, uidls: uidl.value };
  // UIDL is optional (RFC 1939 section 7): without it no message has an id of its own.
  if (failureOf(uidl.reason).kind !== 'unsupported') throw uidl.reason;
  return { sizes, uidls: new Map([...sizes.keys()].map((number) => [number, ''])) };
}

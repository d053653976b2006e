import type { MessageId } from '../../../shared/message.ts';
import type { Head } from './fetch.ts';

/** By what a message is known again after the server numbered its mailbox anew. */
export interface Identity {
  readonly messageId: MessageId;
  readonly headerMessageId: string | null;
  readonly size: number;
  /** internalDate, milliseconds since 1970. */
  readonly date: number;
}

interface Relinked<I extends Identity> {
  readonly matched: readonly { readonly identity: I; readonly head: Head }[];
  /** Not here before. */
  readonly fresh: readonly Head[];
  /** Not there any more. */
  readonly unmatched: readonly I[];
}

/**
 * Pairs what was here with what the server has now, each once: by Message-ID, size and date, and where a server gave new dates by
 * Message-ID and size. A message without Message-ID needs all that is left to be equal. Pure.
 */
export function relink<I extends Identity>(identities: readonly I[], heads: readonly Head[]): Relinked<I> {
  const exact = pair(identities, heads, (id, size, date) => `${id ?? ''}\n${size}\n${date}`);
  const loose = pair(exact.unmatched, exact.fresh, (id, size) => (id === null ? null : `${id}\n${size}`));
  return { matched: [...exact.matched, ...loose.matched], fresh: loose.fresh, unmatched: loose.unmatched };
}

function pair<I extends Identity>(
  identities: readonly I[],
  heads: readonly Head[],
  keyOf: (headerMessageId: string | null, size: number, date: number) => string | null,
): Relinked<I> {
  const free = new Map<string, I[]>();
  for (const identity of identities) {
    const key = keyOf(identity.headerMessageId, identity.size, identity.date);
    if (key !== null) free.set(key, [...(free.get(key) ?? []), identity]);
  }
  const matched: { identity: I; head: Head }[] = [];
  const fresh: Head[] = [];
  for (const head of heads) {
    const key = keyOf(head.envelope.headerMessageId, head.size, head.date);
    const identity = key === null ? undefined : free.get(key)?.shift();
    if (identity === undefined) fresh.push(head);
    else matched.push({ identity, head });
  }
  const taken = new Set(matched.map(({ identity }) => identity));
  return { matched, fresh, unmatched: identities.filter((identity) => !taken.has(identity)) };
}

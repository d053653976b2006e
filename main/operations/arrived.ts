/** Which of the messages that arrived in a mailbox are the ones a cut-off try has put there. */
import type { LocalRef } from '../../shared/message.ts';
import type { Arrived, CopyTrail } from '../backends/backend.ts';
import { locationOf } from '../store/locations.ts';
import { messageById } from '../store/messages.ts';
import type { StoredMailbox } from '../store/mailboxes.ts';
import type { MailboxContext } from './operation.ts';
import { findUid } from './targets.ts';

/** The trail of a copying operation, kept in its mark. */
export function trailOf({ mark, note }: MailboxContext): CopyTrail {
  return { since: mark.since ?? null, note: (since) => note({ since }) };
}

type Wanted = Omit<Arrived, 'uid'>;

/**
 * The one arrival that is this message: by Message-ID and size, and where there is no Message-ID by size and date. Null when there is
 * none, or more than one: a wrong number would be worse than none. Pure.
 */
export function arrivalOf(wanted: Wanted, arrivals: readonly Arrived[]): Arrived | null {
  const same = arrivals.filter(({ headerMessageId, size, date }) =>
    wanted.headerMessageId === null
      ? // An internalDate is whole seconds on the wire.
        headerMessageId === null && size === wanted.size && Math.floor(date / 1000) === Math.floor(wanted.date / 1000)
      : headerMessageId === wanted.headerMessageId && size === wanted.size,
  );
  return same.length === 1 ? (same[0] ?? null) : null;
}

/**
 * Finds the number under which an earlier try of this operation has put a message into a mailbox, or null. Where nothing was noted,
 * because the server moves at once, a Message-ID that is there only once is proof enough. `told`: numbers that the server gave to others
 * in this try, which may be copies of the same mail.
 */
export function arrivedEarlier(
  context: MailboxContext,
  mailbox: StoredMailbox,
  told: Iterable<number | null> = [],
): (ref: LocalRef) => Promise<number | null> {
  const { store, backend } = context;
  const taken = new Set(told);
  let arrivals: Promise<readonly Arrived[]> | null = null;
  const find = async (ref: LocalRef): Promise<number | null> => {
    const { since } = context.mark;
    if (since === undefined || backend.arrivedSince === undefined) return findUid(context, mailbox, ref, taken);
    arrivals ??= backend.arrivedSince(mailbox.path, since);
    const message = messageById(store.read, ref.messageId);
    if (message === null) return null;
    const { size, date, envelope } = message;
    const free = (await arrivals).filter(({ uid }) => !taken.has(uid));
    return arrivalOf({ headerMessageId: envelope.headerMessageId, size, date }, free)?.uid ?? null;
  };
  return async (ref) => {
    const uid = locationOf(store.read, mailbox.id, ref.messageId)?.uid ?? (await find(ref));
    taken.add(uid);
    return uid;
  };
}

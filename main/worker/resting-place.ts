import type { StoredMailbox } from '../store/mailboxes.ts';

/** What the window shows, and how the inbox is looked after. */
interface Situation<M> {
  readonly open: M | null;
  readonly inbox: M | null;
  /** The inbox has a connection of its own that tells of it. */
  readonly inboxWatched: boolean;
}

/** The mailbox in which the first connection waits, so that the server tells of it; null: anywhere. */
export function restingPlace<M extends Pick<StoredMailbox, 'role' | 'selectable'>>({ open, inbox, inboxWatched }: Situation<M>): M | null {
  if (open !== null && open.selectable && open.role !== 'inbox') return open;
  return inboxWatched ? null : inbox;
}

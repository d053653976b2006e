import type { MailboxId } from '../../../shared/mailbox.ts';
import type { Flag, FlagChange, MessageId } from '../../../shared/message.ts';
import { parseOperation } from '../../../shared/queued-operation.ts';
import { changedFlags } from '../../store/flag-text.ts';
import { messageById } from '../../store/messages.ts';
import { waitingOn } from '../../store/operation-targets.ts';
import type { ReadDb } from '../../store/sqlite.ts';

/** What the person has done to a mailbox and the server has not heard of yet: laid over whatever the server says. */
export interface Waiting {
  /** UIDs of messages that are on their way out of this mailbox. */
  readonly hidden: ReadonlySet<number>;
  /** The message on its way out whose UID was not known when it left, by what a newly seen head tells. */
  leaving(headerMessageId: string | null, size: number): MessageId | null;
  /** The flags as they will be once everything that waits is done. */
  rebase(messageId: MessageId, flags: readonly Flag[]): readonly Flag[];
}

export function waitingIn(db: ReadDb, mailboxId: MailboxId): Waiting {
  const waiting = waitingOn(db, mailboxId);
  const leaving = waiting.flatMap(({ targets }) => targets.filter(({ moves }) => moves));
  const unnumbered = new Map<string, MessageId>();
  for (const { uid, messageId } of leaving) {
    const message = uid === null ? messageById(db, messageId) : null;
    const headerMessageId = message?.envelope.headerMessageId ?? null;
    if (message !== null && headerMessageId !== null) unnumbered.set(`${headerMessageId} ${message.size}`, messageId);
  }
  const changes = new Map<MessageId, FlagChange[]>();
  for (const { payload, targets } of waiting) {
    const operation = parseOperation(payload);
    if (operation.kind !== 'set-flags') continue;
    for (const { messageId } of targets) changes.set(messageId, [...(changes.get(messageId) ?? []), operation.change]);
  }
  return {
    hidden: new Set(leaving.flatMap(({ uid }) => uid ?? [])),
    leaving: (headerMessageId, size) => (headerMessageId === null ? null : (unnumbered.get(`${headerMessageId} ${size}`) ?? null)),
    rebase: (messageId, flags) => (changes.get(messageId) ?? []).reduce(changedFlags, flags),
  };
}

import type { MailFailure } from '../../shared/failure.ts';
import type { FailedOperation } from '../../shared/operation.ts';
import type { QueuedOperation } from '../operations/queue.ts';
import { locationOf } from '../store/locations.ts';
import { mailboxById } from '../store/mailboxes.ts';
import type { MailStore } from '../store/mail-store.ts';

/**
 * What can be done in place of an operation that was refused. Where deleting is copying into Trash, a full account cannot be emptied by
 * it: the messages that are where they were can be removed without a copy, if the person says so.
 */
export function remedyFor(store: MailStore, { operation, prior }: QueuedOperation, failure: MailFailure): Pick<FailedOperation, 'remedy'> {
  if (failure.kind !== 'quota' || operation.kind !== 'move' || mailboxById(store.read, operation.to)?.role !== 'trash') return {};
  const refs = prior.flatMap(({ mailboxId, messageId }) =>
    locationOf(store.read, mailboxId, messageId) === null ? [] : { accountId: store.accountId, mailboxId, messageId },
  );
  return refs.length === 0 ? {} : { remedy: { kind: 'delete-without-copy', refs } };
}

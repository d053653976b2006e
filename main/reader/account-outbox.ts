import type { OutboxItem } from '../../shared/operation.ts';
import { listOutbox } from '../store/operations.ts';
import type { OpenStore } from './open-store.ts';

/** What a queued `send` holds that a list shows; written by operations/send.ts. */
interface QueuedMail {
  readonly submission: { readonly envelope: { readonly rcptTo: readonly string[] } };
  readonly message: { readonly envelope: { readonly subject: string } };
}

/** The mail of one account that waits to go out, oldest first. */
export function accountOutbox({ account, mail }: OpenStore): OutboxItem[] {
  return listOutbox(mail).map((row) => {
    const { submission, message } = JSON.parse(row.payload) as QueuedMail;
    return {
      accountId: account.id,
      operationId: row.id,
      subject: message.envelope.subject,
      to: submission.envelope.rcptTo,
      state: row.state,
      attempts: row.attempts,
      nextTry: row.notBefore,
      failure: row.failure,
    };
  });
}

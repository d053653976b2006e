import type { OutboxItem } from '../../shared/operation.ts';
import { parseOperation } from '../../shared/queued-operation.ts';
import { listOutbox } from '../store/operations.ts';
import type { OpenStore } from './open-store.ts';

/** The mail of one account that waits to go out, oldest first. */
export function accountOutbox({ account, mail }: OpenStore): OutboxItem[] {
  return listOutbox(mail).flatMap((row) => {
    const operation = parseOperation(row.payload);
    if (operation.kind !== 'send') return [];
    return {
      accountId: account.id,
      operationId: row.id,
      subject: operation.message.envelope.subject,
      to: operation.submission.envelope.rcptTo,
      state: row.state,
      attempts: row.attempts,
      nextTry: row.notBefore,
      failure: row.failure,
    };
  });
}

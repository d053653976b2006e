import { seenFlag } from '../../shared/message.ts';
import { mailboxByRole } from '../store/mailboxes.ts';
import type { ReadDb } from '../store/sqlite.ts';
import { missingText } from './missing-text.ts';
import type { SubmissionVerb } from './operation.ts';
import type { Append, Send, SetFlags } from '../../shared/queued-operation.ts';

/**
 * Out over SMTP. Sending and filing are two operations, so that a full mailbox never makes a mail go out twice. Sending is
 * not repeatable: before any second try its Message-ID is looked for in Sent.
 */
export const sendVerb: SubmissionVerb<Send> = {
  local: () => ({ prior: [], targets: [] }),
  remote: async (context, operation) => {
    const { submission } = operation;
    if (context.again && operation.filed !== true && (await context.findInSent(submission.headerMessageId)))
      return () => ({ next: markOrigin(operation) });
    const raw = context.store.raw.get(Buffer.from(submission.rawHash, 'hex'));
    if (raw === null) throw missingText();
    const { accepted, rejected } = await context.submitter.submit(raw, submission.envelope, context.signal);
    return (tx) => {
      const next = [...(operation.filed === true ? [] : copyForSent(tx.db, operation)), ...markOrigin(operation)];
      if (rejected.length === 0) return { next };
      const total = submission.envelope.rcptTo.length;
      const refused = rejected.map(({ address }) => address);
      return {
        next,
        undone: {
          operation: {
            ...operation,
            origin: null,
            filed: true,
            submission: { ...submission, envelope: { ...submission.envelope, rcptTo: refused } },
          },
          failure: {
            kind: 'rejected',
            retry: 'never',
            text: `Sent to ${accepted.length} of ${total} people; the server refused ${refused.join(', ')}.`,
            server: rejected.map(({ server }) => server).join('\n'),
          },
        },
      };
    };
  },
  backOut: () => {},
  inverse: () => [],
  failureTitle: (operation) => `“${operation.message.envelope.subject}” was not sent.`,
};

function copyForSent(db: ReadDb, operation: Send): Append[] {
  const sent = mailboxByRole(db, 'sent');
  return sent === null ? [] : [{ kind: 'append', to: sent.id, message: operation.message, flags: [seenFlag] }];
}

function markOrigin(operation: Send): SetFlags[] {
  if (operation.origin === null) return [];
  return [{ kind: 'set-flags', refs: [operation.origin.ref], change: { add: [operation.origin.flag], remove: [] } }];
}

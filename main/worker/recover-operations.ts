import type { MailFailure } from '../../shared/failure.ts';
import type { MailStore } from '../store/mail-store.ts';
import { forgetFailed, setOperationState, waitingOperations } from '../store/operations.ts';

const keepFailedFor = 30 * 24 * 60 * 60 * 1000;

const interrupted: MailFailure = {
  kind: 'protocol',
  retry: 'never',
  code: 'MAYBE_SENT',
  text: 'Homing was closed while this was being sent: it may have gone out. Please look before sending it again.',
};

const cutOff: MailFailure = { kind: 'cancelled', retry: 'never', text: 'Homing was closed while this was being done.' };

/**
 * After a crash: what was on the wire is tried again. Flags and removals may be done twice; what copies goes by what it noted before
 * (`since` in operations/mark.ts). Not so a mail that was being sent: nobody knows whether it went out, so the person decides.
 */
export function recoverOperations(store: MailStore, now: number): void {
  store.transaction((tx) => {
    for (const row of waitingOperations(store.read, 'mailbox')) {
      if (row.state === 'running') setOperationState(tx, row.id, { ...row, state: 'pending', failure: cutOff });
    }
    for (const row of waitingOperations(store.read, 'submission')) {
      if (row.state === 'running')
        setOperationState(tx, row.id, { ...row, state: 'failed', attempts: row.attempts + 1, failure: interrupted });
    }
    forgetFailed(tx, now - keepFailedFor);
  });
}

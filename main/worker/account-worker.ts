/**
 * One account: opens its store, picks its servers, answers calls. The only writer of the store. A user action commits its
 * local half before the reply; carrying it out is the loops' work.
 */
import { MailFailureError } from '../../shared/failure.ts';
import type { Emit, Handlers } from '../threads/channel.ts';
import type { AccountCalls, AccountEvents } from '../threads/protocol.ts';
import { listFailed } from './failed-operations.ts';
import { openAccount, type OpenAccount } from './open-account.ts';
import { removalPreview } from './removal-preview.ts';
import { verifyServers } from './verify-servers.ts';

/** `diskThread` is the built entry of the thread that writes for it; null: it writes itself. */
export function createAccountWorker(emit: Emit<AccountEvents>, diskThread: URL | null = null): Handlers<AccountCalls> {
  let open: OpenAccount | null = null;

  const started = (): OpenAccount => {
    if (open === null) throw new MailFailureError({ kind: 'bug', retry: 'never', text: 'The account is not open.' });
    return open;
  };

  return {
    start: (start) => {
      open ??= openAccount(start, emit, diskThread);
    },
    stop: async () => {
      await open?.close();
      open = null;
    },
    setPassword: (password) => started().setPassword(password),
    setAccount: (account) => started().setAccount(account),
    // Answered at once: nobody waits for it.
    wake: () => void started().wokeUp(),
    networkAway: () => started().networkAway(),
    setInterval: (minutes) => started().setInterval(minutes),
    checkMail: () => started().check(),
    openMailbox: (mailboxId) => started().loop.open(mailboxId),
    submit: (action) => started().actions.submit(action),
    undo: (operationId) => started().actions.undo(operationId),
    failedOperations: () => listFailed(started().store),
    putAway: (operationId) => started().actions.putAway(operationId),
    downloadMessage: (ref) => started().download(ref),
    lookAtMaildrop: () => started().maildrop.look(),
    chooseInMaildrop: (picks) => started().maildrop.choose(picks),
    removeFromServer: (refs) => started().maildrop.removeFromServer(refs),
    setMailboxOffline: (mailboxId, policy) => started().setMailboxOffline(mailboxId, policy),
    previewRemoval: (copies) => removalPreview(started().store, copies, Date.now()),
    pauseDownload: (paused) => started().pauseDownload(paused),
    answerVanished: (mailboxId, answer) => started().answerVanished(mailboxId, answer),
    retrySend: (operationId) => started().actions.retrySend(operationId),
    discardSend: (operationId) => started().actions.discardSend(operationId),
    verifyServers: (draft) => verifyServers(draft),
  };
}

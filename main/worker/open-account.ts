/** An account with its store open and its two loops running. Whoever opens it closes it. */
import type { Account } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { ServerSide } from '../../shared/ipc.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import { ensureLocalMailboxes } from '../backends/pop/local-mailboxes.ts';
import { readFact } from '../store/facts.ts';
import { holdsHeaderMessageId } from '../store/locations.ts';
import { type MailStore, openMailStore } from '../store/mail-store.ts';
import { mailboxByRole } from '../store/mailboxes.ts';
import { messageById } from '../store/messages.ts';
import { countWaiting } from '../store/operations.ts';
import type { Emit } from '../threads/channel.ts';
import type { AccountEvents, StartArguments } from '../threads/protocol.ts';
import { createStatusReport } from './account-status.ts';
import { createChangeEvents } from './change-events.ts';
import { createOutboxLoop } from './outbox-loop.ts';
import { recoverOperations } from './recover-operations.ts';
import { runOperations, type OperationOutcome } from './run-operations.ts';
import { checkInterval } from './schedule.ts';
import { serversOf, type Servers } from './servers.ts';
import { markClosed, sweepAfterCrash } from './sweep-bytes.ts';
import { createSyncLoop, type SyncLoop } from './sync-loop.ts';
import { createUserActions, type UserActions } from './user-actions.ts';

export interface OpenAccount {
  readonly store: MailStore;
  readonly loop: SyncLoop;
  readonly actions: UserActions;
  setPassword(password: string): Promise<void>;
  setAccount(account: Account): Promise<void>;
  /** Looks for mail now, and sends what waits; resolves when the look is over. */
  check(): Promise<void>;
  close(): Promise<void>;
}

export function openAccount(start: StartArguments, emit: Emit<AccountEvents>): OpenAccount {
  const { id: accountId, kind } = start.account;
  let account = start.account;
  let password = start.password;
  let servers: Servers | null = null;

  const changes = createChangeEvents((changed) => emit('store.changed', changed));
  const store = openMailStore(accountId, start.folder, (changed) => {
    changes.push(changed);
    if (changed.operations) status.queued(countWaiting(store.read));
  });
  const status = createStatusReport(accountId, readFact(store.read, 'last-checked'), (now) => emit('account.status', now));
  if (kind === 'pop') ensureLocalMailboxes(store);
  recoverOperations(store, Date.now());
  sweepAfterCrash(store);

  const currentServers = (): Servers | null => {
    if (password === null) return null;
    servers ??= serversOf(account, password);
    return servers;
  };
  const needsPerson = (side: ServerSide) => (failure: MailFailure) => {
    if (failure.kind === 'tls') emit('certificate.untrusted', { accountId, side, failure });
    else emit('credentials.needed', { accountId, failure: password === null ? null : failure });
  };
  const actions = createUserActions({
    store,
    account: () => account,
    changed: () => changes.flush(),
    operationsWait: () => loop.wake(),
    mailWaits: () => outbox.wake(),
    removalsWait: () => loop.lookSoon(),
  });
  const noteBug = (thrown: unknown): void =>
    emit('bug.noticed', { stack: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
  const outcome: OperationOutcome = {
    done: (queued) => {
      actions.remember(queued);
      // A mail that went out leaves its copy to be filed and its original to be marked.
      if (queued.operation.kind === 'send') actions.settleOrWake();
    },
    failed: (failed) => emit('operation.failed', { accountId, ...failed }),
    bug: noteBug,
  };
  let wakeTimer: NodeJS.Timeout | null = null;
  /** What a busy server put off is tried again in its time. */
  const wakeAt = (time: number | null): void => {
    if (wakeTimer !== null) clearTimeout(wakeTimer);
    wakeTimer = time === null ? null : setTimeout(() => loop.wake(), Math.max(0, time - Date.now()));
  };
  const loop = createSyncLoop({
    store,
    status,
    newBackend: () => currentServers()?.backend() ?? null,
    runOperations: async (backend, look) => wakeAt(await runOperations(store, backend, outcome, { look, now: Date.now })),
    arrived: (mailboxId, messages) => tellArrival(store, mailboxId, messages, emit),
    needsPerson: needsPerson('incoming'),
    bug: noteBug,
    interval: checkInterval(kind, start.interval),
  });
  const findInSent = async (headerMessageId: string): Promise<boolean> => {
    const sent = mailboxByRole(store.read, 'sent');
    if (sent === null) return false;
    if (kind === 'pop') return holdsHeaderMessageId(store.read, sent.id, headerMessageId);
    return loop.withBackend(async (backend) => ((await backend.findByMessageId?.(sent.path, headerMessageId)) ?? []).length > 0);
  };
  const outbox = createOutboxLoop({
    store,
    outcome,
    findInSent,
    submitter: () => currentServers()?.submitter ?? null,
    needsPerson: needsPerson('outgoing'),
  });

  status.queued(countWaiting(store.read));
  actions.settleOrWake();
  void loop.check();
  outbox.wake();

  const restart = async (): Promise<void> => {
    servers = null;
    await loop.restart();
    outbox.wake();
  };
  return {
    store,
    loop,
    actions,
    setPassword: (given) => {
      password = given;
      return restart();
    },
    setAccount: (given) => {
      account = given;
      return restart();
    },
    check: () => {
      outbox.hurry();
      return loop.check();
    },
    close: async () => {
      await Promise.all([loop.stop(), outbox.stop()]);
      wakeAt(null);
      changes.flush();
      markClosed(store);
      store.close();
    },
  };
}

function tellArrival(store: MailStore, mailboxId: MailboxId, messages: readonly MessageId[], emit: Emit<AccountEvents>): void {
  const newest = messages.at(-1);
  const message = newest === undefined ? null : messageById(store.read, newest);
  if (newest === undefined || message === null) return;
  emit('mail.arrived', {
    accountId: store.accountId,
    mailboxId,
    count: messages.length,
    newest: {
      ref: { accountId: store.accountId, mailboxId, messageId: newest },
      subject: message.envelope.subject,
      from: message.envelope.from[0] ?? null,
    },
  });
}

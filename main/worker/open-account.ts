/** An account with its store open and its loops running: mail in and actions out, mail going out, the index. Whoever opens it closes it. */
import type { Account, OfflinePolicy, VanishedAnswer } from '../../shared/account.ts';
import type { ChangeSet } from '../../shared/changes.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { ServerSide } from '../../shared/ipc.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { LocalRef } from '../../shared/message.ts';
import { noteServer } from '../backends/pop/maildrop-facts.ts';
import { ensureLocalMailboxes } from '../backends/pop/local-mailboxes.ts';
import { readFact } from '../store/facts.ts';
import { holdsHeaderMessageId } from '../store/known-again.ts';
import { type MailStore, openMailStore } from '../store/mail-store.ts';
import { mailboxByRole, setMailboxOffline } from '../store/mailboxes.ts';
import { countWaiting } from '../store/operations.ts';
import { countVanished } from '../store/vanished.ts';
import type { Emit } from '../threads/channel.ts';
import type { AccountEvents, StartArguments } from '../threads/protocol.ts';
import { changeOf, checkEvery } from './account-change.ts';
import { createStatusReport } from './account-status.ts';
import { tellArrival } from './arrival-event.ts';
import { stackOf } from './bug-stack.ts';
import { createChangeEvents } from './change-events.ts';
import { diskInThread } from './disk-in-thread.ts';
import { downloadNow } from './download-now.ts';
import { createIndexLoop } from './index-loop.ts';
import { watchClock } from './clock-jump.ts';
import { createOutboxLoop } from './outbox-loop.ts';
import { recoverOperations } from './recover-operations.ts';
import { runOperations, type OperationOutcome } from './run-operations.ts';
import { createMaildropActions, type MaildropActions } from './maildrop-actions.ts';
import { checkInterval, isThisComputer, loginDelayOf } from './schedule.ts';
import { serversOf, type Servers } from './servers.ts';
import { markClosed, sweepAfterCrash } from './sweep-bytes.ts';
import { createSyncLoop, type SyncLoop } from './sync-loop.ts';
import { answerVanished } from './vanished-mail.ts';
import { createUserActions, type UserActions } from './user-actions.ts';

export interface OpenAccount {
  readonly store: MailStore;
  readonly loop: SyncLoop;
  readonly actions: UserActions;
  readonly maildrop: MaildropActions;
  setPassword(password: string): Promise<void>;
  setAccount(account: Account): Promise<void>;
  /** The text of one message, now or, without a connection, as soon as there is one. */
  download(ref: LocalRef): Promise<void>;
  pauseDownload(paused: boolean): void;
  setMailboxOffline(mailboxId: MailboxId, policy: OfflinePolicy | null): void;
  answerVanished(mailboxId: MailboxId, answer: VanishedAnswer): void;
  /** Minutes between two checks of a POP account that has no interval of its own. */
  setInterval(minutes: number): void;
  /** Looks for mail now, and sends what waits; resolves when the look is over. */
  check(): Promise<void>;
  /** The computer woke up, or has a network again, or another one. */
  wokeUp(): Promise<void>;
  /** The system says that there is no network. */
  networkAway(): void;
  close(): Promise<void>;
}

export function openAccount(start: StartArguments, emit: Emit<AccountEvents>, diskThread: URL | null): OpenAccount {
  const { id: accountId, kind } = start.account;
  let account = start.account;
  let password = start.password;
  let interval = start.interval;
  let servers: Servers | null = null;

  const changes = createChangeEvents((changed) => {
    emit('store.changed', changed);
    index.wake();
  });
  const disk = diskThread === null ? null : diskInThread(diskThread, start.folder);
  const noteChanges = (changed: ChangeSet): void => {
    changes.push(changed);
    if (changed.operations) status.queued(countWaiting(store.read));
  };
  const store = openMailStore(accountId, start.folder, noteChanges, disk);
  let downloadPaused = false;
  const status = createStatusReport(accountId, readFact(store.read, 'last-checked'), (now) => emit('account.status', now));
  if (kind === 'pop') ensureLocalMailboxes(store);
  recoverOperations(store, Date.now());
  sweepAfterCrash(store);

  const currentServers = (): Servers | null => {
    if (password === null) return null;
    servers ??= serversOf(account, password, { terms: (terms) => noteServer(store, terms) });
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
  const noteBug = (thrown: unknown): void => emit('bug.noticed', { stack: stackOf(thrown) });
  const index = createIndexLoop(store, noteBug);
  const outcome: OperationOutcome = {
    done: (queued) => {
      actions.remember(queued);
      // A mail that went out leaves its copy to be filed and its original to be marked.
      if (queued.operation.kind === 'send') actions.settleOrWake();
    },
    failed: (failed) => emit('operation.failed', failed),
    bug: noteBug,
  };
  const loop = createSyncLoop({
    store,
    status,
    newBackend: () => currentServers()?.backend() ?? null,
    runOperations: (backend, look) => runOperations(store, backend, outcome, { look, now: Date.now }),
    arrived: (mailboxId, messages) => tellArrival(store, mailboxId, messages, emit),
    needsPerson: needsPerson('incoming'),
    downloadPaused: () => downloadPaused,
    looked: () => status.vanished(countVanished(store.read)),
    bug: noteBug,
    interval: () => checkInterval(kind, checkEvery(account) ?? interval, loginDelayOf(readFact(store.read, 'login-delay'))),
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

  const maildrop = createMaildropActions({
    store,
    kind,
    withBackend: loop.withBackend,
    activity: status.activity,
    changed: changes.flush,
    choicesWait: loop.lookSoon,
  });

  status.queued(countWaiting(store.read));
  status.vanished(countVanished(store.read));
  index.wake();
  actions.settleOrWake();
  void loop.check();
  outbox.wake();

  const wokeUp = (): Promise<void> => {
    outbox.hurry();
    loop.network(true);
    return loop.prove();
  };
  const endClock = watchClock(() => void wokeUp(), Date.now);
  const restart = async (): Promise<void> => {
    servers = null;
    await loop.restart();
    outbox.wake();
  };
  return {
    store,
    loop,
    actions,
    maildrop,
    setPassword: (given) => {
      password = given;
      return restart();
    },
    setAccount: async (given) => {
      const change = changeOf(account, given);
      account = given;
      if (change === 'interval') return loop.intervalChanged();
      if (change === 'servers') return restart();
      servers = null;
      await loop.renew();
    },
    download: (ref) => downloadNow(store, ref, { withBackend: loop.withBackend, activity: status.activity, changed: changes.flush }),
    pauseDownload: (paused) => {
      downloadPaused = paused;
      status.downloadPaused(paused);
      if (paused) return;
      // A POP server that lets nobody in so soon is to say so to whoever waits for it.
      if (kind === 'pop') void loop.check();
      else loop.lookSoon();
    },
    setMailboxOffline: (mailboxId, policy) => {
      store.transaction((tx) => setMailboxOffline(tx, mailboxId, policy));
      changes.flush();
      loop.lookSoon();
    },
    answerVanished: (mailboxId, answer) => {
      answerVanished(store, mailboxId, answer, Date.now());
      status.vanished(countVanished(store.read));
      actions.settleOrWake();
    },
    setInterval: (minutes) => {
      interval = minutes;
      loop.intervalChanged();
    },
    check: () => {
      outbox.hurry();
      return loop.check();
    },
    wokeUp,
    networkAway: () => {
      if (!isThisComputer(account.incoming.host)) loop.network(false);
    },
    close: async () => {
      endClock();
      await Promise.all([loop.stop(), outbox.stop(), index.stop()]);
      await store.disk.close();
      changes.flush();
      markClosed(store);
      store.close();
    },
  };
}

/**
 * One thread per account: started, watched, started again when it died, stopped. Main holds no mail: calls go to the
 * account's thread and its events come back through `listen`.
 */
import { join } from 'node:path';
import type { Account, AccountDraft, AccountId, AccountStatus } from '../../shared/account.ts';
import { accountGone, failureOf, type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { Events, VerifyReport } from '../../shared/ipc.ts';
import type { Channel } from '../threads/channel.ts';
import { startThread, type Thread } from '../threads/host.ts';
import type { AccountCalls, AccountEventName, AccountEvents } from '../threads/protocol.ts';
import { restartDelay } from './crash-policy.ts';

export interface SupervisorParts {
  /** Built entry of the account thread. */
  readonly entry: URL;
  /** Holds one folder per account. */
  readonly folder: string;
  readonly password: (accountId: AccountId) => Promise<string | null>;
  /** Minutes between two checks of a POP account. */
  readonly interval: () => number;
  /** Called when the store exists and is migrated, at each start of its thread. */
  readonly ready: (account: Account, folder: string) => Promise<void>;
  readonly listen: AccountListener;
  readonly crashed: (accountId: AccountId, error: Error | null) => void;
  readonly bug: (accountId: AccountId, stack: string) => void;
}

/** Hears every event of every account. */
type AccountListener = <Name extends AccountEventName>(name: Name, payload: Events[Name]) => void;

export interface Supervisor {
  /** Resolves when the account's store is open; its first connection comes later. */
  start(account: Account): Promise<void>;
  /** The thread of an account; throws MailFailureError when it is not running. */
  channel(accountId: AccountId): AccountChannel;
  /** The account changed: another certificate is trusted. */
  update(account: Account): Promise<void>;
  /** Ends its thread and forgets it; its folder stays. */
  forget(accountId: AccountId): Promise<void>;
  statuses(): readonly AccountStatus[];
  /** Signs in to both servers in a thread of its own that is gone afterwards. */
  verify(draft: AccountDraft): Promise<VerifyReport>;
  wakeAll(): void;
  stopAll(): Promise<void>;
}

/** With all of the window's events, so that one listener fits every name that is passed on. */
type SupervisedEvents = Events & AccountEvents;

type AccountChannel = Pick<Channel<AccountCalls, SupervisedEvents>, 'call'>;

interface Running {
  account: Account;
  thread: Thread<AccountCalls, SupervisedEvents>;
  readonly crashes: number[];
}

/** Passed on as they are; the status is also remembered. */
const passedOn = [
  'store.changed',
  'mail.arrived',
  'operation.failed',
  'credentials.needed',
  'certificate.untrusted',
] as const satisfies readonly Exclude<AccountEventName, 'account.status'>[];

const givenUp: MailFailure = {
  kind: 'bug',
  retry: 'never',
  text: 'This account stopped working five times in a row. Its mail on this computer is untouched; please restart Homing.',
};

export function createSupervisor(parts: SupervisorParts): Supervisor {
  const running = new Map<AccountId, Running>();
  const statuses = new Map<AccountId, AccountStatus>();
  let stopping = false;

  const tellStatus = (status: AccountStatus): void => {
    statuses.set(status.accountId, status);
    parts.listen('account.status', status);
  };

  const startOn = async (account: Account, crashes: number[]): Promise<void> => {
    const thread = startThread<AccountCalls, SupervisedEvents>(parts.entry);
    running.set(account.id, { account, thread, crashes });
    thread.channel.on('account.status', tellStatus);
    const passOn = <Name extends AccountEventName>(name: Name): void => thread.channel.on(name, (payload) => parts.listen(name, payload));
    passedOn.forEach(passOn);
    thread.channel.on('bug.noticed', ({ stack }) => parts.bug(account.id, stack));
    void thread.ended.then((error) => restart(account.id, thread, error));
    const folder = join(parts.folder, account.id);
    await thread.channel.call('start', { account, folder, password: await parts.password(account.id), interval: parts.interval() });
    await parts.ready(account, folder);
  };

  const restart = (accountId: AccountId, ended: Thread<AccountCalls, SupervisedEvents>, error: Error | null): void => {
    const known = running.get(accountId);
    if (stopping || known === undefined || known.thread !== ended) return;
    parts.crashed(accountId, error);
    known.crashes.push(Date.now());
    const delay = restartDelay(known.crashes, Date.now());
    if (delay === null) return tellOffline(accountId, givenUp);
    setTimeout(() => {
      if (stopping) return;
      startOn(known.account, known.crashes).catch((thrown: unknown) => tellOffline(accountId, failureOf(thrown)));
    }, delay);
  };

  const tellOffline = (accountId: AccountId, failure: MailFailure): void => {
    const last = statuses.get(accountId);
    tellStatus({
      accountId,
      lastChecked: last?.lastChecked ?? null,
      queued: last?.queued ?? 0,
      downloadPaused: false,
      vanished: last?.vanished ?? [],
      activity: null,
      notice: null,
      connection: { state: 'offline', failure },
    });
  };

  const channel = (accountId: AccountId): AccountChannel => {
    const known = running.get(accountId);
    if (known === undefined) throw new MailFailureError(accountGone());
    return known.thread.channel;
  };

  return {
    start: async (account) => {
      try {
        await startOn(account, []);
      } catch (thrown) {
        // An account whose files cannot be opened must not keep the others, or the program, from starting.
        tellOffline(account.id, failureOf(thrown));
        throw thrown;
      }
    },
    channel,
    update: async (account) => {
      const known = running.get(account.id);
      if (known === undefined) return;
      known.account = account;
      await known.thread.channel.call('setAccount', account);
      await parts.ready(account, join(parts.folder, account.id));
    },
    forget: async (accountId) => {
      const known = running.get(accountId);
      running.delete(accountId);
      statuses.delete(accountId);
      await known?.thread.terminate();
    },
    statuses: () => [...statuses.values()],
    verify: async (draft) => {
      const thread = startThread<AccountCalls, SupervisedEvents>(parts.entry);
      try {
        return await thread.channel.call('verifyServers', draft);
      } finally {
        await thread.terminate();
      }
    },
    wakeAll: () => {
      // A thread that is gone is started again by `restart`, and then looks by itself.
      for (const { thread } of running.values()) thread.channel.call('wake').catch(() => {});
    },
    stopAll: async () => {
      stopping = true;
      await Promise.all(
        [...running.values()].map(async ({ thread }) => {
          const patience = new Promise((resolve) => setTimeout(resolve, 5000).unref());
          await Promise.race([thread.channel.call('stop').catch(() => {}), patience]);
          await thread.terminate();
        }),
      );
      running.clear();
    },
  };
}

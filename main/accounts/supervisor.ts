/**
 * One thread per account: started, watched, started again when it died or could not open its store, stopped. Main holds no mail:
 * calls go to the account's thread and its events come back through `listen`.
 */
import { join } from 'node:path';
import type { Account, AccountDraft, AccountId, AccountStatus } from '../../shared/account.ts';
import { accountGone, failureOf, type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { VerifyReport } from '../../shared/ipc.ts';
import { type AccountChannel, accountThread, type AccountThread, type AccountThreadParts, bareThread } from './account-thread.ts';
import { reopenDelay, restartDelay } from './crash-policy.ts';

export interface SupervisorParts extends AccountThreadParts {
  /** Holds one folder per account. */
  readonly folder: string;
  readonly password: (accountId: AccountId) => Promise<string | null>;
  /** Minutes between two checks of a POP account. */
  readonly interval: () => number;
  /** Called when the store exists and is migrated, at each start of its thread. */
  readonly ready: (account: Account, folder: string) => Promise<void>;
  /** Called when an account is forgotten. */
  readonly gone: (accountId: AccountId) => Promise<void>;
  readonly crashed: (accountId: AccountId, error: Error | null) => void;
}

export interface Supervisor {
  /** Resolves when the account's store is open; its first connection comes later. A store that cannot be opened is tried again later. */
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
  /** The system woke up, or has a network again or another one. */
  wakeAll(): void;
  /** The system says that there is no network, until `wakeAll`. */
  networkAway(): void;
  /** `interval` says something else now. */
  intervalChanged(): void;
  stopAll(): Promise<void>;
}

interface Running {
  account: Account;
  readonly thread: AccountThread;
  readonly crashes: number[];
  /** Its store is open. */
  opened: boolean;
  /** Another thread takes its place, or none will. */
  over: boolean;
  /** How often in a row its store could not be opened. */
  readonly attempts: number;
}

const givenUp: MailFailure = {
  kind: 'bug',
  retry: 'never',
  text: 'This account stopped working five times in a row. Its mail on this computer is untouched; please restart Homing.',
};

export function createSupervisor(parts: SupervisorParts): Supervisor {
  const running = new Map<AccountId, Running>();
  const statuses = new Map<AccountId, AccountStatus>();
  let stopping = false;
  let networkThere = true;

  const tellStatus = (status: AccountStatus): void => {
    statuses.set(status.accountId, status);
    parts.listen('account.status', status);
  };

  /** An account whose files cannot be opened must not keep the others, or the program, from starting: it is shown with its failure. */
  const startOn = async (account: Account, crashes: number[], attempts: number): Promise<void> => {
    const thread = accountThread(parts, account.id, tellStatus);
    const own: Running = { account, thread, crashes, opened: false, over: false, attempts };
    running.set(account.id, own);
    void thread.ended.then((error) => restart(own, error));
    try {
      const folder = join(parts.folder, account.id);
      await thread.channel.call('start', { account, folder, password: await parts.password(account.id), interval: parts.interval() });
      own.opened = true;
      if (!networkThere) await thread.channel.call('networkAway');
      await parts.ready(account, folder);
    } catch (thrown) {
      tellOffline(account.id, failureOf(thrown));
      if (!own.opened) setTimeout(() => void openAgain(own), reopenDelay(attempts + 1)).unref();
      throw thrown;
    }
  };

  /** In a new thread: nobody knows how far the old one came. */
  const openAgain = async (own: Running): Promise<void> => {
    if (stopping || own.opened || own.over || running.get(own.account.id) !== own) return;
    own.over = true;
    await own.thread.terminate();
    // The failure is told as status.
    if (!stopping && running.get(own.account.id) === own) await startOn(own.account, own.crashes, own.attempts + 1).catch(() => {});
  };

  const restart = (own: Running, error: Error | null): void => {
    const { account, crashes } = own;
    if (stopping || own.over || running.get(account.id) !== own) return;
    own.over = true;
    parts.crashed(account.id, error);
    crashes.push(Date.now());
    const delay = restartDelay(crashes, Date.now());
    if (delay === null) return tellOffline(account.id, givenUp);
    setTimeout(() => {
      if (!stopping && running.get(account.id) === own) startOn(own.account, crashes, 0).catch(() => {});
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

  /** A thread that is gone is started again by `restart`, and learns all of it then. */
  const tellAll = (tell: (channel: AccountChannel) => Promise<unknown>): void => {
    for (const { thread, opened } of running.values()) if (opened) tell(thread.channel).catch(() => {});
  };

  return {
    start: (account) => startOn(account, [], 0),
    channel: (accountId) => {
      const known = running.get(accountId);
      if (known === undefined) throw new MailFailureError(accountGone());
      return known.thread.channel;
    },
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
      await parts.gone(accountId);
    },
    statuses: () => [...statuses.values()],
    verify: async (draft) => {
      const thread = bareThread(parts.entry);
      try {
        return await thread.channel.call('verifyServers', draft);
      } finally {
        await thread.terminate();
      }
    },
    wakeAll: () => {
      networkThere = true;
      tellAll((channel) => channel.call('wake'));
      for (const own of running.values()) void openAgain(own);
    },
    networkAway: () => {
      networkThere = false;
      tellAll((channel) => channel.call('networkAway'));
    },
    intervalChanged: () => tellAll((channel) => channel.call('setInterval', parts.interval())),
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

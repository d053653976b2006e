import type { AccountId, AccountStatus, Activity, ConnectionState } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';

/** What the person is told about the account. Progress is told at most ten times a second, everything else at once. */
export interface StatusReport {
  connection(state: ConnectionState): void;
  activity(activity: Activity | null): void;
  notice(failure: MailFailure | null): void;
  checked(at: number): void;
  queued(count: number): void;
  downloadPaused(paused: boolean): void;
  vanished(mail: AccountStatus['vanished']): void;
  end(): void;
}

const progressEvery = 100;

export function createStatusReport(accountId: AccountId, lastChecked: number | null, emit: (status: AccountStatus) => void): StatusReport {
  let status: AccountStatus = {
    accountId,
    connection: { state: 'connecting' },
    lastChecked,
    activity: null,
    notice: null,
    queued: 0,
    downloadPaused: false,
    vanished: [],
  };
  let timer: NodeJS.Timeout | null = null;
  const tell = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    emit(status);
  };
  const change = (part: Partial<AccountStatus>): void => {
    status = { ...status, ...part };
    tell();
  };
  return {
    connection: (connection) => {
      if (connection.state !== 'online' || status.connection.state !== 'online') change({ connection });
    },
    notice: (notice) => {
      if (notice !== status.notice) change({ notice });
    },
    checked: (at) => change({ lastChecked: at }),
    queued: (queued) => {
      if (queued !== status.queued) change({ queued });
    },
    downloadPaused: (downloadPaused) => {
      if (downloadPaused !== status.downloadPaused) change({ downloadPaused });
    },
    vanished: (vanished) => {
      if (vanished.length + status.vanished.length > 0) change({ vanished });
    },
    activity: (activity) => {
      const startsOrEnds = (activity === null) !== (status.activity === null);
      status = { ...status, activity };
      if (startsOrEnds) tell();
      else timer ??= setTimeout(tell, progressEvery);
    },
    end: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** An account worker in a process of its own, and what it tells. */
import type { Account, AccountStatus } from '../../../shared/account.ts';
import type { Channel } from '../../../main/threads/channel.ts';
import type { AccountCalls, AccountEvents } from '../../../main/threads/protocol.ts';
import { startMeasured } from './measured-process.ts';
import type { MeasuredCalls } from './measured-side.ts';
import { pollUntil } from './poll-until.ts';

export interface RunningWorker {
  readonly channel: Channel<AccountCalls & MeasuredCalls, AccountEvents>;
  /** When it was told to start; on the clock of performance.now(). */
  readonly startedAt: number;
  /** Never resolves; rejects when it ended by itself, lost its server, or noticed a mistake of its own. */
  readonly failed: Promise<never>;
  /** Resolves when it is online and has nothing to do. */
  idle(limitMs: number): Promise<void>;
  /** As the program ends it; at once when that takes long. */
  stop(): Promise<void>;
}

const patienceMs = 5000;

/** Starts it on a store folder; the store is open when this resolves. */
export async function startAccountWorker(account: Account, password: string, folder: string): Promise<RunningWorker> {
  const measured = startMeasured<AccountCalls, AccountEvents>('worker');
  const { channel } = measured;
  let status: AccountStatus | null = null;
  const told = new Promise<never>((_, reject) => {
    channel.on('account.status', (now) => {
      status = now;
      if (now.connection.state === 'offline') reject(new Error(`The worker went offline: ${now.connection.failure.text}`));
    });
    channel.on('bug.noticed', ({ stack }) => reject(new Error(`The worker noticed a mistake of its own: ${stack}`)));
  });
  const failed = Promise.race([measured.failed, told]);
  failed.catch(() => undefined);
  await channel.call('measureFromNow');
  const startedAt = performance.now();
  await channel.call('start', { account, password, folder, interval: 10 });
  return {
    channel,
    startedAt,
    failed,
    idle: async (limitMs) => {
      const look = (): true | null => (status?.connection.state === 'online' && status.activity === null ? true : null);
      await pollUntil(look, { what: 'the worker has nothing more to do', every: 20, limitMs, failed });
    },
    stop: async () => {
      const late = setTimeout(() => void measured.end(), patienceMs);
      await channel.call('stop').catch(() => undefined);
      clearTimeout(late);
      await measured.end();
    },
  };
}

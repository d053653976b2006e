/** Runs an entry file as a thread. The only file that knows they are worker_threads and not processes. */
import { Worker } from 'node:worker_threads';
import type { MailFailure } from '../../shared/failure.ts';
import { type Channel, connect } from './channel.ts';

export interface Thread<Calls, Events> {
  readonly channel: Channel<Calls, Events>;
  /** Resolves when the thread has ended, with the error that ended it, or null. */
  readonly ended: Promise<Error | null>;
  /** Ends it at once, without asking. */
  terminate(): Promise<void>;
}

/** Most of what V8 may hold: a hostile mail ends one thread, not the program. */
const heapLimitMb = 1024;

const threadGone: MailFailure = {
  kind: 'busy',
  retry: 'later',
  text: 'A part of Homing stopped and is being started again.',
  code: 'THREAD_GONE',
};

export function startThread<Calls, Events>(entry: URL): Thread<Calls, Events> {
  const worker = new Worker(entry, { resourceLimits: { maxOldGenerationSizeMb: heapLimitMb } });
  const channel = connect<Calls, Events>(worker);
  let error: Error | null = null;
  worker.on('error', (thrown: unknown) => {
    error = thrown instanceof Error ? thrown : new Error(String(thrown));
  });
  const ended = new Promise<Error | null>((resolve) => {
    worker.on('exit', () => {
      channel.fail(threadGone);
      resolve(error);
    });
  });
  return { channel, ended, terminate: async () => void (await worker.terminate()) };
}

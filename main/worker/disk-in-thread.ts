import { performance } from 'node:perf_hooks';
import type { Disk } from '../store/disk.ts';
import { hashLength } from '../store/hash.ts';
import { startThread, type Thread } from '../threads/host.ts';
import type { DiskCalls, DiskEvents } from '../threads/protocol.ts';

/** Rows between two looks at the log of mail.db: some megabytes of it. */
const rowsBetween = 2000;
/** Milliseconds after which nothing more is expected: commands that bring texts follow each other sooner. */
const busyMs = 250;
/** Milliseconds after which an idle thread gives back its memory. */
const restMs = 30_000;

type DiskThread = Thread<DiskCalls, DiskEvents>;

/** A `Disk` that is a thread of its own while there is something to write. `entry` is the built `disk-thread.ts`. */
export function diskInThread(entry: URL, folder: string): Disk {
  let running: { readonly thread: DiskThread; readonly open: Promise<void> } | null = null;
  let rest: NodeJS.Timeout | undefined;
  /** There is something that the thread has written and would forget: over a slow line the next comes much later. */
  let unsettled = false;
  let rows = 0;
  let checkpointing = false;
  let lastPut = Number.NEGATIVE_INFINITY;

  const end = async (): Promise<void> => {
    const ending = running;
    running = null;
    unsettled = false;
    clearTimeout(rest);
    if (ending === null) return;
    await ending.thread.channel.call('close').catch(() => undefined);
    await ending.thread.terminate();
  };
  const thread = async (): Promise<DiskThread['channel']> => {
    if (running === null) {
      const started = startThread<DiskCalls, DiskEvents>(entry);
      running = { thread: started, open: started.channel.call('open', folder) };
      // The next use starts another one.
      void started.ended.finally(() => {
        if (running?.thread === started) running = null;
      });
    }
    clearTimeout(rest);
    rest = setTimeout(() => void (unsettled || end()), restMs).unref();
    const { thread: started, open } = running;
    try {
      await open;
    } catch (thrown) {
      // The next use tries anew.
      if (running?.thread === started) await end();
      throw thrown;
    }
    return started.channel;
  };
  return {
    stage: async (messages) => {
      [lastPut, unsettled] = [performance.now(), true];
      const own = ownMemory(messages);
      const memory = new Set(own.map(({ buffer }) => buffer));
      const hashes = await (await thread()).give([...memory], 'stage', own);
      return messages.map((_, at) => hashes.subarray(at * hashLength, (at + 1) * hashLength));
    },
    settle: async () => {
      unsettled = false;
      await (await thread()).call('settle');
    },
    written: (count) => {
      rows += count;
      if (rows < rowsBetween || checkpointing) return;
      [rows, checkpointing] = [0, true];
      thread()
        .then((channel) => channel.call('checkpoint'))
        // SQLite still does it itself once the log is much longer.
        .catch(() => undefined)
        .finally(() => (checkpointing = false));
    },
    compact: () => {
      thread()
        .then((channel) => channel.call('compact'))
        // Nothing is lost but room, and that is tried for again.
        .catch(() => undefined);
    },
    busy: () => performance.now() - lastPut < busyMs,
    close: end,
  };
}

/**
 * What can be given away: memory in which there is nothing but these messages, one behind the other. Of any other they are copied, as small
 * buffers are, which Node cuts from one piece.
 */
function ownMemory(messages: readonly Uint8Array[]): readonly Uint8Array<ArrayBuffer>[] {
  /** Up to where all of it is theirs. */
  const filled = new Map<ArrayBufferLike, number>();
  for (const { buffer, byteOffset, byteLength } of messages) {
    const before = filled.get(buffer) ?? 0;
    filled.set(buffer, byteOffset <= before ? Math.max(before, byteOffset + byteLength) : Number.NaN);
  }
  return messages.map((bytes) => {
    const { buffer, byteOffset, byteLength } = bytes;
    const isTheirs = buffer instanceof ArrayBuffer && filled.get(buffer) === buffer.byteLength;
    return isTheirs ? new Uint8Array(buffer, byteOffset, byteLength) : new Uint8Array(bytes);
  });
}

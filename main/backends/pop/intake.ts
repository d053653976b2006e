/**
 * Messages on their way from the wire into the store. Their bytes are written while the next ones stream in; now and then they are made
 * durable, and only then their rows and ids are committed. A crash leaves bytes that nothing refers to, and the message comes again.
 */
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import type { MailStore } from '../../store/mail-store.ts';
import type { Received } from './receiver.ts';
import { readArrived } from './read-arrived.ts';
import { type Listed, type Staged, storeStaged } from './store-staged.ts';

export interface Intake {
  /** Takes the memory of its bytes. Waits while the disk is behind. */
  take(listed: Listed, received: Received): Promise<void>;
  /** Commits what came whole, also after something went wrong, and then rejects with what that was. */
  finish(): Promise<void>;
}

interface IntakeParts {
  readonly store: MailStore;
  readonly inbox: MailboxId;
  readonly now: () => number;
  /** Called before so many bytes are written; throws when there is too little room for them. */
  readonly assertRoom: (bytes: number) => Promise<void>;
  /** These are here now, and were not before. */
  readonly committed: (added: readonly MessageId[]) => Promise<void>;
}

interface Waiting {
  readonly listed: Listed;
  readonly pieces: readonly Buffer[];
  /** Of all pieces. */
  readonly size: number;
}

/** Handed to the disk at once: enough to be cheap, little enough to be held in memory a few times. */
const [messagesAtOnce, bytesAtOnce] = [100, 1024 * 1024];
const mostInFlight = 4;
/** Committed at once. The first ones soon, so that there is something to read; a commit costs nearly the same for one and for many. */
const [messagesPerCommit, bytesPerCommit] = [1000, 16 * 1024 * 1024];
const [firstCommit, commitEveryMs] = [50, 500];

export function createIntake({ store, inbox, now, assertRoom, committed }: IntakeParts): Intake {
  let waiting: Waiting[] = [];
  let waitingBytes = 0;
  let inFlight: Promise<readonly Staged[]>[] = [];
  let since = { messages: 0, bytes: 0, at: performance.now() };
  let commits = 0;
  let trouble: { readonly reason: unknown } | null = null;
  let committing: Promise<void> = Promise.resolve();

  const stage = async (waited: readonly Waiting[]): Promise<readonly Staged[]> => {
    const all = inOneMemory(waited);
    const arrived = all.map(({ listed, raw }) => ({ listed, ...readArrived(raw, now()) }));
    await assertRoom(arrived.reduce((sum, { size }) => sum + size, 0));
    const hashes = await store.disk.stage(all.map(({ raw }) => raw));
    return arrived.flatMap((each, at) => {
      const hash = hashes[at];
      return hash === undefined ? [] : [{ ...each, hash }];
    });
  };
  const takeStream = (listed: Listed, { stream, start, size }: Extract<Received, { kind: 'stream' }>): void => {
    const hash = stream.hash();
    try {
      stream.finish();
    } catch (thrown) {
      stream.abandon();
      throw thrown;
    }
    inFlight.push(Promise.resolve([{ ...readArrived(start, now()), listed, hash, size }]));
  };
  const handOver = (): void => {
    if (waiting.length === 0) return;
    const staging = stage(waiting);
    // Told to whoever commits it, and to whoever brings more.
    staging.catch((reason: unknown) => (trouble ??= { reason }));
    inFlight.push(staging);
    [waiting, waitingBytes] = [[], 0];
  };
  const commit = async (staging: readonly Promise<readonly Staged[]>[]): Promise<void> => {
    const results = await Promise.allSettled(staging);
    const staged = results.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
    if (staged.length > 0) {
      await store.disk.settle();
      await committed(storeStaged(store, inbox, staged, now()));
    }
    for (const each of results) if (each.status === 'rejected') throw each.reason;
  };
  const commitSoon = async (): Promise<void> => {
    handOver();
    const staging = inFlight;
    inFlight = [];
    since = { messages: 0, bytes: 0, at: performance.now() };
    commits += 1;
    const before = committing;
    committing = commit(staging);
    committing.catch(() => undefined);
    await before;
  };
  const isDue = (): boolean =>
    since.messages >= (commits === 0 ? firstCommit : messagesPerCommit) ||
    since.bytes >= bytesPerCommit ||
    performance.now() - since.at >= commitEveryMs;

  return {
    take: async (listed, received) => {
      const { size } = received;
      since = { ...since, messages: since.messages + 1, bytes: since.bytes + size };
      if (received.kind === 'stream') takeStream(listed, received);
      else {
        waiting.push({ listed, pieces: received.pieces, size });
        waitingBytes += size;
      }
      if (waiting.length >= messagesAtOnce || waitingBytes >= bytesAtOnce) handOver();
      if (inFlight.length >= mostInFlight) await inFlight[inFlight.length - mostInFlight];
      if (trouble !== null) throw trouble.reason;
      if (isDue()) await commitSoon();
    },
    finish: async () => {
      const before = committing;
      await commitSoon().catch(() => undefined);
      await committing;
      await before;
    },
  };
}

/** One message behind the other, in memory with nothing else in it: as a whole it is given to another thread in no time. */
function inOneMemory(waiting: readonly Waiting[]): readonly { readonly listed: Listed; readonly raw: Buffer }[] {
  const memory = Buffer.concat(waiting.flatMap(({ pieces }) => pieces));
  let end = 0;
  return waiting.map(({ listed, size }) => {
    end += size;
    return { listed, raw: memory.subarray(end - size, end) };
  });
}

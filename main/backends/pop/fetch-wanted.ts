import { failureOf, MailFailureError } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/message.ts';
import type { SyncProgress } from '../backend.ts';
import type { Sink } from './body-decoder.ts';
import { noRoomFailure, takesAny } from './disk-room.ts';
import type { MaildropSession } from './download.ts';
import { watchPause } from './download-pause.ts';
import { createDownloadProgress } from './download-progress.ts';
import { createIntake } from './intake.ts';
import type { Retrieval } from './plan.ts';
import { countedSize, knownSize, planRoom } from './plan-room.ts';
import { createReceiver, type Receiver } from './receiver.ts';
import { watchRoom } from './room-watch.ts';
import type { Skipped } from './skipped-messages.ts';

export interface Fetched {
  /** Numbers of those that are here now. */
  readonly fetched: ReadonlySet<number>;
  /** What the server would not hand over. */
  readonly skipped: readonly Skipped[];
  /** For which there is no room, with what they need. */
  readonly left: readonly Retrieval[];
  /** The connection was ended before all of it was here. */
  readonly brokenOff: boolean;
}

export interface Fetching extends Pick<MaildropSession, 'connection' | 'store' | 'inbox' | 'now' | 'diskRoom' | 'outgrown'> {
  readonly report: SyncProgress['report'];
  /** The person stops it for now. */
  readonly paused: () => boolean;
  /** These are here now, and were not before. */
  readonly committed: (added: readonly MessageId[]) => Promise<void>;
}

const nothing: Fetched = { fetched: new Set(), skipped: [], left: [], brokenOff: false };

/** Fetches and commits, as much as there is room for; what came whole before the session broke is committed, too. */
export async function fetchWanted(session: Fetching, wanted: readonly Retrieval[]): Promise<Fetched> {
  if (wanted.length === 0) return nothing;
  const { connection, store, inbox, now, outgrown, diskRoom, report, paused, committed } = session;
  const free = await diskRoom();
  const plan = planRoom(wanted, free, outgrown);
  if (!takesAny(free)) throw new MailFailureError(noRoomFailure(sizesOf(wanted), free));
  if (plan.fitting.length === 0) return { ...nothing, left: plan.left };

  const waiting = new Map(plan.fitting.map((message) => [message.number, message]));
  const room = watchRoom(diskRoom, () => sizesOf([...waiting.values()]));
  const intake = createIntake({ store, inbox, now, assertRoom: room.assert, committed });
  const shown = createDownloadProgress(plan.fitting, countedSize, report);
  const receivers = new Map<number, Receiver>();
  const fetched = new Set<number>();
  const skipped: Skipped[] = [];
  const ended: { for: 'pause' | Retrieval | null } = { for: null };
  const breakOff = (why: 'pause' | Retrieval): void => {
    ended.for ??= why;
    connection.close();
  };
  const sinkFor = (number: number): Sink => {
    const message = waiting.get(number);
    if (message === undefined) throw new Error('a message is to come that was not asked for');
    const receiver = createReceiver(store.raw);
    receivers.set(number, receiver);
    let bytes = 0;
    return (piece) => {
      receiver.sink(piece);
      bytes += piece.length;
      shown.came(message, piece.length);
      room.goesOn(bytes, piece.length, () => {
        // It is whole by now, and what is here is written.
        if (!waiting.has(number)) return;
        if (message.uidl !== null) outgrown.set(message.uidl, bytes);
        breakOff(message);
      });
    };
  };
  const endPauseWatch = watchPause(paused, () => breakOff('pause'));
  try {
    await connection.retrieveMany(plan.fitting, sinkFor, async (number, retrieved) => {
      const [message, receiver] = [waiting.get(number), receivers.get(number)];
      if (message === undefined || receiver === undefined) throw new Error('a message came that was not asked for');
      receivers.delete(number);
      waiting.delete(number);
      shown.over(message);
      if (retrieved.ok) fetched.add(number);
      else skipped.push({ message, failure: retrieved.failure });
      if (retrieved.ok) await intake.take(message, receiver.received());
    });
  } catch (thrown) {
    if (ended.for === null || failureOf(thrown).kind !== 'cancelled') throw thrown;
  } finally {
    endPauseWatch();
    for (const receiver of receivers.values()) receiver.abandon();
    await intake.finish();
  }
  const { left, doubtful } = plan;
  if (ended.for === null || ended.for === 'pause') return { fetched, skipped, left, brokenOff: ended.for !== null };
  const tooBig = ended.for;
  const others = [...waiting.values()].filter((message) => message !== tooBig);
  // The next session leaves that one out, and brings the others.
  if (others.some(({ number }) => !doubtful.has(number))) throw new MailFailureError(noRoomFailure(sizesOf(others), await diskRoom()));
  return { fetched, skipped, left: [...left, { ...tooBig, size: knownSize(tooBig, outgrown) }], brokenOff: true };
}

function sizesOf(messages: readonly Retrieval[]): readonly number[] {
  return messages.map(countedSize);
}

/**
 * The heart of an account: operations out, then mail in, again and again, over one connection. Here its parts are put together and
 * what wakes it is heard: a click, a push from the server, the clock, a network that came back.
 */
import { failureOf } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { Backend } from '../backends/backend.ts';
import { freeBytes } from '../store/disk-space.ts';
import { readFact } from '../store/facts.ts';
import { mailboxByPath } from '../store/mailboxes.ts';
import { createAccountConnection } from './account-connection.ts';
import { createAgenda } from './agenda.ts';
import { createConnectionTurns } from './connection-turns.ts';
import { createPasses, type PassParts } from './passes.ts';
import { createRoomWait } from './room-wait.ts';
import { loginDelayOf } from './schedule.ts';
import { createServerWork, type ServerWorkParts } from './server-work.ts';
import { createSetbacks } from './setbacks.ts';

export interface SyncLoop {
  /** Operations wait: carry them out soon. */
  wake(): void;
  /** Looks at everything; resolves when that pass is over, also when it failed. */
  check(): Promise<void>;
  /** Something made here is to reach the server with the next look: have it as soon as the server lets us, unless it is away. */
  lookSoon(): void;
  /** This mailbox is on the screen: look at it first, and hear of it from then on. */
  open(mailboxId: MailboxId): void;
  /** The computer slept, or is on another network: the connections have to prove themselves, and a lost one is made anew at once. */
  prove(): Promise<void>;
  /** The system says whether there is a network. Without one nobody is asked in vain, but the last word is the server's. */
  network(there: boolean): void;
  /** The time between two looks is another. */
  intervalChanged(): void;
  /** Runs between the slices of a sync, with a connected backend; throws MailFailureError when there is none to be had. */
  withBackend<T>(job: (backend: Backend) => Promise<T>): Promise<T>;
  /** Ends what runs; from then on a new backend does it, and looks as soon as the server lets us. */
  renew(): Promise<void>;
  /** Ends the connection and starts anew: another password, another certificate. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface SyncLoopParts
  extends Omit<ServerWorkParts, 'agenda' | 'breathe' | 'inboxWatched' | 'lookedWell'>, Pick<PassParts, 'needsPerson' | 'bug'> {
  /** Null while there is no password. */
  readonly newBackend: () => Backend | null;
  /** Bytes free on the disk of the store, in place of what the system says; for tests. */
  readonly diskRoom?: (() => Promise<number>) | undefined;
}

/** Whoever opens one message often opens the next: only then the connection goes back to where it waits. */
const lingerMs = 2000;

export function createSyncLoop(parts: SyncLoopParts): SyncLoop {
  const { store, status } = parts;
  const turns = createConnectionTurns();
  const agenda = createAgenda();
  const loginDelay = (): number => loginDelayOf(readFact(store.read, 'login-delay'));
  const setbacks = createSetbacks(Math.random, readFact(store.read, 'last-checked') !== null, loginDelay);
  let ended = false;
  let proving: Promise<void> | null = null;

  const connection = createAccountConnection({
    newBackend: parts.newBackend,
    connecting: () => status.connection({ state: 'connecting' }),
    changed: (path) => {
      const mailbox = mailboxByPath(store.read, path);
      if (mailbox !== null) agenda.addNews(mailbox.id, Date.now());
      passes.schedule();
    },
    lost: (failure) => {
      // Whoever works with it notices, and tells.
      if (!turns.isBusy()) void passes.lost(failure);
    },
  });
  const work = createServerWork({
    ...parts,
    agenda,
    breathe: turns.breathe,
    inboxWatched: connection.watchesInbox,
    lookedWell: (room) => {
      setbacks.lookedWell();
      roomWait.until(room);
    },
  });
  const passes = createPasses({ ...parts, agenda, setbacks, turns, connection, work, roomMissing: (bytes) => roomWait.until(bytes) });
  const lookSoon = (): void => {
    // Sooner the server would refuse us, and nobody asked for it by hand.
    const notBefore = (readFact(store.read, 'last-checked') ?? 0) + loginDelay();
    agenda.add('everything', loginDelay() === 0 ? 0 : notBefore);
    if (agenda.isDue('everything', Date.now())) passes.startUnlessOffline();
    else passes.schedule();
  };
  const roomWait = createRoomWait(parts.diskRoom ?? (() => freeBytes(store.read)), () => {
    agenda.hold(0);
    lookSoon();
  });

  const proveNow = async (): Promise<void> => {
    // A clock that was set back must not put the next look off.
    agenda.add('everything', Date.now() + parts.interval());
    if (connection.isOpen() && (await connection.prove())) return passes.schedule();
    // A pass on the dead connection fails by itself now.
    await passes.over();
    if (setbacks.tryNow()) passes.start();
    else passes.schedule();
  };

  return {
    wake: () => {
      agenda.add('operations', 0);
      passes.startUnlessOffline();
    },
    check: async () => {
      agenda.hold(0);
      agenda.add('everything', 0);
      passes.start();
      await passes.over();
      // The pass that ran then may have looked already: the one after it has the answer.
      if (connection.isOpen() && agenda.isDue('everything', Date.now())) passes.start();
      await passes.over();
    },
    lookSoon,
    open: (mailboxId) => {
      work.show(mailboxId);
      passes.startUnlessOffline();
    },
    prove: () => {
      proving ??= proveNow().finally(() => {
        proving = null;
      });
      return proving;
    },
    network: (there) => {
      setbacks.network(there);
      if (!there) void connection.prove();
    },
    intervalChanged: () => {
      agenda.add('everything', Date.now() + parts.interval());
      passes.schedule();
    },
    withBackend: (job) =>
      turns.run(async () => {
        try {
          return await job(await passes.connected());
        } catch (thrown) {
          const failure = failureOf(thrown);
          if (failure.kind === 'offline' || failure.kind === 'auth' || failure.kind === 'tls') await passes.lost(failure);
          throw thrown;
        } finally {
          agenda.add('rest', Date.now() + lingerMs);
          passes.schedule();
        }
      }),
    renew: async () => {
      await passes.halt();
      if (ended || !passes.isHalted()) return;
      passes.resume();
      lookSoon();
      passes.schedule();
    },
    restart: async () => {
      await passes.halt();
      // Ended for good meanwhile, or another restart was faster and connects already with all that is new.
      if (!ended && passes.isHalted()) passes.begin();
    },
    stop: () => {
      ended = true;
      roomWait.until(null);
      return passes.halt();
    },
  };
}

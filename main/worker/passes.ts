/**
 * When an account is at work on its server. A pass runs when something on the agenda is due; it ends at the place where the server
 * tells of changes. A connection that is lost is a state, told as status, and tried again later.
 */
import { cancelledFailure, failureOf, type MailFailure, MailFailureError, roomWanted } from '../../shared/failure.ts';
import type { Backend } from '../backends/backend.ts';
import type { MailStore } from '../store/mail-store.ts';
import type { AccountConnection } from './account-connection.ts';
import type { StatusReport } from './account-status.ts';
import type { Agenda } from './agenda.ts';
import type { ConnectionTurns } from './connection-turns.ts';
import { isTurnedAway, withoutRoomMs } from './schedule.ts';
import type { ServerWork } from './server-work.ts';
import type { Setbacks } from './setbacks.ts';

export interface Passes {
  /** Runs a pass now, unless one is running. */
  start(): void;
  /** A click is no reason to knock again at a server that is away, nor to repeat a password it refused. */
  startUnlessOffline(): void;
  /** Sees to it that a pass runs when the next thing is due, by the clock on the wall: after sleep, that may be at once. */
  schedule(): void;
  /** Resolves when the pass that runs is over, also when it failed. */
  over(): Promise<void>;
  /** The connection, made if need be; throws MailFailureError. */
  connected(): Promise<Backend>;
  /** The account is offline for this reason. */
  lost(failure: MailFailure): Promise<void>;
  /** Ends the pass and the connection. */
  halt(): Promise<void>;
  isHalted(): boolean;
  /** After `halt`: passes may run again, as the agenda says. */
  resume(): void;
  /** The same, and one runs at once, as if nothing had gone wrong before. */
  begin(): void;
}

export interface PassParts {
  readonly store: MailStore;
  readonly status: StatusReport;
  readonly agenda: Agenda;
  readonly setbacks: Setbacks;
  readonly turns: ConnectionTurns;
  readonly connection: AccountConnection;
  readonly work: ServerWork;
  /** Something only the person can mend: a password, a certificate. */
  readonly needsPerson: (failure: MailFailure) => void;
  /** Nothing can be read from the server before so many bytes are free on this disk. */
  readonly roomMissing: (bytes: number) => void;
  /** Something was thrown that is no failure: a mistake of ours, for the log. */
  readonly bug: (thrown: unknown) => void;
}

/** How long a stop waits for the command under way before it hangs up. */
const patienceMs = 2000;

export function createPasses(parts: PassParts): Passes {
  const { store, status, agenda, setbacks, turns, connection, work } = parts;
  let stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let pass: Promise<void> | null = null;

  const connected = async (): Promise<Backend> => {
    const fresh = !connection.isOpen();
    const backend = await connection.open(stopping.signal);
    setbacks.connected();
    if (fresh) {
      // Also what was queued before the connection was lost, or in an earlier run of the program.
      agenda.add('operations', 0);
      agenda.add('everything', 0);
    }
    return backend;
  };

  const runPass = async (): Promise<void> => {
    await turns.run(async () => {
      const backend = await connected();
      await work.doWhatIsDue(backend, stopping.signal);
      if (!(await work.rest(backend))) {
        await work.doWhatIsDue(backend, stopping.signal);
        await work.rest(backend);
      }
      const ended = connection.ended();
      if (ended !== null) throw new MailFailureError(ended);
    });
    store.tidy();
    status.activity(null);
    status.connection({ state: 'online' });
  };

  const failed = async (thrown: unknown): Promise<void> => {
    const failure = failureOf(thrown);
    if (failure.kind === 'bug') parts.bug(thrown);
    const room = roomWanted(failure);
    if ((failure.kind !== 'busy' && room === null) || !connection.isOpen()) return lost(failure);
    // The server is there and only wants less of us, or it is this disk that wants less: what a person does still goes out.
    agenda.hold(Date.now() + (room === null ? setbacks.slowDown(failure) : withoutRoomMs));
    if (room !== null) parts.roomMissing(room);
    status.activity(null);
    status.notice(failure);
    status.connection({ state: 'online' });
  };

  const lost = async (failure: MailFailure): Promise<void> => {
    const stood = connection.stoodFor();
    const closed = connection.close();
    status.activity(null);
    if (!stopping.signal.aborted) {
      const reason = setbacks.add(failure, stood, Date.now());
      if (isTurnedAway(reason)) status.notice(reason);
      status.connection(isTurnedAway(reason) ? { state: 'online' } : { state: 'offline', failure: reason });
      if (reason.kind === 'auth' || reason.kind === 'tls') parts.needsPerson(reason);
    }
    await closed;
    schedule();
  };

  const schedule = (): void => {
    clearTimeout(timer);
    if (pass !== null || stopping.signal.aborted) return;
    const at = setbacks.isOffline() ? setbacks.retryAt() : agenda.nextAt();
    if (at !== null) timer = setTimeout(start, Math.max(0, at - Date.now()));
  };

  const start = (): void => {
    if (pass !== null || stopping.signal.aborted) return;
    clearTimeout(timer);
    pass = runPass()
      .catch(failed)
      .finally(() => {
        pass = null;
        schedule();
      });
  };

  const resume = (): void => {
    stopping = new AbortController();
  };

  return {
    start,
    startUnlessOffline: () => {
      if (!setbacks.isOffline()) start();
    },
    schedule,
    over: async () => void (await pass),
    connected,
    lost,
    halt: async () => {
      stopping.abort(new MailFailureError(cancelledFailure()));
      clearTimeout(timer);
      // A command that a silent server never answers would hold this up until its own patience is over.
      const late = setTimeout(() => void connection.close(), patienceMs);
      await pass;
      clearTimeout(late);
      await connection.close();
      status.end();
    },
    isHalted: () => stopping.signal.aborted,
    resume,
    begin: () => {
      resume();
      setbacks.forget();
      start();
    },
  };
}

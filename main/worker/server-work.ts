/** Does what the agenda of an account says, on an open connection: what the person did first, then what they look at, then the rest. */
import { assertNever, isGoneOrRejected, type MailFailure, roomWanted } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { Backend, SyncProgress } from '../backends/backend.ts';
import { writeFact } from '../store/facts.ts';
import { mailboxById, mailboxByRole } from '../store/mailboxes.ts';
import type { MailStore } from '../store/mail-store.ts';
import type { StatusReport } from './account-status.ts';
import type { Agenda, Job } from './agenda.ts';
import { restingPlace } from './resting-place.ts';

export interface ServerWork {
  /** Everything that is due; throws MailFailureError, and what it was about stays on the agenda. */
  doWhatIsDue(backend: Backend, signal: AbortSignal): Promise<void>;
  /**
   * With nothing due: stands where the server is to tell of changes. False: it did not stand there before, so a look at it is on the
   * agenda.
   */
  rest(backend: Backend): Promise<boolean>;
  /** This mailbox is on the screen. */
  show(mailboxId: MailboxId): void;
}

export interface ServerWorkParts {
  readonly store: MailStore;
  readonly status: StatusReport;
  readonly agenda: Agenda;
  /** Carries out what the person did; `look` brings one mailbox level. Resolves with when to come again for what waits, or null. */
  readonly runOperations: (backend: Backend, look: (mailboxId: MailboxId) => Promise<void>) => Promise<number | null>;
  readonly arrived: SyncProgress['arrived'];
  /** Milliseconds between two looks at everything. */
  readonly interval: () => number;
  /** Lets in others who wait for the connection. */
  readonly breathe: () => Promise<void>;
  /** The inbox has a connection of its own. */
  readonly inboxWatched: () => boolean;
  readonly downloadPaused: SyncProgress['downloadPaused'];
  /** A look at everything came to its end: the server asks for nothing. What had no room here needs so many bytes; null: all had. */
  readonly lookedWell: (room: number | null) => void;
  /** Likewise, and what is missing on the server is known now. */
  readonly looked: () => void;
}

type Kinds = ReadonlySet<Job['kind']>;
const all: Kinds = new Set(['operations', 'mailbox', 'everything', 'texts', 'rest']);
const betweenSlices: Kinds = new Set(['operations', 'mailbox']);
const betweenSlicesOfALook: Kinds = new Set(['operations']);
const nothing: Kinds = new Set();

/** An action that the server was too busy for is not offered again in the same breath. */
const soonestAgainMs = 1000;

export function createServerWork(parts: ServerWorkParts): ServerWork {
  const { store, status, agenda } = parts;
  let shown: MailboxId | null = null;

  const doDue = async (backend: Backend, signal: AbortSignal, allowed: Kinds): Promise<void> => {
    for (let job = agenda.take(Date.now(), allowed); job !== null; job = agenda.take(Date.now(), allowed)) {
      await carryOut(backend, signal, job);
    }
  };
  /** A click comes before a long look, and is let in between its slices. */
  const progress = (backend: Backend, signal: AbortSignal, allowed: Kinds): SyncProgress => ({
    report: (activity) => status.activity(activity),
    signal,
    arrived: parts.arrived,
    notice: status.notice,
    downloadPaused: parts.downloadPaused,
    breathe: async () => {
      await doDue(backend, signal, allowed);
      await parts.breathe();
    },
  });
  const look = async (backend: Backend, signal: AbortSignal, mailboxId: MailboxId, allowed: Kinds): Promise<void> => {
    const began = Date.now();
    await backend.sync(store, { kind: 'mailbox', mailboxId }, progress(backend, signal, allowed));
    agenda.looked(mailboxId, began, Date.now());
  };
  const lookAtEverything = async (backend: Backend, signal: AbortSignal): Promise<void> => {
    let notice: MailFailure | null = null;
    const told = { ...progress(backend, signal, betweenSlices), notice: (failure: MailFailure) => (notice = failure) };
    await backend.sync(store, { kind: 'everything' }, told);
    const now = Date.now();
    store.transaction((tx) => writeFact(tx, 'last-checked', now));
    status.notice(notice);
    status.checked(now);
    parts.lookedWell(notice === null ? null : roomWanted(notice));
    parts.looked();
    agenda.add('everything', now + parts.interval());
    // What the server was too busy for.
    agenda.add('operations', now);
    // What the server said of it during the long look may have been lost in other answers.
    if (shown !== null && backend.rest !== undefined) agenda.addMailbox(shown, now);
  };
  const carryOut = async (backend: Backend, signal: AbortSignal, job: Job): Promise<void> => {
    switch (job.kind) {
      case 'operations': {
        const next = await parts.runOperations(backend, (mailboxId) => look(backend, signal, mailboxId, nothing));
        if (next !== null) agenda.add('operations', Math.max(next, Date.now() + soonestAgainMs));
        return;
      }
      case 'mailbox':
        await orAgain(look(backend, signal, job.mailboxId, betweenSlicesOfALook), () => agenda.addMailbox(job.mailboxId, 0));
        return agenda.add('texts', Date.now());
      case 'everything':
        return orAgain(lookAtEverything(backend, signal), () => agenda.add('everything', 0));
      case 'texts':
        return orAgain(backend.sync(store, { kind: 'texts' }, progress(backend, signal, betweenSlices)), () => agenda.add('texts', 0));
      case 'rest':
        return;
      default:
        return assertNever(job);
    }
  };

  return {
    doWhatIsDue: (backend, signal) => doDue(backend, signal, all),
    rest: async (backend) => {
      const open = shown === null ? null : mailboxById(store.read, shown);
      const place = restingPlace({ open, inbox: mailboxByRole(store.read, 'inbox'), inboxWatched: parts.inboxWatched() });
      try {
        if ((await backend.rest?.(place?.path ?? null)) !== false || place === null) return true;
        agenda.addMailbox(place.id, 0);
        return false;
      } catch (thrown) {
        // It went meanwhile, or may not be opened.
        if (!isGoneOrRejected(thrown)) throw thrown;
        await backend.rest?.(null);
        return true;
      }
    },
    show: (mailboxId) => {
      shown = mailboxId;
      agenda.addMailbox(mailboxId, 0);
    },
  };
}

async function orAgain(work: Promise<void>, again: () => void): Promise<void> {
  try {
    await work;
  } catch (thrown) {
    again();
    throw thrown;
  }
}

import type { PopAccount } from '../../../shared/account.ts';
import { failureOf, MailFailureError } from '../../../shared/failure.ts';
import { freeBytes } from '../../store/disk-space.ts';
import { headOfMessage } from '../../store/heads.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { messageById } from '../../store/messages.ts';
import type { Backend, SyncProgress } from '../backend.ts';
import { openPopConnection } from './open-connection.ts';
import { whenFull } from './disk-room.ts';
import { runMaildropSession } from './download.ts';
import { fetchRest, headOnlyFailure } from './fetch-rest.ts';
import { ensureLocalMailboxes } from './local-mailboxes.ts';
import { lookAtMaildrop } from './look.ts';
import type { ServerTerms } from './maildrop-facts.ts';
import type { PopTimeouts } from './pop-server.ts';
import { createPopSessions } from './pop-sessions.ts';
import type { LastListing } from './unchanged-maildrop.ts';

export interface PopBackendOptions {
  /** PEM of authorities in place of the built-in ones; for tests. */
  readonly ca?: string | undefined;
  readonly timeouts?: PopTimeouts | undefined;
  /** Milliseconds since 1970. */
  readonly now?: (() => number) | undefined;
  /** Bytes free on the disk of the store, in place of what the system says; for tests. */
  readonly diskRoom?: (() => Promise<number>) | undefined;
  /** See `planRoom`; known for as long as the program runs. */
  readonly outgrown?: Map<string, number> | undefined;
  /** Kept from one backend of the same account, as it is set, to the next. */
  readonly lastListing?: LastListing | undefined;
  /** Hears of it as soon as the server tells, also when it then lets nobody in. */
  readonly terms?: ((terms: ServerTerms) => void) | undefined;
}

/** How long a session is waited for that perhaps died while this computer slept. */
const patienceAfterSleep = 15_000;

/**
 * A POP account. Of the optional members it has none that is a verb: these are local, since the server holds nothing but a maildrop.
 * In which session each is done is the business of `PopSessions`.
 */
export function createPopBackend(account: PopAccount, password: string, options: PopBackendOptions = {}): Backend {
  const { now = Date.now, outgrown = new Map<string, number>(), lastListing = { hash: null } } = options;
  const room = (store: MailStore): Promise<number> => options.diskRoom?.() ?? freeBytes(store.read);
  const sessions = createPopSessions((signal) => {
    const { ca, timeouts, terms } = options;
    const server = { ...account.incoming, ...(ca === undefined ? {} : { ca }) };
    const settings = { signal, ...(timeouts === undefined ? {} : { timeouts }), ...(terms === undefined ? {} : { terms }) };
    return openPopConnection(server, { kind: 'password', password }, settings);
  });
  /** In the middle of a check, that goes on with what it was telling. */
  const told = async <T>(report: SyncProgress['report'], work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } finally {
      if (!sessions.isChecking()) report(null);
    }
  };

  return {
    connect: sessions.open,
    sync: async (store, scope, progress) => {
      const inbox = ensureLocalMailboxes(store);
      // A mailbox of this account is whole as it is: looking at it needs no server.
      if (scope.kind !== 'everything') return;
      await sessions.check(progress.signal, async (connection) => {
        try {
          const { copies: policy, largestDownload: largest = null } = account;
          const session = { connection, store, inbox, policy, largest, progress, now, diskRoom: () => room(store), outgrown, lastListing };
          await runMaildropSession(session);
        } catch (thrown) {
          throw await orWithoutRoom(thrown, () => room(store));
        } finally {
          progress.report(null);
        }
      });
    },
    downloadMessage: async (store, _mailboxId, messageId, report) => {
      const message = messageById(store.read, messageId);
      if (headOfMessage(store.read, messageId) !== null) {
        const inbox = ensureLocalMailboxes(store);
        const parts = { store, inbox, now, diskRoom: () => room(store), outgrown, report };
        return told(report, () => sessions.ask((connection, midSession) => fetchRest(connection, { ...parts, midSession }, messageId)));
      }
      if (message === null || message.rawHash === null) throw new MailFailureError(headOnlyFailure());
      if (!store.raw.has(message.rawHash))
        throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'This message is no longer on this computer.' });
    },
    lookAtMaildrop: (store, mostHeads, report) =>
      told(report, () => sessions.ask((connection) => lookAtMaildrop(connection, store, mostHeads, report))),
    close: sessions.close,
    prove: async () => {
      sessions.hurry(patienceAfterSleep);
      return true;
    },
  };
}

/** Where the disk turned out to be full, the failure is to say how much room helps. */
async function orWithoutRoom(thrown: unknown, room: () => Promise<number>): Promise<unknown> {
  if (failureOf(thrown).kind !== 'storage') return thrown;
  const failure = whenFull(failureOf(thrown), await room());
  return failure === failureOf(thrown) ? thrown : new MailFailureError(failure, thrown);
}

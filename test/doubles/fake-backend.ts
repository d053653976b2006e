/** A server that does what it is told and remembers what it was asked: for the queue above the backends, never for a protocol. */
import type { Arrived, Backend, RemoteMailbox } from '../../main/backends/backend.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { Flag, FlagChange } from '../../shared/message.ts';

export type FakeBackend = Backend &
  Required<Pick<Backend, 'flags' | 'move' | 'copy' | 'expunge' | 'append' | 'findByMessageId' | 'arrivedSince' | 'mailboxes'>> &
  FakeServer;

interface FakeServer {
  /** Every command, as one readable line. */
  readonly log: string[];
  /** The next commands fail with these, in order; null: that one does not. */
  readonly failures: (MailFailure | null)[];
  /** UIDs that another program has removed before. */
  readonly gone: Set<number>;
  /** UIDs that a move tells; empty: the server says nothing (no UIDPLUS). */
  readonly newUids: Map<number, number>;
  /** What `findByMessageId` finds. */
  readonly found: number[];
  /** What `arrivedSince` tells. */
  readonly arrivals: Arrived[];
  /** Paths of the mailboxes that `exists` knows. */
  readonly paths: Set<string>;
}

export function createFakeBackend(): FakeBackend {
  const log: string[] = [];
  const failures: (MailFailure | null)[] = [];
  const newUids = new Map<number, number>();
  const found: number[] = [];
  const gone = new Set<number>();
  const arrivals: Arrived[] = [];
  const paths = new Set<string>();
  const numbered = (uids: readonly number[]) =>
    new Map(uids.flatMap((uid) => (gone.has(uid) ? [] : [[uid, newUids.get(uid) ?? null] as const])));
  const said = async (line: string): Promise<void> => {
    const failure = failures.shift() ?? null;
    if (failure !== null) throw new MailFailureError(failure);
    log.push(line);
  };
  return {
    log,
    failures,
    newUids,
    found,
    gone,
    arrivals,
    paths,
    connect: () => Promise.resolve(),
    sync: () => Promise.resolve(),
    downloadMessage: () => Promise.resolve(),
    close: () => Promise.resolve(),
    flags: (mailbox: RemoteMailbox, uids: readonly number[], change: FlagChange) =>
      said(`flags ${mailbox.path} ${uids.join(',')} +${change.add.join(' ')} -${change.remove.join(' ')}`),
    move: async (from: RemoteMailbox, uids: readonly number[], toPath: string) => {
      await said(`move ${from.path} ${uids.join(',')} ${toPath}`);
      return numbered(uids);
    },
    copy: async (from: RemoteMailbox, uids: readonly number[], toPath: string) => {
      await said(`copy ${from.path} ${uids.join(',')} ${toPath}`);
      return numbered(uids);
    },
    arrivedSince: async (path: string) => {
      await said(`arrivals ${path}`);
      return arrivals;
    },
    mailboxes: {
      create: async (path) => {
        await said(`create ${path}`);
        paths.add(path);
        return { path, uidValidity: '1' };
      },
      rename: async (path, newPath) => {
        await said(`rename ${path} ${newPath}`);
        paths.delete(path);
        paths.add(newPath);
      },
      remove: async ({ path }) => {
        await said(`remove ${path}`);
        paths.delete(path);
      },
      subscribe: (path, subscribed) => said(`${subscribed ? 'subscribe' : 'unsubscribe'} ${path}`),
      exists: (path) => Promise.resolve(paths.has(path)),
    },
    expunge: (mailbox: RemoteMailbox, uids: readonly number[]) => said(`expunge ${mailbox.path} ${uids.join(',')}`),
    append: async (path: string, raw: Buffer, flags: readonly Flag[]) => {
      await said(`append ${path} ${raw.length} ${flags.join(' ')}`);
      return 99;
    },
    findByMessageId: async (path: string, headerMessageId: string) => {
      await said(`find ${path} ${headerMessageId}`);
      return found;
    },
  };
}

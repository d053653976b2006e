/** A mail server in memory that keeps what it is told, without MOVE: for the queue above the backends, never for a protocol. */
import type { Arrived, Backend, CopyTrail, RemoteMailbox } from '../../main/backends/backend.ts';
import { copiesOf } from '../../main/backends/imap/arrivals.ts';
import { MailFailureError } from '../../shared/failure.ts';

interface Kept extends Arrived {
  readonly flags: ReadonlySet<string>;
}

export interface MemoryServer {
  readonly backend: Backend;
  /** Puts a message into a mailbox, making it if need be; returns its UID. */
  deliver(path: string, headerMessageId: string): number;
  /** Message-IDs with their flags, by mailbox. */
  contents(): Record<string, string[]>;
}

/** `step` is called before and after whatever the server does. */
export function createMemoryServer(step: () => void): MemoryServer {
  const mailboxes = new Map<string, Map<number, Kept>>();
  const nextUids = new Map<string, number>();
  const gone = (path: string): MailFailureError =>
    new MailFailureError({ kind: 'gone', retry: 'never', text: `no ${path}`, code: 'NONEXISTENT' });
  const open = (path: string): Map<number, Kept> => {
    const found = mailboxes.get(path);
    if (found === undefined) throw gone(path);
    return found;
  };
  const add = (path: string, message: Omit<Kept, 'uid'>): number => {
    const uid = nextUids.get(path) ?? 1;
    nextUids.set(path, uid + 1);
    open(path).set(uid, { ...message, uid });
    return uid;
  };
  const does = async <T>(work: () => T): Promise<T> => {
    step();
    const value = work();
    await Promise.resolve();
    step();
    return value;
  };
  const bring = async (from: RemoteMailbox, uids: readonly number[], toPath: string, { since, note }: CopyTrail, removes: boolean) => {
    if (since === null) note(await does(() => ({ uidValidity: '1', uidNext: nextUids.get(toPath) ?? 1 })));
    const there = uids.flatMap((uid) => open(from.path).get(uid) ?? []);
    const arrivals = since === null ? [] : [...open(toPath).values()].filter(({ uid }) => uid >= since.uidNext);
    const done = new Map<number, number | null>(copiesOf(there, arrivals));
    for (const message of there) {
      if (!done.has(message.uid)) done.set(message.uid, await does(() => add(toPath, message)));
      if (removes) await does(() => open(from.path).delete(message.uid));
    }
    return done;
  };
  return {
    deliver: (path, headerMessageId) => {
      if (!mailboxes.has(path)) mailboxes.set(path, new Map());
      return add(path, { headerMessageId, size: 100, date: 1000, flags: new Set() });
    },
    contents: () =>
      Object.fromEntries(
        [...mailboxes]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([path, messages]) => [
            path,
            [...messages.values()].map(({ headerMessageId, flags }) => [headerMessageId, ...flags].join(' ')).sort(),
          ]),
      ),
    backend: {
      connect: () => Promise.resolve(),
      sync: () => Promise.resolve(),
      downloadMessage: () => Promise.resolve(),
      close: () => Promise.resolve(),
      flags: (mailbox, uids, { add: added, remove }) =>
        does(() => {
          for (const message of uids.flatMap((uid) => open(mailbox.path).get(uid) ?? [])) {
            const flags = new Set([...message.flags].filter((flag) => !remove.includes(flag)).concat(added));
            open(mailbox.path).set(message.uid, { ...message, flags });
          }
        }),
      move: (from, uids, toPath, trail) => bring(from, uids, toPath, trail, true),
      copy: (from, uids, toPath, trail) => bring(from, uids, toPath, trail, false),
      expunge: async (mailbox, uids) => {
        for (const uid of uids) await does(() => open(mailbox.path).delete(uid));
      },
      append: async (path, raw, flags, date, { since, note }) => {
        if (since === null) note({ uidValidity: '1', uidNext: nextUids.get(path) ?? 1 });
        return does(() => add(path, { headerMessageId: null, size: raw.length, date, flags: new Set(flags) }));
      },
      findByMessageId: (path, wanted) =>
        does(() =>
          [...(mailboxes.get(path)?.values() ?? [])].filter(({ headerMessageId }) => headerMessageId === wanted).map(({ uid }) => uid),
        ),
      arrivedSince: (path, since) => does(() => [...(mailboxes.get(path)?.values() ?? [])].filter(({ uid }) => uid >= since.uidNext)),
      mailboxes: {
        create: (path) =>
          does(() => {
            if (!mailboxes.has(path)) mailboxes.set(path, new Map());
            return { path, uidValidity: '1' };
          }),
        rename: (path, newPath) =>
          does(() => {
            mailboxes.set(newPath, open(path));
            nextUids.set(newPath, nextUids.get(path) ?? 1);
            mailboxes.delete(path);
          }),
        remove: ({ path }) =>
          does(() => {
            open(path);
            mailboxes.delete(path);
          }),
        subscribe: () => does(() => undefined),
        exists: (path) => does(() => mailboxes.has(path)),
      },
    },
  };
}

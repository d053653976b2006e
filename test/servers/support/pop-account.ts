import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Backend, SeenInMaildrop, SyncProgress } from '../../../main/backends/backend.ts';
import { createPopBackend, type PopBackendOptions } from '../../../main/backends/pop/pop-backend.ts';
import { addLocation, removeLocation } from '../../../main/store/locations.ts';
import { mailboxByRole } from '../../../main/store/mailboxes.ts';
import type { LastListing } from '../../../main/backends/pop/unchanged-maildrop.ts';
import { openMailStore, type MailStore } from '../../../main/store/mail-store.ts';
import { messageById, sweepOrphans } from '../../../main/store/messages.ts';
import { wantBody } from '../../../main/store/wanted-bodies.ts';
import type { AccountId, Activity, CopiesPolicy, ServerAddress } from '../../../shared/account.ts';
import { MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/message.ts';

/** A POP account with a real store in a temporary folder, driven without its worker. */
export interface PopTestAccount {
  readonly store: MailStore;
  readonly folder: string;
  /** Ids handed to `arrived` so far. */
  readonly arrived: readonly MessageId[];
  readonly activities: readonly Activity[];
  /** What `notice` was called with, in order. */
  readonly notices: readonly MailFailure[];
  /** One check for mail, on a backend of its own; resolves with the failure it ended with. */
  sync(changes?: SyncChanges): Promise<MailFailure | null>;
  /** As somebody opens a message whose bytes are not here, without a check; resolves with the failure that it ended with. */
  open(message: MessageId, changes?: SyncChanges): Promise<MailFailure | null>;
  /** A look at the maildrop that asks for so many heads. */
  look(mostHeads: number): Promise<readonly SeenInMaildrop[]>;
  /** The bytes of every message in the Inbox, as latin1, sorted. */
  inbox(): readonly string[];
  /** The Inbox message whose bytes hold this text. */
  find(text: string): MessageId;
  moveToTrash(id: MessageId): void;
  deleteForEver(id: MessageId): void;
  /** Closes and opens the store again, as after a restart of the program. */
  restart(): void;
  remove(): Promise<void>;
}

export interface SyncChanges extends PopBackendOptions {
  readonly policy?: CopiesPolicy;
  /** As `PopOptions.largestDownload`. */
  readonly largest?: number | null;
  readonly server?: Partial<ServerAddress>;
  readonly password?: string;
  readonly signal?: AbortSignal;
  /** The person stopped downloads for now. */
  readonly paused?: () => boolean;
  /** Called where user actions may go first. */
  readonly breathe?: () => void;
  /** What the check is given in place of the store. */
  readonly doomed?: (store: MailStore) => MailStore;
}

/** It begins with a copy of the files of `like`, at which nothing may be at work. */
export async function openPopTestAccount(
  server: ServerAddress,
  password: string,
  options: SyncChanges = {},
  like: PopTestAccount | null = null,
): Promise<PopTestAccount> {
  const folder = await mkdtemp(join(tmpdir(), 'homing-pop-'));
  if (like !== null) await cp(like.folder, folder, { recursive: true });
  const id = 'pop-test' as AccountId;
  const open = (): MailStore => openMailStore(id, folder, () => undefined);
  let store = open();
  let lastListing: LastListing = { hash: null };
  const arrived: MessageId[] = [];
  const activities: Activity[] = [];
  const notices: MailFailure[] = [];

  const bytesOf = (message: MessageId): string => {
    const hash = messageById(store.read, message)?.rawHash;
    return (hash == null ? null : store.raw.get(hash))?.toString('latin1') ?? 'MISSING';
  };
  const inboxIds = (): readonly MessageId[] =>
    store.read
      .all<{ id: MessageId }>("SELECT l.message_id AS id FROM location l JOIN mailbox b ON b.id = l.mailbox_id WHERE b.role = 'inbox'")
      .map((row) => row.id);
  const mailbox = (role: 'inbox' | 'trash') => {
    const found = mailboxByRole(store.read, role);
    if (found === null) throw new Error(`no ${role}`);
    return found.id;
  };

  const backendFor = (all: SyncChanges): Backend => {
    const account = {
      kind: 'pop' as const,
      id,
      identity: { name: '', address: 'ann@example.org' },
      incoming: { ...server, ...all.server },
      outgoing: server,
      copies: all.policy ?? { kind: 'leave' as const },
      largestDownload: all.largest ?? null,
    };
    return createPopBackend(account, all.password ?? password, { lastListing, ...all });
  };
  const report = (activity: Activity | null): void => void (activity !== null && activities.push(activity));
  const failureOfAsking = async (asked: Promise<unknown>): Promise<MailFailure | null> => {
    try {
      await asked;
      return null;
    } catch (thrown) {
      if (thrown instanceof MailFailureError) return thrown.failure;
      throw thrown;
    }
  };

  return {
    get store() {
      return store;
    },
    folder,
    arrived,
    activities,
    notices,
    async sync(changes = {}) {
      const all = { ...options, ...changes };
      const backend = backendFor(all);
      const progress: SyncProgress = {
        report,
        signal: all.signal ?? new AbortController().signal,
        arrived: (_mailbox, ids) => void arrived.push(...ids),
        notice: (failure) => void notices.push(failure),
        downloadPaused: () => all.paused?.() ?? false,
        breathe: async () => all.breathe?.(),
      };
      const check = async (): Promise<void> => {
        await backend.connect(progress.signal);
        await backend.sync(all.doomed?.(store) ?? store, { kind: 'everything' }, progress);
      };
      try {
        return await failureOfAsking(check());
      } finally {
        await backend.close();
      }
    },
    async open(messageId, changes = {}) {
      const backend = backendFor({ ...options, ...changes });
      store.transaction((tx) => wantBody(tx, messageId, Date.now()));
      try {
        return await failureOfAsking(backend.downloadMessage(store, mailbox('inbox'), messageId, () => undefined));
      } finally {
        await backend.close();
      }
    },
    async look(mostHeads) {
      const backend = backendFor(options);
      try {
        return (await backend.lookAtMaildrop?.(store, mostHeads, report)) ?? [];
      } finally {
        await backend.close();
      }
    },
    inbox: () => inboxIds().map(bytesOf).sort(),
    find: (text) => {
      const found = inboxIds().find((message) => bytesOf(message).includes(text));
      if (found === undefined) throw new Error(`nothing in the Inbox holds ${text}`);
      return found;
    },
    moveToTrash: (messageId) =>
      store.transaction((tx) => {
        removeLocation(tx, mailbox('inbox'), messageId);
        addLocation(tx, { mailboxId: mailbox('trash'), messageId, uid: null, flags: [], date: 0 });
      }),
    deleteForEver: (messageId) => {
      const hashes = store.transaction((tx) => {
        removeLocation(tx, mailbox('inbox'), messageId);
        return sweepOrphans(tx, [messageId]);
      });
      store.raw.drop(hashes);
    },
    restart: () => {
      store.close();
      store = open();
      lastListing = { hash: null };
    },
    remove: async () => {
      store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

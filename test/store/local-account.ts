// The whole worker of a POP account, on a real store and without any server: nobody listens where it looks for one.
import { onTestFinished } from 'vitest';
import { ensureLocalMailboxes } from '../../main/backends/pop/local-mailboxes.ts';
import { submit } from '../../main/operations/queue.ts';
import { storeFiles } from '../../main/store/files.ts';
import { messagesIn } from '../../main/store/mailbox-changes.ts';
import { listMailboxes, mailboxByPath, saveMailbox } from '../../main/store/mailboxes.ts';
import { type MailStore, openMailStore } from '../../main/store/mail-store.ts';
import { messageById, rawHashOf } from '../../main/store/messages.ts';
import { locationOf } from '../../main/store/locations.ts';
import { countWaiting } from '../../main/store/operations.ts';
import { openRawReader } from '../../main/store/raw-reader.ts';
import { openReadDb, type ReadDb } from '../../main/store/sqlite.ts';
import { saveUidls } from '../../main/store/uidl-changes.ts';
import type { OperationRequest } from '../../main/threads/protocol.ts';
import { createAccountWorker } from '../../main/worker/account-worker.ts';
import { requestedOperation } from '../../main/worker/requested-operation.ts';
import type { PopAccount } from '../../shared/account.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { LocalRef } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import { addMessage, tempFolder, testAccount } from './open-temp-store.ts';

const nowhere = { host: '127.0.0.1', port: 1, security: 'none', userName: 'ann' } as const;

const account: PopAccount = {
  kind: 'pop',
  id: testAccount,
  identity: { name: 'Ann', address: 'ann@example.org' },
  incoming: nowhere,
  outgoing: nowhere,
  copies: { kind: 'leave' },
};

/** What lies where at first, by subject, and the marks it has. The subject is its unique-id as well. */
const letters: readonly (readonly [string, string, readonly string[]])[] = [
  ['Inbox', 'one', []],
  ['Inbox', 'two', ['\\Seen']],
  ['Archive', 'three', ['\\Flagged', 'Holiday']],
  ['Junk', 'four', ['$Junk']],
  ['Trash', 'five', ['\\Seen']],
  ['Work/Boat', 'six', []],
];

/** Each mailbox with a letter in it or without a role: its letters with their marks, as `one \Seen`. */
export type Mail = Readonly<Record<string, readonly string[]>>;

export const atFirst: Mail = {
  Inbox: ['one', 'two \\Seen'],
  Archive: ['three Holiday \\Flagged'],
  Junk: ['four $Junk'],
  Trash: ['five \\Seen'],
  Work: [],
  'Work/Boat': ['six'],
};

export async function localAccount() {
  const folder = tempFolder();
  const worker = createAccountWorker(() => undefined);
  const start = () => worker.start({ account, folder, password: 'secret', interval: 10 });
  onTestFinished(async () => worker.stop());

  /** With the worker stopped. */
  const offline = async <T>(work: (store: MailStore) => T | Promise<T>): Promise<T> => {
    const store = openMailStore(testAccount, folder, () => undefined);
    try {
      return await work(store);
    } finally {
      store.close();
    }
  };
  const reading = <T>(read: (db: ReadDb) => T): T => {
    const db = openReadDb(storeFiles(folder).mail);
    try {
      return read(db);
    } finally {
      db.close();
    }
  };
  await offline(seed);
  await start();

  const mailbox = (path: string): MailboxId => {
    const found = reading((db) => mailboxByPath(db, path));
    if (found === null) throw new Error(`no ${path}`);
    return found.id;
  };
  return {
    worker,
    mailbox,
    reading,
    do: async (action: OperationRequest): Promise<OperationId> => worker.submit(action),
    /** The messages of a mailbox with this subject, the first that was there first. */
    letters: (path: string, subject: string): LocalRef[] => {
      const mailboxId = mailbox(path);
      return reading((db) =>
        messagesIn(db, mailboxId, 100)
          .filter((id) => messageById(db, id)?.envelope.subject === subject)
          .toSorted((a, b) => a - b)
          .map((messageId) => ({ mailboxId, messageId })),
      );
    },
    mail: (): Mail => reading((db) => mailOf(db, folder)),
    waiting: (): number => reading(countWaiting),
    /** The program ends, and starts again. */
    restart: async (): Promise<void> => {
      await worker.stop();
      await start();
    },
    /** The program dies when the click is on the disk, and nothing else. */
    clickAndDie: async (action: OperationRequest): Promise<void> => {
      await worker.stop();
      await offline(async (store) => {
        const operation = await requestedOperation(store, account, action, Date.now());
        store.transaction((tx) => submit(tx, operation, Date.now()));
      });
    },
    start,
  };
}

function bytesOf(subject: string): string {
  return `Subject: ${subject}\r\n\r\nThis is ${subject}.\r\n`;
}

function seed(store: MailStore): void {
  ensureLocalMailboxes(store);
  store.transaction((tx) => {
    for (const [path, parentPath] of [
      ['Work', null],
      ['Work/Boat', 'Work'],
    ] as const)
      saveMailbox(tx, { path, name: path.slice(path.lastIndexOf('/') + 1), delimiter: '/', parentPath, role: null, selectable: true });
  });
  for (const [path, subject, flags] of letters) {
    const mailboxId = mailboxByPath(store.read, path)?.id;
    if (mailboxId === undefined) throw new Error(`no ${path}`);
    const { messageId } = addMessage(store, mailboxId, { fields: { subject }, raw: bytesOf(subject), flags });
    store.transaction((tx) => saveUidls(tx, [{ uidl: subject, messageId, size: subject.length, headHash: null }], 1000));
  }
}

function mailOf(db: ReadDb, folder: string): Mail {
  const raw = openRawReader(folder);
  try {
    const listed = listMailboxes(db).map(({ id, path, role, total }) => {
      const ids = messagesIn(db, id, 100);
      if (ids.length !== total) throw new Error(`${path} counts ${total}`);
      const lines = ids.map((messageId) => {
        const subject = messageById(db, messageId)?.envelope.subject ?? '';
        const hash = rawHashOf(db, messageId);
        if (hash === null || raw.get(hash)?.toString() !== bytesOf(subject)) throw new Error(`the bytes of “${subject}” are gone`);
        return [subject, ...(locationOf(db, id, messageId)?.flags ?? []).toSorted()].join(' ');
      });
      return { path, role, lines: lines.toSorted() };
    });
    return Object.fromEntries(
      listed.filter(({ role, lines }) => role === null || lines.length > 0).map(({ path, lines }) => [path, lines]),
    );
  } finally {
    raw.close();
  }
}

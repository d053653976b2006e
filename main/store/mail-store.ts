/**
 * The door of an account's store, in a folder of its own: packs hold the exact bytes of every message this computer has, `raw.db` tells
 * where in them each lies, and `mail.db` holds everything else. Only the account's worker opens them for writing, and the thread that
 * stores bytes for it.
 * Order of commits: bytes and raw.db first, then mail.db, then whatever a server is asked to remove. No protocol is spoken in here: what
 * servers tell (UIDs, UIDLs, MODSEQ, quota roots) is only kept.
 */
import { mkdirSync } from 'node:fs';
import type { AccountId } from '../../shared/account.ts';
import type { ChangeSet } from '../../shared/changes.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import { type Disk, diskHere } from './disk.ts';
import { storeFiles } from './files.ts';
import { migrate } from './migrations/index.ts';
import { openRawMessages, type RawMessages } from './raw-messages.ts';
import { type Durability, openWriteDb, type ReadDb, type WriteDb } from './sqlite.ts';

/** A transaction in progress: the database and the notes of what it touched, which become the ChangeSet. */
export interface StoreTransaction {
  readonly db: WriteDb;
  readonly touch: {
    mailbox(id: MailboxId): void;
    message(id: MessageId): void;
    mailboxList(): void;
    quota(): void;
    operations(): void;
  };
}

export interface MailStore {
  readonly accountId: AccountId;
  readonly read: ReadDb;
  readonly raw: RawMessages;
  readonly disk: Disk;
  /** One user-visible change. Listeners hear of it after the commit. `work` must not await. */
  transaction<T>(work: (tx: StoreTransaction) => T, durability?: Durability): T;
  /** To be called when there is nothing else to do: gives back the room of the write-ahead logs, and of what was removed. */
  tidy(): void;
  close(): void;
}

/** Opens, creates and migrates. `changed` is called after each commit that touched something. `otherDisk` does its heavy writing. */
export function openMailStore(
  accountId: AccountId,
  folder: string,
  changed: (changes: ChangeSet) => void,
  otherDisk: Disk | null = null,
): MailStore {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const db = openWriteDb(storeFiles(folder).mail);
  try {
    migrate(db);
    const raw = openRawMessages(folder);
    const disk = otherDisk ?? diskHere(raw);
    if (otherDisk !== null) db.leaveCheckpoints();
    return {
      accountId,
      read: db,
      raw,
      disk,
      transaction: (work, durability) => {
        const notes = startNotes();
        const value = db.transaction(() => work({ db, touch: notes.touch }), durability);
        const changes = notes.changeSet(accountId);
        if (changes !== null) {
          disk.written(changes.messages.length);
          changed(changes);
        }
        return value;
      },
      tidy: () => {
        raw.tidy();
        db.checkpoint();
        if (raw.isWasteful()) disk.compact();
      },
      close: () => {
        raw.close();
        db.close();
      },
    };
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function startNotes(): { touch: StoreTransaction['touch']; changeSet(accountId: AccountId): ChangeSet | null } {
  const mailboxes = new Set<MailboxId>();
  const messages = new Set<MessageId>();
  let mailboxList = false;
  let quota = false;
  let operations = false;
  return {
    touch: {
      mailbox: (id) => void mailboxes.add(id),
      message: (id) => void messages.add(id),
      mailboxList: () => void (mailboxList = true),
      quota: () => void (quota = true),
      operations: () => void (operations = true),
    },
    changeSet: (accountId) => {
      if (mailboxes.size + messages.size === 0 && !mailboxList && !quota && !operations) return null;
      return { accountId, mailboxes: [...mailboxes], messages: [...messages], mailboxList, quota, operations };
    },
  };
}

import type { OfflinePolicy } from '../../shared/account.ts';
import type { MailboxId, MailboxNamespace, MailboxRole } from '../../shared/mailbox.ts';
import type { StoreTransaction } from './mail-store.ts';
import { newId, retireId } from './new-ids.ts';
import { mailboxesInWork } from './operations.ts';
import type { ReadDb } from './sqlite.ts';

/** A mailbox as the store knows it. UIDVALIDITY and MODSEQ are 32 and 63 bits wide and kept as decimal text. */
export interface StoredMailbox {
  readonly id: MailboxId;
  readonly path: string;
  readonly name: string;
  readonly delimiter: string | null;
  readonly parentPath: string | null;
  readonly role: MailboxRole | null;
  readonly selectable: boolean;
  readonly namespace: MailboxNamespace;
  readonly subscribed: boolean;
  /** Its own choice; null: as the account has it. */
  readonly offline: OfflinePolicy | null;
  /** Bytes of its messages, where the server tells them (STATUS=SIZE, RFC 8438). */
  readonly serverSize: number | null;
  readonly uidValidity: string | null;
  readonly uidNext: number | null;
  readonly highestModseq: string | null;
  readonly total: number;
  readonly unread: number;
}

/** What a server's LIST, or a local account's own wish, says about one mailbox. */
export type ListedMailbox = Pick<StoredMailbox, 'path' | 'name' | 'delimiter' | 'parentPath' | 'role' | 'selectable'> &
  Partial<Pick<StoredMailbox, 'namespace' | 'subscribed' | 'serverSize'>>;

/** How far a mailbox was synchronised. */
export type SyncState = Pick<StoredMailbox, 'uidValidity' | 'uidNext' | 'highestModseq'>;

type Row = Omit<StoredMailbox, 'selectable' | 'subscribed' | 'offline'> & {
  readonly selectable: number;
  readonly subscribed: number;
  readonly offline: string | null;
};

const columns = `id, path, name, delimiter, parent_path AS parentPath, role, selectable, namespace, subscribed, offline,
  server_size AS serverSize, uid_validity AS uidValidity, uid_next AS uidNext, highest_modseq AS highestModseq, total, unread`;

function fromRow(row: Row): StoredMailbox {
  return {
    ...row,
    selectable: row.selectable === 1,
    subscribed: row.subscribed === 1,
    offline: row.offline === null ? null : (JSON.parse(row.offline) as OfflinePolicy),
  };
}

/** Those that are shown: not what the person removed and the server has yet to remove. */
export function listMailboxes(db: ReadDb): StoredMailbox[] {
  return db.all<Row>(`SELECT ${columns} FROM mailbox WHERE removed = 0 ORDER BY path`).map(fromRow);
}

/** Hidden ones (`removed`), too: the server still has them. */
export function mailboxById(db: ReadDb, id: MailboxId): StoredMailbox | null {
  const row = db.get<Row>(`SELECT ${columns} FROM mailbox WHERE id = ?`, id);
  return row === undefined ? null : fromRow(row);
}

/** Hidden ones, too. */
export function mailboxByPath(db: ReadDb, path: string): StoredMailbox | null {
  const row = db.get<Row>(`SELECT ${columns} FROM mailbox WHERE path = ?`, path);
  return row === undefined ? null : fromRow(row);
}

/**
 * Bytes of all mailboxes of one's own, as the server tells them; where it leaves one out, what is known here of that one. Null when
 * it tells none.
 */
export function sumServerSizes(db: ReadDb): number | null {
  const told = db.get<{ bytes: number; mailboxes: number }>(
    `SELECT count(server_size) AS mailboxes, coalesce(sum(coalesce(server_size, (
       SELECT sum(size) FROM location JOIN message ON message.id = location.message_id WHERE location.mailbox_id = mailbox.id
     ))), 0) AS bytes
     FROM mailbox WHERE selectable = 1 AND removed = 0 AND namespace = 'personal'`,
  );
  return told === undefined || told.mailboxes === 0 ? null : told.bytes;
}

/** The first mailbox of a role; roles other than `inbox` may be missing or doubled on a server. */
export function mailboxByRole(db: ReadDb, role: MailboxRole): StoredMailbox | null {
  const row = db.get<Row>(`SELECT ${columns} FROM mailbox WHERE role = ? AND removed = 0 ORDER BY id LIMIT 1`, role);
  return row === undefined ? null : fromRow(row);
}

/** Adds a mailbox or updates what is said about it; returns its id, which stays the same for a path. */
export function saveMailbox(tx: StoreTransaction, listed: ListedMailbox): MailboxId {
  const id = saveListed(tx, listed);
  if (listed.serverSize === undefined || listed.serverSize === mailboxById(tx.db, id)?.serverSize) return id;
  tx.db.run('UPDATE mailbox SET server_size = ? WHERE id = ?', listed.serverSize, id);
  tx.touch.quota();
  return id;
}

function saveListed(tx: StoreTransaction, listed: ListedMailbox): MailboxId {
  const known = mailboxByPath(tx.db, listed.path);
  // What the person did to it and the server has not heard of yet is laid over what the server says.
  const kept = known !== null && mailboxesInWork(tx.db).has(known.id) ? known : null;
  const { delimiter, role } = listed;
  const { name, parentPath, selectable } = kept ?? listed;
  const namespace = listed.namespace ?? known?.namespace ?? 'personal';
  const subscribed = kept?.subscribed ?? listed.subscribed ?? known?.subscribed ?? true;
  const values = [name, delimiter, parentPath, role, selectable ? 1 : 0, namespace, subscribed ? 1 : 0] as const;
  if (known === null) {
    tx.touch.mailboxList();
    return tx.db.run(
      `INSERT INTO mailbox (id, name, delimiter, parent_path, role, selectable, namespace, subscribed, path)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      newId(tx, 'mailbox'),
      ...values,
      listed.path,
    ).id as MailboxId;
  }
  const same =
    known.name === name &&
    known.delimiter === delimiter &&
    known.parentPath === parentPath &&
    known.role === role &&
    known.selectable === selectable &&
    known.namespace === namespace &&
    known.subscribed === subscribed;
  if (!same) {
    tx.db.run(
      'UPDATE mailbox SET name = ?, delimiter = ?, parent_path = ?, role = ?, selectable = ?, namespace = ?, subscribed = ? WHERE id = ?',
      ...values,
      known.id,
    );
    tx.touch.mailboxList();
  }
  return known.id;
}

/** Forgets a mailbox and where its messages were; the messages themselves go with the sweep of orphans. */
export function removeMailbox(tx: StoreTransaction, id: MailboxId): void {
  tx.db.run('DELETE FROM location WHERE mailbox_id = ?', id);
  retireId(tx, 'mailbox', id);
  tx.db.run('DELETE FROM mailbox WHERE id = ?', id);
  tx.touch.mailboxList();
  tx.touch.mailbox(id);
}

export function setSyncState(tx: StoreTransaction, id: MailboxId, state: SyncState): void {
  tx.db.run(
    'UPDATE mailbox SET uid_validity = ?, uid_next = ?, highest_modseq = ? WHERE id = ?',
    state.uidValidity,
    state.uidNext,
    state.highestModseq,
    id,
  );
}

/** Marks of messages in it may be out of date: the next synchronisation is to compare all of them. */
export function compareAnew(tx: StoreTransaction, id: MailboxId): void {
  tx.db.run('UPDATE mailbox SET highest_modseq = NULL WHERE id = ?', id);
}

/** Its own choice of what is kept offline; null: as the account has it. */
export function setMailboxOffline(tx: StoreTransaction, id: MailboxId, policy: OfflinePolicy | null): void {
  tx.db.run('UPDATE mailbox SET offline = ? WHERE id = ?', policy === null ? null : JSON.stringify(policy), id);
  tx.touch.mailboxList();
}

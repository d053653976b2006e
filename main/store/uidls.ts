import type { MaildropChoice } from '../../shared/maildrop.ts';
import type { MessageId } from '../../shared/message.ts';
import type { ReadDb } from './sqlite.ts';

/**
 * What is known of one unique-id of a POP maildrop. A row stays for as long as the server lists the id, also after the
 * message was removed here: else it would be downloaded again.
 */
export interface StoredUidl {
  readonly uidl: string;
  /** Null once the message was removed here for ever, and while there is nothing but a choice for it. */
  readonly messageId: MessageId | null;
  /** Bytes, as the server lists it. */
  readonly size: number | null;
  /** Of the head as the server hands it over; null: never seen, or it identifies nothing. Kept when the message is removed here. */
  readonly headHash: Uint8Array | null;
  /** Of the bytes of a message that was removed here for ever; else null. */
  readonly contentHash: Uint8Array | null;
  /** The server gave it a new id, and it was known again by its size and head alone: its bytes were not compared. */
  readonly knownByHead: boolean;
  /** What the person wants done with it on the server; `fetch` and `remove` until that is done. */
  readonly choice: MaildropChoice | null;
  /** Listed by the server in the last complete listing. */
  readonly onServer: boolean;
  /** When its bytes were committed here; milliseconds since 1970. Null when they never were: of its message only the head is here. */
  readonly storedAt: number | null;
  /** When DELE for it last ended with a successful QUIT; the next listing tells whether it worked. */
  readonly removalAskedAt: number | null;
  /** The person deleted it: it lies in no mailbox here but Trash, nor does a copy of it, or was removed for ever. A lost row is no deletion. */
  readonly deletedHere: boolean;
}

interface Row extends Omit<StoredUidl, 'onServer' | 'deletedHere' | 'knownByHead'> {
  readonly onServer: number;
  readonly deletedHere: number;
  readonly knownByHead: number;
}

/** Messages in Trash, of which there is nothing outside of it: neither themselves nor a copy. */
const deleted = `SELECT t.message_id FROM location t JOIN mailbox trash ON trash.id = t.mailbox_id AND trash.role = 'trash'
  WHERE NOT EXISTS (SELECT 1 FROM location l JOIN mailbox b ON b.id = l.mailbox_id WHERE l.message_id = t.message_id AND b.role IS NOT 'trash')
  AND NOT EXISTS (SELECT 1 FROM message m JOIN message twin ON twin.raw_hash = m.raw_hash
                  JOIN location l ON l.message_id = twin.id JOIN mailbox b ON b.id = l.mailbox_id
                  WHERE m.id = t.message_id AND b.role IS NOT 'trash')`;

const columns = `uidl, message_id AS messageId, size, head_hash AS headHash, content_hash AS contentHash, known_by_head AS knownByHead, choice, on_server AS onServer,
  stored_at AS storedAt, removal_asked_at AS removalAskedAt`;

/** Each by its name: to spread what the driver makes takes longer than to read it. */
function fromRow(row: Row): StoredUidl {
  const { uidl, messageId, size, headHash, contentHash, choice, storedAt, removalAskedAt } = row;
  return {
    uidl,
    messageId,
    size,
    headHash,
    contentHash,
    knownByHead: row.knownByHead === 1,
    choice,
    onServer: row.onServer === 1,
    storedAt,
    removalAskedAt,
    deletedHere: row.deletedHere === 1,
  };
}

export function listUidls(db: ReadDb): StoredUidl[] {
  // Trash is read once, and not for each id.
  return db.all<Row>(`SELECT ${columns}, removed_here OR ifnull(message_id IN (${deleted}), 0) AS deletedHere FROM uidl`).map(fromRow);
}

/** Of some that are listed, something is to be done that was chosen, or nothing is here though nobody removed it. */
export function hasUidlsToDo(db: ReadDb): boolean {
  const toDo = `on_server = 1 AND (choice IN ('fetch', 'remove') OR (choice IS NULL AND message_id IS NULL AND removed_here = 0))`;
  return db.get(`SELECT 1 FROM uidl WHERE ${toDo} LIMIT 1`) !== undefined;
}

export function hasChoices(db: ReadDb): boolean {
  return db.get('SELECT 1 FROM uidl WHERE choice IS NOT NULL LIMIT 1') !== undefined;
}

export function uidlByName(db: ReadDb, uidl: string): StoredUidl | null {
  const isDeleted = `EXISTS (${deleted} AND t.message_id = uidl.message_id)`;
  const row = db.get<Row>(`SELECT ${columns}, removed_here OR ${isDeleted} AS deletedHere FROM uidl WHERE uidl = ?`, uidl);
  return row === undefined ? null : fromRow(row);
}

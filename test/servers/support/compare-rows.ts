// Whether our store shows what the server has.
import type { ReadDb } from '../../../main/store/sqlite.ts';
import { letterNumber } from './action-log.ts';
import type { ServerRows } from './server-rows.ts';

/** Something that is wrong, and the message it is about, if it is about one. */
export interface Problem {
  readonly text: string;
  readonly number: number | null;
}

interface OurRow {
  readonly path: string;
  readonly mailboxId: number;
  readonly messageId: number;
  readonly uid: number | null;
  readonly flags: string;
  readonly id: string | null;
  readonly rawHash: Uint8Array | null;
}

/** Row by row. `kept`: what the person chose to keep here although the server has it no longer. */
export function compareRows(db: ReadDb, server: ServerRows, kept: ReadonlySet<string>): Problem[] {
  const problems: Problem[] = [];
  const wrong = (text: string, number: number | null = null): void => void problems.push({ text, number });
  const rows = db.all<OurRow>(
    `SELECT path, mailbox_id AS mailboxId, message_id AS messageId, uid, flags, header_message_id AS id, raw_hash AS rawHash
     FROM location JOIN mailbox b ON b.id = mailbox_id JOIN message m ON m.id = message_id`,
  );
  for (const { path, mailboxId, messageId, uid, id } of rows) {
    if (uid !== null && !server.has(path)) wrong(`${path} ${uid}: in a mailbox that is not on the server`, letterNumber(id));
    if (uid === null && !kept.has(`${mailboxId} ${messageId}`)) wrong(`${path}: shown, but not on the server`, letterNumber(id));
  }
  const mailboxes = db.all<{ path: string; total: number; unread: number }>(
    'SELECT path, total, unread FROM mailbox WHERE selectable = 1 AND removed = 0',
  );
  for (const { path, total, unread } of mailboxes) {
    const held = rows.filter((row) => row.path === path);
    const unseen = held.filter(({ flags }) => !flags.split(' ').includes('\\Seen')).length;
    if (held.length !== total || unseen !== unread) wrong(`${path}: counts ${total}/${unread}, holds ${held.length}/${unseen}`);
    if (!server.has(path)) wrong(`${path} is not on the server`);
  }
  for (const [path, there] of server) {
    if (!mailboxes.some((mailbox) => mailbox.path === path)) wrong(`${path} is not here`);
    const here = new Map(rows.flatMap((row) => (row.path === path && row.uid !== null ? [[row.uid, row] as const] : [])));
    for (const { uid, number, flags, hash } of there) {
      const row = here.get(uid);
      here.delete(uid);
      if (row === undefined) wrong(`${path} ${uid} is not here`, number);
      else if (letterNumber(row.id) !== number) wrong(`${path} ${uid} is another message here: ${row.id}`, number);
      else if (row.flags !== flags) wrong(`${path} ${uid} has flags (${row.flags}) here, (${flags}) there`, number);
      else if (row.rawHash === null) wrong(`${path} ${uid} was not downloaded`, number);
      else if (Buffer.from(row.rawHash).toString('hex') !== hash) wrong(`${path} ${uid} has other bytes here`, number);
    }
    for (const { uid, id } of here.values()) wrong(`${path} ${uid} is not there`, letterNumber(id));
  }
  return problems;
}

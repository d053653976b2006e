import type { Address, Envelope, MessageId } from '../../shared/message.ts';
import type { StoreTransaction } from './mail-store.ts';
import { searchable } from './search-text.ts';

/** What of a message can be found: its head, its text, and the names of its files. */
export interface Findable {
  readonly envelope: Envelope;
  readonly text: string;
  readonly files: readonly string[];
}

/** Makes a message findable; replaces what was indexed before. */
export function indexMessage(tx: StoreTransaction, id: MessageId, { envelope, text, files }: Findable): void {
  tx.db.run(
    'INSERT OR REPLACE INTO search (rowid, subject, sender, recipients, text, files) VALUES (?, ?, ?, ?, ?, ?)',
    id,
    searchable(envelope.subject),
    people(envelope.from),
    people([...envelope.to, ...envelope.cc]),
    searchable(text),
    searchable(files.join(' ')),
  );
}

export function unindexMessage(tx: StoreTransaction, id: MessageId): void {
  tx.db.run('DELETE FROM search WHERE rowid = ?', id);
}

function people(addresses: readonly Address[]): string {
  return searchable(addresses.map((person) => `${person.name} ${person.address}`).join(' '));
}

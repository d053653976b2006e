import type { Address, Envelope, MessageId } from '../../shared/message.ts';
import type { StoreTransaction } from './mail-store.ts';
import { searchable } from './search-text.ts';

/** Makes a message findable by its subject and people; replaces what was indexed before. */
export function indexMessage(tx: StoreTransaction, id: MessageId, envelope: Envelope): void {
  tx.db.run(
    'INSERT OR REPLACE INTO search (rowid, subject, sender, recipients) VALUES (?, ?, ?, ?)',
    id,
    searchable(envelope.subject),
    people(envelope.from),
    people([...envelope.to, ...envelope.cc]),
  );
}

export function unindexMessage(tx: StoreTransaction, id: MessageId): void {
  tx.db.run('DELETE FROM search WHERE rowid = ?', id);
}

function people(addresses: readonly Address[]): string {
  return searchable(addresses.map((person) => `${person.name} ${person.address}`).join(' '));
}

import type { MailboxRole } from '../../../shared/mailbox.ts';

/** Below it a person empties a mailbox by hand often enough. */
const smallMailbox = 20;

interface Removal<Id extends number> {
  readonly id: Id;
  /** Its bytes are on this computer. */
  readonly here: boolean;
}

/**
 * The brake: when more than half of a mailbox would go at once, what is on this computer stays until more is known. A server that
 * suddenly shows an empty mailbox may have a fault. Trash and junk are emptied all the time.
 */
export function brake<Id extends number>(
  removals: readonly Removal<Id>[],
  held: number,
  role: MailboxRole | null,
): { readonly remove: readonly Id[]; readonly keep: readonly Id[] } {
  const massive = held > smallMailbox && removals.length * 2 > held && role !== 'trash' && role !== 'junk';
  const keep = removals.filter(({ here }) => massive && here).map(({ id }) => id);
  const stays = new Set(keep);
  return { remove: removals.map(({ id }) => id).filter((id) => !stays.has(id)), keep };
}

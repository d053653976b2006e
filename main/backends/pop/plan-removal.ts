/** What leaves a server by the account's policy, and what would leave it by another. Pure. */
import type { CopiesPolicy, RemovalPreview } from '../../../shared/account.ts';
import { assertNever } from '../../../shared/failure.ts';
import type { MessageId } from '../../../shared/message.ts';
import type { StoredUidl } from '../../store/uidls.ts';
import { isContentId } from './content-id.ts';
import { type Listing, messagesListed } from './plan.ts';

export interface Removal {
  readonly number: number;
  readonly uidl: string;
  readonly size: number;
  /** The message whose bytes must be read back before the server is asked; null: the person removed it here for ever. */
  readonly messageId: MessageId | null;
  /** It goes because it was deleted here: no longer when the person takes that back meanwhile. */
  readonly whenDeleted: boolean;
  /** It goes because the person chose so for this message: no longer when the choice is another meanwhile. */
  readonly chosen?: boolean;
}

const day = 24 * 60 * 60 * 1000;

/** Decides what leaves the server in this session, after its downloads were committed. `now` is in milliseconds since 1970. */
export function planRemoval(listing: Listing, known: readonly StoredUidl[], policy: CopiesPolicy, now: number): readonly Removal[] {
  const rows = new Map(known.map((row) => [row.uidl, row]));
  return messagesListed(listing).flatMap(({ number, uidl, size }) => {
    const row = uidl === null ? undefined : rows.get(uidl);
    if (row === undefined || !mayLeaveServer(row, policy, now)) return [];
    return [{ number, uidl: row.uidl, size, messageId: row.messageId, whenDeleted: policy.kind === 'remove-when-deleted' }];
  });
}

/**
 * What `planRemoval` would find at the next check if the server lists the same as at the last. `isReadable`: the bytes of this message
 * can be read back, without which nothing is removed.
 */
export function previewRemoval(
  known: readonly StoredUidl[],
  policy: CopiesPolicy,
  now: number,
  isReadable: (messageId: MessageId) => boolean,
): RemovalPreview {
  const leaving = known.filter(
    (row) =>
      row.onServer && !isContentId(row.uidl) && mayLeaveServer(row, policy, now) && (row.messageId === null || isReadable(row.messageId)),
  );
  return {
    messages: leaving.length,
    bytes: leaving.reduce((sum, { size }) => sum + (size ?? 0), 0),
    notHere: leaving.filter(({ messageId }) => messageId === null).length,
  };
}

/** Only what was once committed here, and only as the person chose. */
function mayLeaveServer(row: StoredUidl, policy: CopiesPolicy, now: number): boolean {
  if (row.storedAt === null) return false;
  // Without a message there is nothing to read back, so there must have been a person who removed it, and it must be known what it was.
  if (row.messageId === null && (!row.deletedHere || row.contentHash === null)) return false;
  switch (policy.kind) {
    case 'leave':
      return false;
    case 'remove-after-download':
      return true;
    case 'remove-after-days':
      return now - row.storedAt >= policy.days * day;
    case 'remove-when-deleted':
      return row.deletedHere;
    default:
      return assertNever(policy);
  }
}

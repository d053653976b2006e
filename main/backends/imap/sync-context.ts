import type { ImapOptions } from '../../../shared/account.ts';
import { cancelledFailure, MailFailureError } from '../../../shared/failure.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import type { MailStore } from '../../store/mail-store.ts';
import type { SyncProgress } from '../backend.ts';
import type { ImapConnection } from './session.ts';

/** What every step of a synchronisation works with. */
export interface SyncContext {
  readonly connection: ImapConnection;
  readonly store: MailStore;
  readonly progress: SyncProgress;
  readonly options: ImapOptions;
  readonly passedOver: PassedOver;
}

/**
 * Texts that the server did not hand over, and mailboxes it did not open for them: left alone until the next look at everything, or at
 * that mailbox.
 */
export interface PassedOver {
  readonly messages: Set<MessageId>;
  readonly mailboxes: Set<MailboxId>;
}

export function nothingPassedOver(): PassedOver {
  return { messages: new Set(), mailboxes: new Set() };
}

/** What a mailbox came to. */
export interface MailboxOutcome {
  /** New, changed and removed messages. */
  readonly changes: number;
  /** What the server has no longer and is still here, because too much would have gone at once. */
  readonly vanished: readonly MessageId[];
}

export const nothingChanged: MailboxOutcome = { changes: 0, vanished: [] };

/** Between two protocol commands: stops if that was asked for, and lets the person's own actions go first. */
export async function pause({ signal, breathe }: SyncProgress): Promise<void> {
  if (signal.aborted) throw new MailFailureError(cancelledFailure());
  await breathe();
  if (signal.aborted) throw new MailFailureError(cancelledFailure());
}

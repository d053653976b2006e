import { expect } from 'vitest';
import { messageById } from '../../../main/store/messages.ts';
import type { MessageId } from '../../../shared/message.ts';
import type { PopTestAccount } from './pop-account.ts';

/** Subjects in the Inbox, sorted; those of which only the head is here in brackets. */
export function shownInInbox({ store }: PopTestAccount): readonly string[] {
  const rows = store.read.all<{ id: MessageId; missing: number | null }>(
    "SELECT l.message_id AS id, l.missing FROM location l JOIN mailbox b ON b.id = l.mailbox_id WHERE b.role = 'inbox'",
  );
  return rows
    .map(({ id, missing }) => {
      const message = messageById(store.read, id);
      expect(missing).toBe(message?.rawHash === null ? message.size : null);
      return missing === null ? (message?.envelope.subject ?? '') : `(${message?.envelope.subject})`;
    })
    .toSorted();
}

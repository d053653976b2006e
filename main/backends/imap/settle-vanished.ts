import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { inPieces } from '../../store/in-pieces.ts';
import { isNumberedElsewhere } from '../../store/known-again.ts';
import { locationOf } from '../../store/locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { setVanished } from '../../store/vanished.ts';
import { removeMessages } from './apply.ts';

/**
 * Messages that vanished with most of their mailbox. What the server has in another place by now was moved there; the rest stays, from
 * now on only here, until the person says what is to become of it.
 */
export async function settleVanished(store: MailStore, mailboxId: MailboxId, messages: readonly MessageId[]): Promise<void> {
  const there = messages.filter((id) => locationOf(store.read, mailboxId, id) !== null);
  const moved = new Set(there.filter((id) => isNumberedElsewhere(store.read, mailboxId, id)));
  await removeMessages(store, mailboxId, [...moved]);
  const now = Date.now();
  await inPieces(
    there.filter((id) => !moved.has(id)),
    (piece) =>
      store.transaction((tx) => {
        for (const id of piece) setVanished(tx, mailboxId, id, now);
      }),
  );
}

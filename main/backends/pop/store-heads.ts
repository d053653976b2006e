import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { addLocations } from '../../store/locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { insertMessages } from '../../store/messages.ts';
import { retieUidls } from '../../store/retie-uidls.ts';
import { saveHeadUidls } from '../../store/uidl-changes.ts';
import type { ListedHead } from './ask-heads.ts';
import type { Named } from './plan-choices.ts';
import { readArrived } from './read-arrived.ts';

const nothing = Buffer.alloc(0);

/**
 * Messages of which only the head is here, in one commit. One whose head is not to be had is kept all the same, as a message without sender and
 * subject: it can be seen that it is there, and it can be fetched or removed. One that is known already, under an id that the server has given
 * up, gets its new id. Returns the new ones, in the order given.
 */
export function storeHeads(store: MailStore, inbox: MailboxId, heads: readonly ListedHead<Named>[], now: number): readonly MessageId[] {
  const come = heads.map(({ message, start }) => {
    const { header, date, print } = readArrived(start ?? nothing, now);
    return { ...message, header, date, headHash: print?.hash ?? null, names: print?.names === true };
  });
  // If the power goes, they are asked for again.
  return store.transaction((tx) => {
    const known = retieUidls(tx, come);
    const arrived = come.filter(({ uidl }) => !known.has(uidl));
    const rows = arrived.map(({ header, date, size }) => ({
      envelope: header,
      date,
      size,
      preview: '',
      hasAttachments: false,
      rawHash: null,
    }));
    const added = insertMessages(tx, rows);
    const stored = arrived.flatMap((each, at) => {
      const messageId = added[at];
      return messageId === undefined ? [] : [{ ...each, messageId }];
    });
    addLocations(
      tx,
      stored.map(({ messageId, date, size }) => ({ mailboxId: inbox, messageId, uid: null, flags: [], date, missing: size })),
    );
    saveHeadUidls(tx, stored);
    return added;
  }, 'soon');
}

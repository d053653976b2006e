import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { hashName } from '../../store/hash.ts';
import { fillHeads, headsByUidl, strandHeads, removeHeads } from '../../store/heads.ts';
import { recordHistory } from '../../store/history.ts';
import { addLocations, touchMessages } from '../../store/locations.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { insertMessages, isReferenced, messagesOfHashes } from '../../store/messages.ts';
import { retieHeads } from '../../store/retie-uidls.ts';
import { removedBefore, saveRemoved } from '../../store/removed-uidls.ts';
import { forgetOldIds, saveUidls } from '../../store/uidl-changes.ts';
import { contentId } from './content-id.ts';
import type { HeadPrint } from './head-print.ts';
import type { Arrived } from './read-arrived.ts';
import type { Retrieval } from './plan.ts';
import { sortArrived } from './sort-arrived.ts';

/** A message as the server lists it. Its number is left behind: it counts in one session only. */
export type Listed = Omit<Retrieval, 'number'>;

/** A message whose bytes are durable. */
export interface Staged extends Arrived {
  readonly listed: Listed;
  readonly hash: Uint8Array;
}

/**
 * Everything that is known of messages and their ids, in one commit. What is the rest of a message becomes part of it. Content that was
 * here already gets its new id tied to it, and nothing is stored twice; what the person removed here for ever stays away. Returns the
 * messages that are new here.
 */
export function storeStaged(store: MailStore, inbox: MailboxId, staged: readonly Staged[], now: number): readonly MessageId[] {
  // If the power goes, they come again: before anything is removed from the server, all of it is on the disk.
  const stored = store.transaction((tx) => {
    // Gone again: the only other message of these bytes was removed meanwhile, and they with it.
    const bytesHere = store.raw.known(staged.map(({ hash }) => hash));
    const here = staged.flatMap((message) => {
      const name = hashName(message.hash);
      return bytesHere.has(name) ? [{ ...message, id: message.listed.uidl ?? contentId(message.hash), name }] : [];
    });
    const removed = removedBefore(tx.db, here);
    const goneBefore = here.filter(({ id }) => removed.has(id));
    const headsOfGone = headsByUidl(
      tx.db,
      goneBefore.map(({ id }) => id),
    );
    removeHeads(tx, [...headsOfGone.values()], now);
    saveRemoved(
      tx,
      goneBefore.map(({ id, hash, print, listed: { size } }) => ({ uidl: id, contentHash: hash, headHash: namingHash(print), size })),
    );
    const wanted = here.filter(({ id }) => !removed.has(id));
    const fresh = wanted.filter(({ listed }) => listed.fills === undefined);
    retieHeads(
      tx,
      fresh.map(({ id, print, listed: { size } }) => ({ uidl: id, size, headHash: print?.hash ?? null, names: print?.names === true })),
    );
    const { filling, others: named, stranded, doubled, unwanted } = sortArrived(tx.db, wanted);
    removeHeads(tx, doubled, now);
    fillHeads(
      tx,
      filling.map(({ filled }) => filled),
    );
    strandHeads(
      tx,
      stranded.map(({ messageId }) => messageId),
    );
    const known = new Map(
      messagesOfHashes(
        tx.db,
        named.map(({ hash }) => hash),
      ),
    );
    const twins = [...known.values()];
    // The same content twice in one download is one message with two ids.
    const unknown = [...new Map(named.filter(({ name }) => !known.has(name)).map((message) => [message.name, message])).values()];
    const rows = unknown.map(({ header, date, size, hash }) => ({
      envelope: header,
      date,
      size,
      preview: '',
      hasAttachments: false,
      rawHash: Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength),
    }));
    const added = insertMessages(tx, rows);
    const locations = unknown.flatMap(({ date, name }, at) => {
      const messageId = added[at];
      if (messageId === undefined) return [];
      known.set(name, messageId);
      return [{ mailboxId: inbox, messageId, uid: null, flags: [], date, missing: null }];
    });
    addLocations(tx, locations);
    const uidls = named.flatMap(({ id, name, listed: { size }, print }) => {
      const messageId = known.get(name);
      return messageId === undefined ? [] : [{ uidl: id, messageId, size, headHash: namingHash(print) }];
    });
    const filled = filling.map(({ staged: { id, listed, print }, filled: { messageId } }) => ({
      uidl: id,
      messageId,
      size: listed.size,
      headHash: namingHash(print),
    }));
    saveUidls(tx, [...uidls, ...filled], now);
    forgetOldIds(tx, twins);
    touchMessages(tx, twins);
    recordHistory(tx, [...added, ...filled.map(({ messageId }) => messageId)], 'downloaded', now);
    return { added, unused: [...goneBefore, ...unwanted].flatMap(({ hash }) => (isReferenced(tx.db, hash) ? [] : hash)) };
  }, 'soon');
  store.raw.drop(stored.unused);
  return stored.added;
}

/** Of a message that is here as a whole, only a head that is its own says that another one is not it. */
function namingHash(print: HeadPrint | null): Buffer | null {
  return print?.names === true ? print.hash : null;
}

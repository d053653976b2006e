import { describe, expect, it } from 'vitest';
import { addLocation, removeLocation } from '../../main/store/locations.ts';
import { sweepOrphans } from '../../main/store/messages.ts';
import { forgetUidls, saveUidls, setListed, setRemovalAsked } from '../../main/store/uidl-changes.ts';
import { listUidls } from '../../main/store/uidls.ts';
import { addMailbox, addMessage, openTempStore } from './open-temp-store.ts';

describe('the ids of a maildrop', () => {
  it('belong to their message, until that is deleted here: then they say so, and stay', () => {
    const { store } = openTempStore();
    const inbox = addMailbox(store, 'Inbox', 'inbox');
    const trash = addMailbox(store, 'Trash', 'trash');
    const ref = addMessage(store, inbox, { raw: 'x' });
    store.transaction((tx) => saveUidls(tx, [{ uidl: 'u1', messageId: ref.messageId, size: 1, headHash: null }], 500));
    expect(listUidls(store.read)).toEqual([
      {
        uidl: 'u1',
        messageId: ref.messageId,
        size: 1,
        headHash: null,
        contentHash: null,
        knownByHead: false,
        choice: null,
        onServer: true,
        storedAt: 500,
        removalAskedAt: null,
        deletedHere: false,
      },
    ]);
    store.transaction((tx) => {
      removeLocation(tx, inbox, ref.messageId);
      addLocation(tx, { mailboxId: trash, messageId: ref.messageId, uid: null, flags: [], date: 1 });
    });
    expect(listUidls(store.read)[0]).toMatchObject({ messageId: ref.messageId, deletedHere: true });
    store.transaction((tx) => {
      removeLocation(tx, trash, ref.messageId);
      sweepOrphans(tx, [ref.messageId]);
    });
    expect(listUidls(store.read)[0]).toMatchObject({ uidl: 'u1', messageId: null, deletedHere: true });
  });

  it('follow the listing: what the server no longer has loses its copy there, nothing else', () => {
    const { store, heard } = openTempStore();
    const inbox = addMailbox(store, 'Inbox', 'inbox');
    const [a, b] = [addMessage(store, inbox), addMessage(store, inbox)];
    store.transaction((tx) => {
      saveUidls(tx, [{ uidl: 'a', messageId: a.messageId, size: 1, headHash: null }], 1);
      saveUidls(tx, [{ uidl: 'b', messageId: b.messageId, size: 1, headHash: null }], 1);
    });
    heard.length = 0;
    store.transaction((tx) => setListed(tx, new Set(['a'])));
    expect(listUidls(store.read).map(({ uidl, onServer }) => [uidl, onServer])).toEqual([
      ['a', true],
      ['b', false],
    ]);
    expect(heard[0]).toMatchObject({ mailboxes: [inbox], messages: [b.messageId] });
    store.transaction((tx) => setRemovalAsked(tx, ['a'], 9));
    expect(listUidls(store.read)[0]).toMatchObject({ onServer: false, removalAskedAt: 9 });
    store.transaction((tx) => setListed(tx, new Set(['a'])));
    expect(listUidls(store.read)[0]).toMatchObject({ onServer: true, removalAskedAt: 9 });
    store.transaction((tx) => forgetUidls(tx, ['b']));
    expect(listUidls(store.read)).toHaveLength(1);
  });
});

// Copies on a real Dovecot: what stays and what goes, under each policy.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFact } from '../../main/store/facts.ts';
import { historyOf } from '../../main/store/history.ts';
import { relocate } from '../../main/store/locations.ts';
import { messagesIn } from '../../main/store/mailbox-changes.ts';
import { mailboxByRole } from '../../main/store/mailboxes.ts';
import { messageById } from '../../main/store/messages.ts';
import { listUidls } from '../../main/store/uidls.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { startDovecot, type DovecotServer } from './support/dovecot.ts';
import type { SyncChanges } from './support/pop-account.ts';
import { asText, letter, newPopUser, type PopUser } from './support/pop-users.ts';

const day = 24 * 60 * 60 * 1000;

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

const letters = ['one', 'two', 'three'].map(letter);

const accountWith = (messages: readonly Buffer[], options: SyncChanges = {}): Promise<PopUser> => newPopUser(dovecot, messages, options);

describe('copies on the server', () => {
  it('stay, when they shall stay', async () => {
    const { onServer, account } = await accountWith(letters, { policy: { kind: 'leave' } });
    await account.sync();
    account.moveToTrash(account.find('one'));
    await account.sync({ now: () => Date.now() + 1000 * day });
    expect(await onServer()).toEqual(asText(letters));
  });

  it('go after the download', async () => {
    const { onServer, account } = await accountWith(letters, { policy: { kind: 'remove-after-download' } });
    expect(await account.sync()).toBeNull();
    expect(account.inbox()).toEqual(asText(letters));
    expect(await onServer()).toEqual([]);
    expect(readFact(account.store.read, 'maildrop-messages')).toBe(0);
    expect(readFact(account.store.read, 'maildrop-bytes')).toBe(0);
    expect(historyOf(account.store.read, account.find('one')).map(({ event }) => event)).toEqual(['downloaded', 'removal-asked']);
    expect(listUidls(account.store.read).every((row) => !row.onServer && row.removalAskedAt !== null)).toBe(true);
    expect(await account.sync()).toBeNull();
    expect(account.inbox()).toEqual(asText(letters));
  });

  it('go some days after the download', async () => {
    const { onServer, account } = await accountWith(letters, { policy: { kind: 'remove-after-days', days: 7 } });
    const start = Date.now();
    await account.sync({ now: () => start });
    await account.sync({ now: () => start + 7 * day - 1 });
    expect(await onServer()).toEqual(asText(letters));
    await account.sync({ now: () => start + 7 * day });
    expect(await onServer()).toEqual([]);
    expect(account.inbox()).toEqual(asText(letters));
  });

  it('go when the message is deleted here, in either way', async () => {
    const { onServer, account } = await accountWith(letters, { policy: { kind: 'remove-when-deleted' } });
    await account.sync();
    expect(await onServer()).toEqual(asText(letters));
    account.moveToTrash(account.find('one'));
    account.deleteForEver(account.find('two'));
    expect(await account.sync()).toBeNull();
    expect(await onServer()).toEqual(asText(letters.slice(2)));
    expect(account.inbox()).toEqual(asText(letters.slice(2)));
    await account.sync();
    expect(listUidls(account.store.read)).toHaveLength(2);
  });

  it('stay when the deletion is taken back while they are being removed', async () => {
    const many = Array.from({ length: 60 }, (_, at) => letter(`letter ${at}`));
    const { onServer, account } = await accountWith(many, { policy: { kind: 'remove-when-deleted' } });
    await account.sync();
    const { store } = account;
    const [inbox, trash] = [mailboxByRole(store.read, 'inbox')?.id, mailboxByRole(store.read, 'trash')?.id];
    if (inbox === undefined || trash === undefined) throw new Error('no mailboxes');
    const move = (from: MailboxId, to: MailboxId): void =>
      store.transaction((tx) =>
        relocate(
          tx,
          messagesIn(tx.db, from, many.length).map((messageId) => ({ mailboxId: from, messageId })),
          to,
        ),
      );
    move(inbox, trash);
    expect(await account.sync({ breathe: () => move(trash, inbox) })).toBeNull();
    expect(await onServer()).toHaveLength(60);
    expect(account.inbox()).toHaveLength(60);
  });

  it('stay where the bytes here cannot be read back', async () => {
    const { onServer, account } = await accountWith(letters);
    await account.sync();
    const hash = messageById(account.store.read, account.find('two'))?.rawHash;
    if (hash == null) throw new Error('not stored');
    account.store.raw.drop([hash]);
    expect(await account.sync({ policy: { kind: 'remove-after-download' } })).toBeNull();
    expect(await onServer()).toEqual(asText(letters.slice(1, 2)));
  });
});

// Each step from one shape of mail.db to the next, tried on a file that an older Homing wrote (test/fixtures/stores).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { locationByUid } from '../../main/store/locations.ts';
import { listMailboxes } from '../../main/store/mailboxes.ts';
import type { MailStore } from '../../main/store/mail-store.ts';
import { messageById } from '../../main/store/messages.ts';
import { waitingOperations } from '../../main/store/operations.ts';
import { openTempStore, tempFolder } from './open-temp-store.ts';

/** A store whose mail.db is the frozen one of that version. */
function frozen(version: string): MailStore {
  const folder = tempFolder();
  const packed = readFileSync(new URL(`../fixtures/stores/${version}-mail.db.gz`, import.meta.url));
  writeFileSync(join(folder, 'mail.db'), gunzipSync(packed));
  return openTempStore(folder).store;
}

describe('a store of version 10', () => {
  it('keeps its mailboxes, messages and waiting actions, and has everything to be indexed anew', () => {
    const store = frozen('0010');
    const [inbox] = listMailboxes(store.read);
    expect(inbox).toMatchObject({
      path: 'INBOX',
      role: 'inbox',
      namespace: 'personal',
      subscribed: true,
      offline: null,
      uidValidity: '7',
      uidNext: 3,
      highestModseq: '12',
      total: 2,
      unread: 1,
    });
    const first = locationByUid(store.read, inbox!.id, 1);
    expect(messageById(store.read, first!.messageId)).toMatchObject({
      envelope: { subject: 'Garden', from: [{ name: 'Ann', address: 'ann@example.org' }] },
      preview: 'The tulips are in bloom.',
    });
    expect(waitingOperations(store.read, 'mailbox').map(({ payload }) => payload)).toEqual([expect.stringContaining('set-flags')]);
    expect(store.read.get('SELECT count(*) AS n FROM message WHERE indexed = 0')).toEqual({ n: 2 });
    expect(store.read.get('PRAGMA integrity_check')).toEqual({ integrity_check: 'ok' });
  });
});

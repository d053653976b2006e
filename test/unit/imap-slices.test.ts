import { describe, expect, it } from 'vitest';
import { fitting } from '../../main/backends/imap/download-mailbox.ts';
import { rangesFor } from '../../main/backends/imap/list-uids.ts';
import { bodiesWanted } from '../../main/backends/imap/offline-policy.ts';
import { firstSliceBytes, firstSliceSize, nextSliceBytes, nextSliceSize } from '../../main/backends/imap/slice-size.ts';
import { expandUidSet } from '../../main/backends/imap/uid-set.ts';
import type { StoredMailbox } from '../../main/store/mailboxes.ts';
import { imapOptionsOf, type ImapAccount, type OfflinePolicy } from '../../shared/account.ts';
import type { MessageId } from '../../shared/message.ts';

describe('the size of a slice', () => {
  it.each([
    ['at most doubles', 100, 1, 200],
    ['is what fits into the time', 1000, 800, 500],
    ['stays when it fits', 1000, 400, 1000],
    ['never falls below the first one', 60, 60_000, firstSliceSize],
    ['has an upper end', 4000, 10, 4000],
  ])('%s', (_case, size, took, next) => expect(nextSliceSize(size, took)).toBe(next));
});

describe('the bytes of a slice', () => {
  const megabyte = 1024 * 1024;

  it.each([
    ['at most double', 2 * megabyte, 1, 4 * megabyte],
    ['are what fits into the time', 8 * megabyte, 800, 4 * megabyte],
    ['never fall below the first ones', 50 * megabyte, 600_000, firstSliceBytes],
    ['do not grow from a slice that was nearly empty', 1000, 1, firstSliceBytes],
    ['have an upper end', 64 * megabyte, 10, 64 * megabyte],
  ])('%s', (_case, bytes, took, next) => expect(nextSliceBytes(bytes, took)).toBe(next));
});

describe('ranges of UIDs to ask for', () => {
  it.each([
    ['one for a mailbox of usual size', 20_000, 50_000, [null]],
    ['one when the end is unknown', 100_000, null, [null]],
    ['some for a big one, the last open', 60_000, 90_001, ['1:30001', '30002:60002', '60003:4294967295']],
  ])('%s', (_case, exists, uidNext, ranges) => expect(rangesFor(exists, uidNext)).toEqual(ranges));

  it.each([
    ['1:3,7', [1, 2, 3, 7]],
    ['3:1', [1, 2, 3]],
    ['', []],
    ['x,0,5', [5]],
  ])('%j is %j', (set, uids) => expect(expandUidSet(set)).toEqual(uids));
});

describe('bodies for one command', () => {
  const megabyte = 1024 * 1024;
  const bodies = (...sizes: number[]) => sizes.map((size, at) => ({ messageId: at as MessageId, uid: at, size }));

  it.each([
    ['all that fit', [1, 2, 3], 3],
    ['no more than fit', [10 * megabyte, 5 * megabyte, 3 * megabyte, 1], 2],
    ['one, however big', [100 * megabyte, 1], 1],
    ['none of none', [], 0],
  ])('%s', (_case, sizes, count) => expect(fitting(bodies(...sizes), 16 * megabyte)).toHaveLength(count));
});

describe('what is kept offline', () => {
  const now = Date.UTC(2026, 2, 31);
  const mailbox = (offline: OfflinePolicy | null) => ({ id: 1, offline }) as StoredMailbox;
  const options = (offline?: OfflinePolicy) =>
    imapOptionsOf({ kind: 'imap', ...(offline === undefined ? {} : { options: { offline } }) } as ImapAccount);

  it.each<[string, OfflinePolicy | null, OfflinePolicy | undefined, number | null]>([
    ['everything, as long as nobody chose', null, undefined, 0],
    ['as the account has it', null, { kind: 'recent', months: 1 }, Date.UTC(2026, 2, 3)],
    ['as the mailbox has it', { kind: 'everything' }, { kind: 'headers' }, 0],
    ['nothing', { kind: 'headers' }, undefined, null],
    ['over the turn of a year', { kind: 'recent', months: 12 }, undefined, Date.UTC(2025, 2, 31)],
  ])('%s', (_case, own, ofAccount, since) => {
    expect(bodiesWanted(mailbox(own), options(ofAccount), now)?.since ?? null).toBe(since);
  });
});

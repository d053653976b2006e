import { describe, expect, it } from 'vitest';
import type { MessageId } from '../../shared/message.ts';
import type { Head } from '../../main/backends/imap/fetch.ts';
import { type Identity, relink } from '../../main/backends/imap/relink.ts';
import { readEnvelope } from '../../main/mime/envelope.ts';

const here = (messageId: number, id: string | null, size: number, date: number): Identity => ({
  messageId: messageId as MessageId,
  headerMessageId: id,
  size,
  date,
});
const there = (uid: number, id: string | null, size: number, date: number): Head => ({
  uid,
  envelope: readEnvelope(Buffer.from(id === null ? 'Subject: x\r\n\r\n' : `Message-ID: ${id}\r\n\r\n`)),
  flags: [],
  date,
  size,
});

describe('messages known again by content', () => {
  it.each<[string, readonly Identity[], readonly Head[], readonly (readonly [number, number])[]]>([
    ['by Message-ID, size and date', [here(1, '<a@b>', 10, 5)], [there(90, '<a@b>', 10, 5)], [[1, 90]]],
    ['a server that gave a new date', [here(1, '<a@b>', 10, 5)], [there(90, '<a@b>', 10, 6)], [[1, 90]]],
    ['not when the size differs', [here(1, '<a@b>', 10, 5)], [there(90, '<a@b>', 11, 5)], []],
    ['no Message-ID, all else equal', [here(1, null, 10, 5)], [there(90, null, 10, 5)], [[1, 90]]],
    ['no Message-ID, another date', [here(1, null, 10, 5)], [there(90, null, 10, 6)], []],
    [
      'two copies: the one with the same date first',
      [here(1, '<a@b>', 10, 5), here(2, '<a@b>', 10, 6)],
      [there(90, '<a@b>', 10, 6), there(91, '<a@b>', 10, 5)],
      [
        [2, 90],
        [1, 91],
      ],
    ],
    ['one here, two there: used once', [here(1, '<a@b>', 10, 5)], [there(90, '<a@b>', 10, 5), there(91, '<a@b>', 10, 5)], [[1, 90]]],
  ])('%s', (_case, identities, heads, pairs) => {
    const { matched, fresh, unmatched } = relink(identities, heads);
    expect(matched.map(({ identity, head }) => [identity.messageId, head.uid])).toEqual(pairs);
    expect(fresh).toHaveLength(heads.length - pairs.length);
    expect(unmatched).toHaveLength(identities.length - pairs.length);
  });
});

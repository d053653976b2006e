import { describe, expect, it } from 'vitest';
import { roomFailure } from '../../main/backends/pop/disk-room.ts';
import { skippedFailure } from '../../main/backends/pop/skipped-messages.ts';

const megabyte = 1_000_000;

const skipped = (number: number) => ({
  message: { number, uidl: `id-${number}`, size: number * 1000 },
  failure: { kind: 'protocol', retry: 'later', text: 'no', server: '-ERR broken' } as const,
});

describe('room on the disk', () => {
  it.each([
    [1 * megabyte, 200 * megabyte, true],
    [80 * megabyte, 200 * megabyte, false],
    [200 * megabyte, 200 * megabyte, false],
    [0, 100 * megabyte, false],
    [0, 110 * megabyte, true],
  ])('%i bytes on %i free ones: %s', (needed, free, enough) => {
    expect(roomFailure(needed, free) === null).toBe(enough);
  });

  it('is missed in words', () => {
    expect(roomFailure(2_345_600_000, 500 * megabyte)).toMatchObject({
      kind: 'storage',
      text: expect.stringContaining('2,346 MB of new mail are waiting, and 500 MB are free.'),
    });
  });
});

describe('skipped messages', () => {
  it('are named', () => {
    expect(skippedFailure([skipped(7)])).toMatchObject({ text: expect.stringContaining('message 7 of 7 KB.'), server: '-ERR broken' });
  });

  it('are counted when they are many', () => {
    expect(skippedFailure([1, 2, 3, 4, 5].map(skipped)).text).toContain('message 3 of 3 KB and 2 more.');
  });
});

import { describe, expect, it } from 'vitest';
import { fits, leftForRoomFailure, noRoomFailure, shareRoom, takesAny, whenFull } from '../../main/backends/pop/disk-room.ts';
import type { Retrieval } from '../../main/backends/pop/plan.ts';
import { type Outgrown, planRoom } from '../../main/backends/pop/plan-room.ts';
import type { MailFailure } from '../../shared/failure.ts';

const megabyte = 1_000_000;
const gigabyte = 1000 * megabyte;

describe('room on the disk', () => {
  it.each([
    [1 * megabyte, 200 * megabyte, true],
    [80 * megabyte, 200 * megabyte, false],
    [200 * megabyte, 200 * megabyte, false],
    [0, 100 * megabyte, false],
    [0, 110 * megabyte, true],
  ])('%i bytes on %i free ones: %s', (needed, free, enough) => {
    expect(fits(needed, free)).toBe(enough);
  });

  it('is for no mail at all when hardly more is free than what is never filled', () => {
    expect([105, 107].map((free) => takesAny(free * megabyte))).toEqual([false, true]);
  });

  it('is shared in the order given, and one big message does not keep the others away', () => {
    const sized = [10, 2000, 20, 500, 30].map((size) => ({ size: size * megabyte }));
    const { fitting, left } = shareRoom(sized, gigabyte);
    expect(fitting.map(({ size }) => size / megabyte)).toEqual([10, 20, 500, 30]);
    expect(left.map(({ size }) => size / megabyte)).toEqual([2000]);
  });
});

describe('what is told of missing room', () => {
  it('is how much is waiting, how much is free, and with how much it goes on', () => {
    expect(noRoomFailure([2_345_600_000], 50 * megabyte)).toMatchObject({
      kind: 'storage',
      code: 'DISK_ROOM',
      text:
        'There is too little room on this computer: 2,346 MB of new mail are waiting, and 50 MB are free. ' +
        'Nothing was removed from the server; it goes on by itself once 186 MB are free.',
    });
  });

  it('is for one message that was left, and for several, what the smallest of them needs', () => {
    expect(leftForRoomFailure([2 * gigabyte], gigabyte).text).toBe(
      'One message of 2,000 MB does not fit on this computer, where 1,000 MB are free. ' +
        'It stays on the server, and comes by itself once 2,505 MB are free.',
    );
    expect(leftForRoomFailure([2 * gigabyte, 3 * gigabyte], gigabyte).text).toBe(
      '2 messages of 5,000 MB together do not fit on this computer, where 1,000 MB are free. ' +
        'They stay on the server, and come by themselves once 2,505 MB are free.',
    );
  });

  it.each<[string, readonly number[]]>([
    ['a tiny one', [1]],
    ['a big one', [500 * megabyte]],
    ['both', [1, 2 * gigabyte]],
    ['many', Array.from({ length: 900 }, () => megabyte)],
  ])('is, with %s waiting, enough for another session to bring something', (_what, sizes) => {
    const none = noRoomFailure(sizes, 0);
    expect(takesAny(none.kind === 'storage' ? (none.room ?? 0) : 0)).toBe(true);
    const left = leftForRoomFailure(sizes, 0);
    const room = left.kind === 'storage' ? (left.room ?? 0) : 0;
    expect(
      shareRoom(
        sizes.map((size) => ({ size })),
        room,
      ).fitting,
    ).not.toEqual([]);
  });

  it.each<[MailFailure['kind'] & ('storage' | 'gone'), string, number, boolean]>([
    ['storage', 'ENOSPC', 0, true],
    ['storage', 'SQLITE_FULL', 50 * megabyte, true],
    // An end of room that the disk knows nothing of: of numbers of files, or of what one person may have.
    ['storage', 'ENOSPC', gigabyte, false],
    ['storage', 'SQLITE_CORRUPT', 0, false],
    ['gone', 'ENOSPC', 0, false],
  ])('%s with %s on %i free bytes waits for room: %s', (kind, code, free, expected) => {
    const failure: MailFailure =
      kind === 'gone' ? { kind, retry: 'never', text: 'x', code } : { kind: 'storage', retry: 'after-user', text: 'x', code };
    expect('room' in whenFull(failure, free)).toBe(expected);
  });
});

describe('what a session asks for', () => {
  const message = (number: number, size: number): Retrieval => ({ number, uidl: `u${number}`, size });
  const planned = (sizes: readonly number[], free: number, outgrown: Outgrown = new Map()) => {
    const { fitting, left, doubtful } = planRoom(
      sizes.map((size, at) => message(sizes.length - at, size)),
      free,
      outgrown,
    );
    return { fitting: fitting.map(({ number }) => number), left: left.map(({ number, size }) => [number, size]), doubtful: [...doubtful] };
  };

  it('is all of it, as listed, where there is room', () => {
    expect(planned([100, 0, 200], gigabyte)).toEqual({ fitting: [3, 2, 1], left: [], doubtful: [] });
  });

  it('is at last what would not fit if the server were right about its size', () => {
    expect(planned([1e14, 100, 2 * gigabyte, 300 * megabyte], gigabyte)).toEqual({ fitting: [3, 1, 4, 2], left: [], doubtful: [4, 2] });
    expect(planned([2 * gigabyte, 100], 200 * megabyte)).toEqual({ fitting: [1], left: [[2, 2 * gigabyte]], doubtful: [] });
  });

  it('is not what used up the room before, until there is room for more of it', () => {
    const grown = new Map([['u1', 900 * megabyte]]);
    expect(planned([100, 2 * gigabyte], gigabyte, grown)).toEqual({ fitting: [2], left: [[1, 2 * gigabyte]], doubtful: [] });
    expect(planned([100, 0], gigabyte, grown)).toEqual({ fitting: [2], left: [[1, 1800 * megabyte]], doubtful: [] });
    expect(planned([100, 1e14], 3 * gigabyte, grown)).toEqual({ fitting: [2, 1], left: [], doubtful: [] });
  });
});

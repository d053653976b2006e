import { describe, expect, it } from 'vitest';
import { batchAfterCrash, isMeasured, shouldRest } from '../../main/worker/index-pace.ts';

describe('the pace of indexing', () => {
  it.each([
    ['nothing else goes on', { idle: 10, active: 90 }, 90, false],
    ['somebody works a little', { idle: 80, active: 20 }, 10, false],
    ['a download keeps the thread busy', { idle: 0, active: 100 }, 50, true],
    ['a download waits for the network most of the time', { idle: 70, active: 30 }, 20, false],
    ['all of the time was ours', { idle: 0, active: 100 }, 100, false],
  ])('%s', (_case, time, ownMs, rests) => expect(shouldRest(time, ownMs)).toBe(rests));

  it('is not judged by a moment', () => {
    expect(isMeasured({ idle: 5, active: 5 })).toBe(false);
    expect(isMeasured({ idle: 50, active: 5 })).toBe(true);
  });

  it('is slow after a crash, and passes over the message that was alone when it happened', () => {
    expect(batchAfterCrash(0)).toEqual({ left: 0, skipFirst: false });
    expect(batchAfterCrash(20)).toEqual({ left: 20, skipFirst: false });
    expect(batchAfterCrash(1)).toEqual({ left: 1, skipFirst: true });
  });
});

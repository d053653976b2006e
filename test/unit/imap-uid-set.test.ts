import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { uidSet, uidSlices } from '../../main/backends/imap/uid-set.ts';

describe('UID sets', () => {
  it.each([
    [[], ''],
    [[5], '5'],
    [[3, 1, 2, 7], '1:3,7'],
    [[4, 4, 5, 9, 8], '4:5,8:9'],
  ])('%j is %s', (uids, set) => expect(uidSet(uids)).toBe(set));

  it('hold exactly the UIDs they were made of', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 5000 })), (uids) => {
        const read = uidSet(uids)
          .split(',')
          .filter((range) => range !== '')
          .flatMap((range) => {
            const [from = 0, to = from] = range.split(':').map(Number);
            return Array.from({ length: to - from + 1 }, (_, at) => from + at);
          });
        expect(read).toEqual([...uids].sort((a, b) => a - b));
      }),
    );
  });

  it('are cut so that each fits a command line, in the order given', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 4_294_967_295 }), { maxLength: 600 }),
        fc.integer({ min: 1, max: 250 }),
        (uids, most) => {
          const slices = uidSlices(uids, most);
          expect(slices.flat()).toEqual(uids);
          for (const slice of slices) {
            expect(slice.length).toBeLessThanOrEqual(most);
            expect(uidSet(slice).length).toBeLessThanOrEqual(1000);
          }
        },
      ),
    );
  });
});

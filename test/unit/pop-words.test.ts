import { describe, expect, it } from 'vitest';
import { skippedFailure } from '../../main/backends/pop/skipped-messages.ts';

const skipped = (number: number) => ({
  message: { number, uidl: `id-${number}`, size: number * 1000 },
  failure: { kind: 'protocol', retry: 'later', text: 'no', server: '-ERR broken' } as const,
});

describe('skipped messages', () => {
  it('are named', () => {
    expect(skippedFailure([skipped(7)])).toMatchObject({ text: expect.stringContaining('message 7 of 7 KB.'), server: '-ERR broken' });
  });

  it('are counted when they are many', () => {
    expect(skippedFailure([1, 2, 3, 4, 5].map(skipped)).text).toContain('message 3 of 3 KB and 2 more.');
  });
});

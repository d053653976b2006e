import fc from 'fast-check';
import addressparser from 'nodemailer/lib/addressparser';
import { describe, expect, it } from 'vitest';
import { readAddresses } from '../../main/mime/addresses.ts';

describe('plain addresses, read without the library', () => {
  const word = fc.constantFrom(
    'Ann',
    'van',
    'der',
    'Berg-Müller',
    "O'Neill",
    '=?utf-8?Q?J=C3=B6rg?=',
    'x+y',
    '',
    ' ',
    '"',
    ',',
    '(',
    ')',
    '<',
    '>',
    '@',
    ':',
    ';',
    '\\',
    '.',
  );
  const address = fc.constantFrom('ann@example.org', 'a.b+c@mail.example.org', 'ann', '<ann@example.org>', '<>', '<a b@c>', 'a@b@c');
  const entry = fc.tuple(fc.array(word, { maxLength: 4 }), address, fc.boolean()).map(([words, at, quoted]) => {
    const name = words.join(' ');
    return quoted ? `"${name}" ${at}` : `${name} ${at}`;
  });

  it('are what the library makes of them', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 3 }), (entries) => {
        const field = entries.join(', ');
        const library = addressparser(field, { flatten: true }).map(({ address: found }) => found.replaceAll(/\s/gu, ''));
        expect(readAddresses(field).map(({ address: found }) => found)).toEqual(readable(field, library));
      }),
      { numRuns: 2000 },
    );
  });

  it('take no longer for a field of blanks', () => {
    expect(readAddresses(' '.repeat(200_000))).toEqual([]);
    expect(readAddresses(`${'a '.repeat(100_000)}<ann@example.org`).length).toBeLessThan(2);
  });
});

/** Entries with neither name nor address are left out by us. */
function readable(field: string, addresses: readonly string[]): readonly string[] {
  const names = addressparser(field, { flatten: true }).map(({ name }) => name.trim());
  return addresses.filter((found, at) => found !== '' || (names[at] ?? '') !== '');
}

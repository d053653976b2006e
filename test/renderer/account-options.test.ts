/** The options of an account as a form and back: what was not changed is not saved. */
import { describe, expect, it } from 'vitest';
import { changeOf, formOf, optionsSchema } from '../../renderer/account/options-form.ts';
import type { OptionsForm } from '../../renderer/account/options-form.ts';
import type { ImapOptions } from '../../shared/account.ts';

const before: ImapOptions = {
  offline: { kind: 'recent', months: 3 },
  // Shown as 25.2 MB.
  largestOffline: 25_165_824,
  roles: { sent: 'Sent Items' },
  enteredLimit: 2_500_000_000,
  without: ['IDLE'],
};

describe('a form of options', () => {
  it('that was not touched changes nothing, not even what was rounded to be shown', () => {
    expect(formOf(before)).toMatchObject({ keep: 'recent', months: '3', largest: '25.2', limit: '2.5', unit: 'GB' });
    expect(changeOf(before, formOf(before))).toEqual({});
  });

  it.each<readonly [string, Partial<OptionsForm>, Partial<ImapOptions>]>([
    ['everything', { keep: 'everything' }, { offline: { kind: 'everything' } }],
    ['other months', { months: '12' }, { offline: { kind: 'recent', months: 12 } }],
    ['months that do not count', { keep: 'headers', months: 'x' }, { offline: { kind: 'headers' } }],
    ['a size', { largest: '10' }, { largestOffline: 10_000_000 }],
    ['a size with a comma', { largest: '0,5' }, { largestOffline: 500_000 }],
    ['no limit', { limit: ' ' }, { enteredLimit: null }],
    ['the same number in another unit', { unit: 'MB' }, { enteredLimit: 2_500_000 }],
    ['one extension more', { without: ['COMPRESS', 'IDLE'] }, { without: ['IDLE', 'COMPRESS'] }],
    ['all extensions again', { without: [] }, { without: [] }],
  ])('%s', (_name, typed, change) => {
    const form = { ...formOf(before), ...typed };
    expect(optionsSchema.safeParse(form).success).toBe(true);
    expect(changeOf(before, form)).toEqual(change);
  });

  it('saves all chosen folders when one was changed: they are kept as one', () => {
    const form = formOf(before);
    expect(changeOf(before, { ...form, roles: { ...form.roles, trash: 'Bin' } })).toEqual({ roles: { sent: 'Sent Items', trash: 'Bin' } });
    expect(changeOf(before, { ...form, roles: { ...form.roles, sent: '' } })).toEqual({ roles: {} });
  });

  it.each<readonly [Partial<OptionsForm>, string]>([
    [{ months: '0' }, 'monthsOutOfRange'],
    [{ months: '1.5' }, 'monthsOutOfRange'],
    [{ months: '1201' }, 'monthsOutOfRange'],
    [{ largest: '' }, 'sizeOutOfRange'],
    [{ largest: '0' }, 'sizeOutOfRange'],
    [{ limit: '5 GB' }, 'limitOutOfRange'],
    [{ limit: '0' }, 'limitOutOfRange'],
    [{ limit: '-1' }, 'limitOutOfRange'],
  ])('%j is refused', (typed, problem) => {
    const { error } = optionsSchema.safeParse({ ...formOf(before), ...typed });
    expect(error?.issues.map(({ message }) => message)).toEqual([problem]);
  });
});

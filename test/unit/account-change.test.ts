import { describe, expect, it } from 'vitest';
import { changeOf, checkEvery } from '../../main/worker/account-change.ts';
import type { AccountId, ImapAccount, PopAccount, ServerAddress } from '../../shared/account.ts';

const server: ServerAddress = { host: 'pop.example.org', port: 995, security: 'tls', userName: 'ann' };
const base = { id: 'a' as AccountId, identity: { name: 'Ann', address: 'ann@example.org' }, incoming: server, outgoing: server };
const pop: PopAccount = { ...base, kind: 'pop', copies: { kind: 'leave' } };
const imap: ImapAccount = { ...base, kind: 'imap' };

describe('what of an account is another', () => {
  it.each<[string, PopAccount, ReturnType<typeof changeOf>]>([
    ['the interval', { ...pop, checkEvery: 5 }, 'interval'],
    ['the interval, to that of all', { ...pop, checkEvery: null }, 'interval'],
    ['what becomes of the copies', { ...pop, copies: { kind: 'remove-after-days', days: 7 } }, 'options'],
    ['the largest download', { ...pop, largestDownload: 0 }, 'options'],
    ['both', { ...pop, checkEvery: 5, largestDownload: 0 }, 'options'],
    ['a certificate', { ...pop, incoming: { ...server, trustedCertificate: 'PEM' } }, 'servers'],
    ['the outgoing server, and an option', { ...pop, outgoing: { ...server, port: 1 }, largestDownload: 0 }, 'servers'],
    ['the name', { ...pop, identity: { name: 'Anna', address: 'ann@example.org' } }, 'servers'],
  ])('%s', (_what, after, change) => {
    expect(changeOf(pop, after)).toBe(change);
  });

  it('is for IMAP, whose connection stands, always the server', () => {
    expect(changeOf(imap, { ...imap, options: { enteredLimit: 5 } })).toBe('servers');
  });
});

describe('an interval of its own', () => {
  it.each([
    [pop, null],
    [{ ...pop, checkEvery: null }, null],
    [{ ...pop, checkEvery: 3 }, 3],
    [imap, null],
  ])('%#', (account, minutes) => {
    expect(checkEvery(account)).toBe(minutes);
  });
});

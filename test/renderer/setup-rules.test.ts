import { describe, expect, it } from 'vitest';
import { draftOf } from '../../renderer/setup/account-draft.ts';
import { followGuess, guessServers, guessUserName, noGuess } from '../../renderer/setup/server-guess.ts';
import { addressProblem, daysProblem, emptyForm, hostProblem, portProblem, setupSchema } from '../../renderer/setup/setup-answers.ts';
import type { SetupForm } from '../../renderer/setup/setup-answers.ts';
import { portAfterChange, standardPort } from '../../renderer/setup/standard-ports.ts';

describe('ports', () => {
  it.each([
    ['imap', 'tls', 993],
    ['imap', 'starttls', 143],
    ['imap', 'none', 143],
    ['pop', 'tls', 995],
    ['pop', 'starttls', 110],
    ['pop', 'none', 110],
    ['smtp', 'tls', 465],
    ['smtp', 'starttls', 587],
    ['smtp', 'none', 587],
  ] as const)('%s with %s listens on %i', (protocol, security, port) => {
    expect(standardPort({ protocol, security })).toBe(port);
  });

  it.each([
    ['993', '995', 'the standard port follows'],
    [' 993 ', '995', 'spaces around it do not matter'],
    ['', '995', 'an empty field is filled'],
    ['10993', '10993', 'a port of one’s own stays'],
    ['143', '143', 'the standard port of another security was typed, so it stays'],
  ])('%j becomes %j when IMAP becomes POP: %s', (typed, expected) => {
    expect(portAfterChange(typed, { protocol: 'imap', security: 'tls' }, { protocol: 'pop', security: 'tls' })).toBe(expected);
  });

  it('changes with the security', () => {
    expect(portAfterChange('465', { protocol: 'smtp', security: 'tls' }, { protocol: 'smtp', security: 'starttls' })).toBe('587');
  });
});

const guessed = (incomingHost: string) => ({ ...noGuess, incomingHost });

describe('guesses from an address', () => {
  it.each([
    ['ann@example.org', 'imap', 'imap.example.org', 'smtp.example.org', 'ann@example.org'],
    [' Ann@Example.ORG ', 'pop', 'pop.example.org', 'smtp.example.org', 'Ann@Example.ORG'],
    ['ann@mail.example.org', 'imap', 'imap.mail.example.org', 'smtp.mail.example.org', 'ann@mail.example.org'],
    ['ann@nas', 'imap', 'nas', 'nas', 'ann@nas'],
    ['ann@127.0.0.1', 'pop', '127.0.0.1', '127.0.0.1', 'ann@127.0.0.1'],
    ['ann', 'imap', '', '', ''],
    ['ann@', 'imap', '', '', ''],
    ['', 'imap', '', '', ''],
  ] as const)('%j as %s', (address, kind, incomingHost, outgoingHost, userName) => {
    expect(guessServers(address, kind)).toEqual({ incomingHost, outgoingHost, userName });
  });

  it.each([
    ['', '', 'imap.b.org', 'imap.b.org'],
    ['imap.a.org', 'imap.a.org', 'imap.b.org', 'imap.b.org'],
    ['mail.my.org', 'imap.a.org', 'imap.b.org', 'mail.my.org'],
    ['imap.a.org', 'imap.a.org', '', ''],
  ])('field %j, guess %j -> %j: %j', (typed, before, after, expected) => {
    const answer = followGuess(guessed(typed), guessed(before), guessed(after));
    expect(answer).toEqual(guessed(expected));
  });

  it('offers only the user name to who knows the servers', () => {
    expect(guessUserName(' ann@example.org ')).toEqual({ incomingHost: '', outgoingHost: '', userName: 'ann@example.org' });
  });
});

describe('what is wrong with', () => {
  it.each([
    ['ann@example.org', null],
    ['ann+lists@example.org', null],
    ['zoë@exämple.org', null],
    ['ann@localhost', null],
    ['  ann@example.org ', null],
    ['', 'addressMissing'],
    ['   ', 'addressMissing'],
    ['ann.example.org', 'addressWithoutAt'],
    ['ann smith@example.org', 'addressWithSpace'],
    ['@example.org', 'addressIncomplete'],
    ['ann@', 'addressIncomplete'],
    ['ann@b@example.org', 'addressIncomplete'],
    ['ann@example.', 'addressIncomplete'],
    ['Ann<ann@example.org>', 'addressIncomplete'],
  ])('the address %j: %s', (typed, problem) => expect(addressProblem(typed)).toBe(problem));

  it.each([
    ['imap.example.org', null],
    ['localhost', null],
    ['127.0.0.1', null],
    ['::1', null],
    ['fe80::1', null],
    ['mail_1.example.org', null],
    ['', 'hostMissing'],
    ['  ', 'hostMissing'],
    ['imap example.org', 'hostWithSpace'],
    ['imaps://imap.example.org', 'hostIsUrl'],
    ['example.org/mail', 'hostIsUrl'],
    ['imap.example.org:993', 'hostWithPort'],
    ['ann@example.org', 'hostOdd'],
    ['.example.org', 'hostOdd'],
  ])('the host %j: %s', (typed, problem) => expect(hostProblem(typed)).toBe(problem));

  it.each([
    ['1', null],
    [' 993 ', null],
    ['65535', null],
    ['', 'portMissing'],
    ['imap', 'portNotNumber'],
    ['99.3', 'portNotNumber'],
    ['-1', 'portNotNumber'],
    ['0', 'portOutOfRange'],
    ['65536', 'portOutOfRange'],
  ])('the port %j: %s', (typed, problem) => expect(portProblem(typed)).toBe(problem));

  it.each([
    ['1', null],
    ['3650', null],
    ['0', 'daysOutOfRange'],
    ['3651', 'daysOutOfRange'],
    ['1.5', 'daysOutOfRange'],
    ['', 'daysOutOfRange'],
  ])('the days %j: %s', (typed, problem) => expect(daysProblem(typed)).toBe(problem));
});

const filled: SetupForm = {
  ...emptyForm,
  name: ' Ann ',
  address: ' ann@example.org ',
  password: ' secret ',
  userName: ' ann ',
  incomingHost: ' imap.example.org ',
  incomingPort: '993',
  outgoingHost: 'smtp.example.org',
  outgoingPort: '465',
};

describe('the draft', () => {
  it('trims everything but the password', () => {
    expect(draftOf(setupSchema.parse(filled), {})).toEqual({
      kind: 'imap',
      identity: { name: 'Ann', address: 'ann@example.org' },
      incoming: { host: 'imap.example.org', port: 993, security: 'tls', userName: 'ann' },
      outgoing: { host: 'smtp.example.org', port: 465, security: 'tls', userName: 'ann' },
      password: ' secret ',
      keepPasswordWeakly: false,
    });
  });

  it.each([
    [{ copies: 'leave' }, { kind: 'leave' }],
    [{ copies: 'remove-after-download' }, { kind: 'remove-after-download' }],
    [
      { copies: 'remove-after-days', days: ' 30 ' },
      { kind: 'remove-after-days', days: 30 },
    ],
    [{ copies: 'remove-when-deleted', days: 'nonsense' }, { kind: 'remove-when-deleted' }],
  ] as const)('POP with %j keeps copies as %j', (change, copies) => {
    expect(draftOf(setupSchema.parse({ ...filled, kind: 'pop', ...change }), {})).toMatchObject({ kind: 'pop', copies });
  });

  it.each([
    ['everything', undefined],
    ['1', 1_000_000],
    ['25', 25_000_000],
    ['heads', 0],
  ] as const)('POP with messages up to %s has the limit %s', (largest, limit) => {
    expect(draftOf(setupSchema.parse({ ...filled, kind: 'pop', largest }), {})).toHaveProperty('copies');
    expect({ largestDownload: undefined, ...draftOf(setupSchema.parse({ ...filled, kind: 'pop', largest }), {}) }).toMatchObject({
      largestDownload: limit,
    });
    expect(draftOf(setupSchema.parse({ ...filled, largest }), {})).not.toHaveProperty('largestDownload');
  });

  it('trusts a certificate for its own server only', () => {
    const trust = { incoming: { host: 'imap.example.org', pem: 'PEM' } };
    expect(draftOf(setupSchema.parse(filled), trust).incoming.trustedCertificate).toBe('PEM');
    expect(draftOf(setupSchema.parse(filled), trust).outgoing.trustedCertificate).toBeUndefined();
    expect(draftOf(setupSchema.parse({ ...filled, incomingHost: 'other.org' }), trust).incoming.trustedCertificate).toBeUndefined();
  });

  it('finds the days wrong even while the servers are still empty', () => {
    const result = setupSchema.safeParse({ ...emptyForm, kind: 'pop', copies: 'remove-after-days', days: '0' });
    expect(result.error?.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`)).toContain('days daysOutOfRange');
  });
});

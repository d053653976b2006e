import { describe, expect, it } from 'vitest';
import { parseCapabilities } from '../../main/backends/pop/capabilities.ts';
import { apopTimestamp, planSignIn } from '../../main/backends/pop/plan-sign-in.ts';
import { popFailure } from '../../main/backends/pop/pop-failure.ts';
import { refusedFor } from '../../main/backends/pop/refused-sign-in.ts';
import { apopDigest, login, oauthBearer, opening, plain, xoauth2 } from '../../main/backends/pop/sasl.ts';
import { conversation, secretForms } from '../../main/backends/pop/sign-in-lines.ts';

const password = { kind: 'password', password: 'secret' } as const;
const token = { kind: 'token', token: 'ya29.abc' } as const;
const stamped = 'ready <1896.697170952@dbc.mtview.ca.us>';
const decoded = (line: string | undefined): string => Buffer.from(line ?? '', 'base64').toString();

describe('the ways to sign in', () => {
  it.each([
    // Over TLS.
    ['tls', ['SASL PLAIN LOGIN', 'USER'], 'ready', password, ['PLAIN', 'LOGIN', 'USER']],
    ['tls', ['SASL LOGIN PLAIN'], 'ready', password, ['PLAIN', 'LOGIN', 'USER']],
    ['tls', ['sasl login'], 'ready', password, ['LOGIN', 'USER']],
    ['tls', ['SASL CRAM-MD5 PLAIN-CLIENTTOKEN'], 'ready', password, ['USER']],
    ['tls', ['UIDL'], 'ready', password, ['USER']],
    ['tls', null, 'ready', password, ['USER']],
    ['tls', ['SASL PLAIN'], stamped, password, ['PLAIN', 'USER', 'APOP']],
    // What came in clear is forgotten, the timestamp too.
    ['starttls', ['SASL PLAIN'], stamped, password, ['PLAIN', 'USER']],
    ['starttls', null, stamped, password, ['USER']],
    // On a plain connection, which somebody chose.
    ['none', ['SASL PLAIN LOGIN'], stamped, password, ['APOP', 'PLAIN', 'LOGIN', 'USER']],
    ['none', null, stamped, password, ['APOP', 'USER']],
    ['none', ['SASL LOGIN'], 'ready', password, ['LOGIN', 'USER']],
    // A token is no password, and only two ways take it.
    ['tls', ['SASL PLAIN XOAUTH2 OAUTHBEARER', 'USER'], stamped, token, ['OAUTHBEARER', 'XOAUTH2']],
    ['tls', ['SASL XOAUTH2'], 'ready', token, ['XOAUTH2']],
    ['tls', ['SASL PLAIN', 'USER'], stamped, token, []],
    ['starttls', null, 'ready', token, ['OAUTHBEARER', 'XOAUTH2']],
  ] as const)('security %s, %j, greeting %j', (security, capa, greeting, credential, ways) => {
    expect(planSignIn(capa === null ? null : parseCapabilities(capa), greeting, security, credential)).toEqual(ways);
  });
});

describe('the timestamp of a greeting', () => {
  it.each([
    [stamped, '<1896.697170952@dbc.mtview.ca.us>'],
    ['<a@b> behind it <c@d>', '<a@b>'],
    ['ready', null],
    ['ready 358170752.1311785279@pop3-g25', null],
    ['<no-host>', null],
    ['<two words@host>', null],
    ['<a@b@c>', null],
    ['<h\u00e9@host>', null],
    ['<\ufffd@host>', null],
    ['<\u0001@host>', null],
    ['<<a@b>', '<a@b>'],
    [`<${'x'.repeat(300)}@host>`, null],
  ])('%j: %j', (greeting, timestamp) => {
    expect(apopTimestamp(greeting)).toBe(timestamp);
  });
});

describe('what is said', () => {
  it('APOP, as in RFC 1939', () => {
    expect(apopDigest('<1896.697170952@dbc.mtview.ca.us>', 'tanstaaf')).toBe('c4c9334bac560ecc979e58001b3e22fb');
  });

  it('APOP hashes the bytes of UTF-8', () => {
    expect(apopDigest('<a@b>', 'pässwörd')).toBe('fb6bb12b442977d834b1c812f75c2526');
  });

  it('PLAIN, without another identity', () => {
    expect(plain('test', 'test').responses).toEqual(['AHRlc3QAdGVzdA==']);
    expect(decoded(plain('jörg', 'pässwörd').responses[0])).toBe('\0jörg\0pässwörd');
  });

  it('LOGIN: the name, then the password', () => {
    expect(login('ann', 'secret')).toMatchObject({ responses: ['YW5u', 'c2VjcmV0'], clientFirst: false, errorAnswer: null });
  });

  it('XOAUTH2, as Google describes it', () => {
    const { responses, errorAnswer } = xoauth2('someuser@example.com', 'ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg');
    expect(responses).toEqual([
      'dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2cBAQ==',
    ]);
    expect(errorAnswer).toBe('');
  });

  it('OAUTHBEARER, as in RFC 7628, with a name that cannot begin a field', () => {
    const { responses, errorAnswer } = oauthBearer('a=b,c@example.com', 'vF9dft4qmT', { host: 'server.example.com', port: 995 });
    expect(decoded(responses[0])).toBe(
      'n,a=a=3Db=2Cc@example.com,\u0001host=server.example.com\u0001port=995\u0001auth=Bearer vF9dft4qmT\u0001\u0001',
    );
    expect(errorAnswer).toBe('AQ==');
  });

  it.each([
    // `AUTH PLAIN ` and the line end take 13 bytes of 255; base64 comes in fours.
    [180, true],
    [181, false],
  ])('a message of %i bytes goes with the command: %s', (length, goes) => {
    const script = plain('ann', 'x'.repeat(length - 5));
    const { line, left } = opening(script);
    expect(line.length + 2 <= 255).toBe(true);
    expect(line).toBe(goes ? `AUTH PLAIN ${script.responses[0]}` : 'AUTH PLAIN');
    expect(left).toEqual(goes ? [] : script.responses);
  });

  it('LOGIN waits to be asked', () => {
    expect(opening(login('ann', 'secret'))).toEqual({ line: 'AUTH LOGIN', left: ['YW5u', 'c2VjcmV0'] });
  });

  it('is hidden in every form, but for the name', () => {
    const server = { host: 'h', port: 995, security: 'none', userName: 'ann' } as const;
    const talks = (['PLAIN', 'LOGIN', 'APOP', 'USER'] as const).map((way) => conversation(way, server, password, stamped));
    const digest = apopDigest('<1896.697170952@dbc.mtview.ca.us>', 'secret');
    expect(new Set(secretForms(server, password, talks))).toEqual(new Set(['secret', 'c2VjcmV0', 'AGFubgBzZWNyZXQ=', digest]));
    const withToken = [conversation('XOAUTH2', server, token, ''), conversation('OAUTHBEARER', server, token, '')];
    expect(
      secretForms(server, token, withToken)
        .map(decoded)
        .filter((form) => form.includes(token.token)),
    ).toHaveLength(3);
    expect(secretForms(server, token, withToken)).toContain(token.token);
  });
});

describe('a refused sign-in was about', () => {
  it.each([
    // The way: nothing was judged.
    ['PLAIN', 'Unknown command.', true, 'way'],
    ['PLAIN', 'unrecognized authentication mechanism', true, 'way'],
    ['PLAIN', 'Unsupported authentication mechanism.', true, 'way'],
    ['PLAIN', 'mechanism is not available', true, 'way'],
    ['PLAIN', 'AUTH mechanism unavailable', true, 'way'],
    ['PLAIN', 'invalid auth type', true, 'way'],
    ['USER', '[AUTH] Unsupported authentication mechanism.', true, 'way'],
    ['LOGIN', '[AUTH] SASL mechanism is not enabled', true, 'way'],
    ['PLAIN', 'too many arguments', true, 'way'],
    ['PLAIN', 'Syntax error', true, 'way'],
    ['LOGIN', 'no', false, 'way'],
    ['APOP', 'APOP not supported', true, 'way'],
    ['APOP', 'unimplemented command', true, 'way'],
    ['USER', 'command disabled', true, 'way'],
    // A digest: perhaps the server cannot check it.
    ['APOP', '[AUTH] Invalid password or username', true, 'digest'],
    ['APOP', 'permission denied', true, 'digest'],
    // The password.
    ['PLAIN', '[AUTH] Authentication failed.', true, 'credential'],
    ['PLAIN', 'invalid user name or password', true, 'credential'],
    ['LOGIN', '[AUTH] not for you', false, 'credential'],
    ['LOGIN', 'no', true, 'credential'],
    ['USER', 'sorry, no mailbox for ann here', true, 'credential'],
    ['XOAUTH2', '[AUTH] Invalid credentials', true, 'credential'],
    ['USER', '', true, 'credential'],
    // Something else.
    ['PLAIN', '[IN-USE] locked', true, 'other'],
    ['APOP', '[LOGIN-DELAY] wait', true, 'other'],
    ['APOP', '[SYS/TEMP] command not available now', true, 'other'],
    ['PLAIN', '[SYS/PERM] Your account is not enabled for POP access.', true, 'other'],
    ['PLAIN', '[AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.', true, 'other'],
    ['LOGIN', 'maildrop already locked', false, 'other'],
  ] as const)('%s: %j, shown: %s: %s', (way, said, shown, about) => {
    expect(refusedFor({ way, failure: popFailure(said, 'sign-in', 'h'), shown })).toBe(about);
  });
});

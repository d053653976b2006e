import { describe, expect, it } from 'vitest';
import { MailFailureError } from '../../shared/failure.ts';
import { imapFailure } from '../../main/backends/imap/imap-failure.ts';

const server = { host: 'imap.example.org', port: 143 };
const error = (fields: object, message = 'Command failed'): Error => Object.assign(new Error(message), fields);
const no = (code: string | null, responseText: string, more: object = {}): Error =>
  error({ responseStatus: 'NO', responseText, ...(code === null ? {} : { serverResponseCode: code }), ...more });

const cases: readonly [string, Error, { kind: string; retry: string; text?: string; code?: string }][] = [
  [
    'wrong password',
    no('AUTHENTICATIONFAILED', 'Invalid credentials', { authenticationFailed: true }),
    { kind: 'auth', retry: 'after-user', text: 'imap.example.org did not accept the user name or the password.' },
  ],
  ['wrong password without a code', no(null, 'LOGIN failed', { authenticationFailed: true }), { kind: 'auth', retry: 'after-user' }],
  ['expired password', no('EXPIRED', 'Expired', { authenticationFailed: true }), { kind: 'auth', retry: 'after-user' }],
  [
    'trouble at sign-in is not a wrong password',
    no('UNAVAILABLE', 'Try later', { authenticationFailed: true }),
    { kind: 'busy', retry: 'later' },
  ],
  [
    'too many connections',
    no('LIMIT', 'Too many connections', { authenticationFailed: true }),
    { kind: 'busy', retry: 'later', code: 'LIMIT' },
  ],
  [
    'Dovecot counts connections in words',
    no(null, 'Maximum number of connections from user+IP exceeded', { authenticationFailed: true }),
    { kind: 'busy', retry: 'later', text: 'imap.example.org allows no more connections at the moment.' },
  ],
  [
    'Gmail slows down with an [ALERT]',
    no('ALERT', 'Account exceeded command or bandwidth limits. (Failure)', { authenticationFailed: true }),
    { kind: 'busy', retry: 'later', text: 'imap.example.org asks to slow down.' },
  ],
  [
    'throttled, in words only',
    error({ responseStatus: 'BAD', responseText: 'Request is throttled.' }),
    { kind: 'busy', retry: 'later', text: 'imap.example.org asks to slow down.' },
  ],
  ['the mailbox went just before the line', error({ code: 'NoMailboxSelected' }), { kind: 'offline', retry: 'later' }],
  ['Dovecot lists a mailbox that is not there', no(null, "Mailbox doesn't exist: Tax"), { kind: 'gone', retry: 'never' }],
  [
    'a word that is still in the answer: to a command of our own',
    error({ responseStatus: 'NO', responseText: 'Try later', response: { attributes: [{ section: [{ value: 'UNAVAILABLE' }] }] } }),
    { kind: 'busy', retry: 'later', code: 'UNAVAILABLE' },
  ],
  ['in use', no('INUSE', 'Locked'), { kind: 'busy', retry: 'later' }],
  ['an operator wants to be asked', no('CONTACTADMIN', 'Call us', { authenticationFailed: true }), { kind: 'busy', retry: 'later' }],
  [
    'Exchange without a mailbox',
    error({ authenticationFailed: true, response: 'User is authenticated but not connected.' }),
    { kind: 'auth', retry: 'after-user' },
  ],
  [
    'Exchange without a mailbox, later',
    error({ responseStatus: 'BAD', responseText: 'User is authenticated but not connected.' }),
    { kind: 'auth', retry: 'after-user' },
  ],
  ['login disabled', error({ authenticationFailed: true }, 'Login is disabled'), { kind: 'tls', retry: 'after-user' }],
  ['privacy required', no('PRIVACYREQUIRED', 'No plain text', { authenticationFailed: true }), { kind: 'tls', retry: 'after-user' }],
  ['no way to sign in', error({}, 'Unsupported authentication mechanism'), { kind: 'auth', retry: 'after-user' }],
  [
    'full mailbox',
    no('OVERQUOTA', 'Quota exceeded', { executedCommand: 'A7 UID MOVE 1 Archive' }),
    { kind: 'quota', retry: 'after-user', text: 'There is no room left on imap.example.org.' },
  ],
  [
    'Gmail bandwidth is not a full mailbox',
    no('OVERQUOTA', 'exceeded bandwidth', { executedCommand: 'A7 UID FETCH 1:50 (UID BODY.PEEK[])' }),
    { kind: 'busy', retry: 'later' },
  ],
  ['Gmail throttles', no('THROTTLED', 'Rate'), { kind: 'busy', retry: 'later', text: 'imap.example.org asks to slow down.' }],
  [
    'a limit told in an answer that imapflow did not take apart',
    error({ responseStatus: 'NO', responseText: 'Slowly', response: { attributes: [{ type: 'ATOM', section: [{ value: 'LIMIT' }] }] } }),
    { kind: 'busy', retry: 'later', code: 'LIMIT' },
  ],
  [
    'Yahoo cannot read a message',
    no('UNAVAILABLE', 'FETCH Server error while fetching messages', { executedCommand: 'A7 UID FETCH 1:50 (UID)' }),
    { kind: 'rejected', retry: 'never', code: 'UNAVAILABLE' },
  ],
  ['throttled', error({ code: 'ETHROTTLE', responseStatus: 'BAD' }), { kind: 'busy', retry: 'later' }],
  ['missing mailbox', no('NONEXISTENT', 'Unknown Mailbox'), { kind: 'gone', retry: 'never' }],
  ['missing destination', no('TRYCREATE', 'No such mailbox'), { kind: 'gone', retry: 'never', code: 'TRYCREATE' }],
  ['missing mailbox without a code', no(null, 'Nope', { mailboxMissing: true }), { kind: 'gone', retry: 'never' }],
  ['missing mailbox found by LIST', error({ code: 'NotFound' }), { kind: 'gone', retry: 'never' }],
  ['not permitted', no('NOPERM', 'Permission denied'), { kind: 'rejected', retry: 'never' }],
  ['too big', no('TOOBIG', 'Too big'), { kind: 'rejected', retry: 'never' }],
  ['a plain no', no(null, 'Because'), { kind: 'rejected', retry: 'never' }],
  ['a code nobody knows', no('XYZZY', 'Because'), { kind: 'rejected', retry: 'never', code: 'XYZZY' }],
  ['BAD', error({ responseStatus: 'BAD', responseText: 'Parse error' }), { kind: 'protocol', retry: 'later' }],
  ['unreadable answer', error({ code: 'ParserError11' }), { kind: 'protocol', retry: 'later' }],
  ['answer without end', error({ code: 'LineTooLarge' }), { kind: 'protocol', retry: 'later' }],
  ['no STARTTLS', error({ tlsFailed: true }, 'Server does not support STARTTLS'), { kind: 'tls', retry: 'after-user' }],
  ['words before the handshake', error({ code: 'STARTTLS_INJECTION', tlsFailed: true }), { kind: 'tls', retry: 'after-user' }],
  [
    'TLS on a plain port',
    error({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
    {
      kind: 'tls',
      retry: 'after-user',
      text: 'imap.example.org does not speak TLS on this port. Check the port and the security setting.',
    },
  ],
  ['expired certificate', error({ code: 'CERT_HAS_EXPIRED' }), { kind: 'tls', retry: 'after-user' }],
  ['unknown host', error({ code: 'ENOTFOUND' }), { kind: 'offline', retry: 'later', text: 'There is no server called imap.example.org.' }],
  [
    'refused',
    error({ code: 'ECONNREFUSED' }),
    { kind: 'offline', retry: 'later', text: 'imap.example.org refuses connections on port 143.' },
  ],
  ['no connection in time', error({ code: 'CONNECT_TIMEOUT' }), { kind: 'offline', retry: 'later' }],
  ['no greeting in time', error({ code: 'GREETING_TIMEOUT' }), { kind: 'offline', retry: 'later' }],
  ['silence in the middle', error({ code: 'ETIMEOUT' }), { kind: 'offline', retry: 'later', text: 'imap.example.org stopped answering.' }],
  [
    'BYE',
    error({ code: 'NoConnection', reason: 'Shutting down' }),
    { kind: 'offline', retry: 'later', text: 'The connection to imap.example.org was lost.' },
  ],
  ['our own mistake', error({}, 'undefined is not a function'), { kind: 'bug', retry: 'never' }],
];

describe('IMAP failures', () => {
  it.each(cases)('%s', (_case, thrown, expected) => {
    expect(imapFailure(thrown, server)).toMatchObject(expected);
  });

  it('pass through when they were made before', () => {
    const failure = { kind: 'gone', retry: 'never', text: 'x' } as const;
    expect(imapFailure(new MailFailureError(failure), server)).toBe(failure);
  });

  it('quote the server on one line, cut to a sensible length', () => {
    expect(imapFailure(no('NOPERM', `not\r\nyours ${'!'.repeat(1000)}`), server).server).toMatch(/^not yours !{100,290}$/);
    expect(imapFailure(error({ code: 'NoConnection', reason: 'Shutting down' }), server).server).toBe('Shutting down');
  });
});

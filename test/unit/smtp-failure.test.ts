import { describe, expect, it } from 'vitest';
import { isRefusedMessage, smtpFailure, type SmtpServer } from '../../main/backends/smtp/smtp-failure.ts';
import { replyWords } from '../../main/backends/smtp/reply-words.ts';
import { cancelledFailure, MailFailureError } from '../../shared/failure.ts';

const server: SmtpServer = { host: 'mail.example.org', port: 587, security: 'starttls' };

/** An error as nodemailer makes it. */
function error(fields: Readonly<Record<string, unknown>>, message = 'text of the library'): Error {
  const response = fields['response'];
  const reply = typeof response === 'string' && /^\d{3}/.test(response) ? { responseCode: Number(response.slice(0, 3)) } : {};
  return Object.assign(new Error(message), reply, fields);
}

const failureFor = (thrown: unknown) => smtpFailure(thrown, server, (said) => said);

const table: readonly (readonly [string, Error, Readonly<Record<string, unknown>>])[] = [
  ['an unknown host', error({ code: 'EDNS', originalCode: 'ENOTFOUND' }), { kind: 'offline', reason: 'unknown-host', code: 'ENOTFOUND' }],
  ['a refused connection', error({ code: 'ESOCKET', originalCode: 'ECONNREFUSED' }), { kind: 'offline', reason: 'refused' }],
  ['a reset connection', error({ code: 'ESOCKET', originalCode: 'ECONNRESET' }), { kind: 'offline', reason: 'lost' }],
  [
    'a socket error without a known code',
    error({ code: 'ESOCKET', originalCode: 'EWEIRD' }),
    { kind: 'offline', reason: 'lost', code: 'EWEIRD' },
  ],
  ['a connection closed without a word', error({ code: 'ECONNECTION' }), { kind: 'offline', reason: 'lost' }],
  ['no connection in time', error({ code: 'ETIMEDOUT', timeoutType: 'CONNECT_TIMEOUT' }), { kind: 'offline', reason: 'timeout' }],
  [
    'no greeting in time',
    error({ code: 'ETIMEDOUT', timeoutType: 'GREETING_TIMEOUT' }),
    { kind: 'offline', reason: 'timeout', text: expect.stringContaining('SMTP') },
  ],
  [
    'silence later',
    error({ code: 'ETIMEDOUT', timeoutType: 'SOCKET_TIMEOUT' }),
    { kind: 'offline', reason: 'timeout', text: 'mail.example.org stopped answering.' },
  ],
  [
    'plain text on a TLS port',
    error({ code: 'ESOCKET', originalCode: 'ERR_SSL_WRONG_VERSION_NUMBER' }),
    { kind: 'tls', text: expect.stringContaining('does not speak TLS') },
  ],
  [
    'a refused STARTTLS',
    error({ code: 'ETLS', response: '454 4.7.0 TLS not available', command: 'STARTTLS' }),
    { kind: 'tls', code: '4.7.0', text: expect.stringContaining('STARTTLS') },
  ],
  [
    'EHLO unknown where STARTTLS is wanted',
    error({ code: 'ECONNECTION', response: '502 what?', command: 'EHLO' }),
    { kind: 'tls', code: '502' },
  ],
  [
    'a wrong password',
    error({ code: 'EAUTH', response: '535 5.7.8 no' }),
    { kind: 'auth', retry: 'after-user', code: '5.7.8', server: '535 5.7.8 no' },
  ],
  ['a password that could not be checked', error({ code: 'EAUTH', response: '454 4.7.0 try again' }), { kind: 'busy', retry: 'later' }],
  ['an unknown way of signing in', error({ code: 'EAUTH', response: '504 no such mechanism' }), { kind: 'unsupported' }],
  ['no common way of signing in', error({ code: 'EAUTH' }), { kind: 'unsupported' }],
  ['a sign-in that is asked for at MAIL', error({ code: 'EENVELOPE', response: '530 5.7.0 Authentication required' }), { kind: 'auth' }],
  [
    'greylisting',
    error({ code: 'EENVELOPE', response: '450 4.2.0 greylisted' }),
    { kind: 'busy', retry: 'later', server: '450 4.2.0 greylisted' },
  ],
  ['a server that closes', error({ code: 'ECONNECTION', response: '421 shutting down' }), { kind: 'busy', code: '421' }],
  [
    'a greeting that says no for now',
    error({ code: 'EPROTOCOL', response: '421 too busy' }, 'Invalid greeting. response=421'),
    { kind: 'busy' },
  ],
  [
    'a greeting that says no',
    error({ code: 'EPROTOCOL', response: '554 no mail from you' }, 'Invalid greeting. response=554'),
    { kind: 'rejected' },
  ],
  [
    'another protocol',
    error({ code: 'EPROTOCOL', response: '+OK POP3 ready' }, 'Invalid greeting. response=+OK'),
    { kind: 'protocol', retry: 'never', server: '+OK POP3 ready' },
  ],
  [
    'an answer nobody asked for',
    error({ code: 'EPROTOCOL', response: '250 again' }, 'Unexpected Response'),
    { kind: 'protocol', retry: 'later' },
  ],
  ['a full mailbox', error({ code: 'EMESSAGE', response: '552 5.2.2 mailbox full' }), { kind: 'quota', retry: 'after-user' }],
  ['no room', error({ code: 'EENVELOPE', response: '452 no room' }), { kind: 'quota' }],
  ['the disk of the server full for now', error({ code: 'EENVELOPE', response: '452 4.3.1 low on disk' }), { kind: 'busy' }],
  ['too many recipients', error({ code: 'EENVELOPE', response: '452 4.5.3 too many' }), { kind: 'busy' }],
  ['too big, said afterwards', error({ code: 'EMESSAGE', response: '552 5.3.4 too big' }), { kind: 'rejected', retry: 'never' }],
  [
    'too big, known before',
    error({ code: 'EMESSAGE' }, 'Message size larger than allowed 1000000'),
    { kind: 'rejected', text: expect.stringContaining('1,000,000') },
  ],
  ['spam', error({ code: 'EMESSAGE', response: '554 5.7.1 looks like spam' }), { kind: 'rejected', retry: 'never', code: '5.7.1' }],
  [
    'all recipients refused',
    error({ code: 'EENVELOPE', response: '550 5.1.1 nobody here' }),
    { kind: 'rejected', server: '550 5.1.1 nobody here' },
  ],
  ['an address the library refuses', error({ code: 'EENVELOPE' }), { kind: 'rejected', text: 'An address of this mail is not valid.' }],
  ['our own failure', new MailFailureError(cancelledFailure()), { kind: 'cancelled' }],
  ['anything else', new TypeError('oh'), { kind: 'bug', code: 'oh' }],
];

describe('what an SMTP error means', () => {
  it.each(table)('%s', (_what, thrown, failure) => {
    expect(failureFor(thrown)).toMatchObject(failure);
  });

  it('only a refusal of the message itself proves that it was not sent', () => {
    expect(isRefusedMessage(error({ code: 'EMESSAGE', response: '554 no' }))).toBe(true);
    expect(isRefusedMessage(error({ code: 'EMESSAGE', response: '451 later' }))).toBe(true);
    expect(isRefusedMessage(error({ code: 'EMESSAGE', response: '354 go on' }))).toBe(false);
    expect(isRefusedMessage(error({ code: 'ECONNECTION', response: '554 no' }))).toBe(false);
    expect(isRefusedMessage(error({ code: 'ETIMEDOUT' }))).toBe(false);
  });
});

describe('the words of a server', () => {
  const credentials = { userName: 'ann', password: 'secret word' };
  const plain = Buffer.from('\0ann\0secret word').toString('base64');

  it('never carry the password, however it was sent', () => {
    const said = `535 AUTH PLAIN ${plain} and ${Buffer.from('secret word').toString('base64')} and secret word\r\n535 for ann`;
    expect(replyWords(said, credentials, true)).toBe('535 AUTH PLAIN *** and *** and ***  535 for ***');
  });

  it('may name the user once signed in', () => {
    expect(replyWords('553 sender is not ann!', credentials, false)).toBe('553 sender is not ann!');
  });
});

// Servers that break off, repeat themselves or strip encryption, at a chosen line of the dialogue.
import { afterEach, describe, expect, it } from 'vitest';
import { createSubmitter, type SmtpTimeouts } from '../../main/backends/smtp/send.ts';
import type { Security } from '../../shared/account.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { startScriptedServer, type ScriptedServer, type Step } from '../doubles/scripted-server.ts';

const timeouts: SmtpTimeouts = { connect: 5000, greeting: 300, idle: 300, farewell: 300 };
const raw = Buffer.from('Subject: hello\r\n\r\nhello\r\n');
const envelope = { mailFrom: 'ann@example.org', rcptTo: ['bob@example.org'] };
const never = new AbortController().signal;

const greeting: readonly Step[] = [{ send: '220 ready\r\n' }, { expect: /EHLO .*/ }];
const signIn: readonly Step[] = [
  ...greeting,
  { send: '250-me\r\n250 AUTH PLAIN\r\n' },
  { expect: /AUTH PLAIN .*/ },
  { send: '235 fine\r\n' },
];
const recipients: readonly Step[] = [
  ...signIn,
  { expect: /MAIL FROM:.*/ },
  { send: '250 ok\r\n' },
  { expect: /RCPT TO:.*/ },
  { send: '250 ok\r\n' },
];
const data: readonly Step[] = [...recipients, { expect: 'DATA' }, { send: '354 go\r\n' }];
const message: readonly Step[] = [...data, { skipTo: '.' }];

/** Aborts when the server has come to this step. */
function abortWith(stop: AbortController): Step {
  return {
    send: () => {
      stop.abort();
      return '';
    },
  };
}

let server: ScriptedServer | undefined;
afterEach(() => server?.stop());

async function submitTo(script: readonly Step[], security: Security = 'none', bytes = raw, signal = never): Promise<MailFailure | 'sent'> {
  server = await startScriptedServer(script);
  const address = { host: '127.0.0.1', port: server.port, security, userName: 'ann' };
  try {
    await createSubmitter(address, 'secret', { timeouts }).submit(bytes, envelope, signal);
    return 'sent';
  } catch (thrown) {
    if (thrown instanceof MailFailureError) return thrown.failure;
    throw thrown;
  }
}

describe('before the whole message was handed over, it was not sent', () => {
  it.each<[string, readonly Step[], Partial<MailFailure>]>([
    ['cut at the greeting', ['cut'], { kind: 'offline' }],
    ['no greeting', ['stall'], { kind: 'offline' }],
    ['refused at the greeting', [{ send: '554 go away\r\n' }], { kind: 'rejected' }],
    ['another protocol', [{ send: '+OK POP3 ready\r\n' }], { kind: 'protocol', retry: 'never' }],
    ['cut at EHLO', [...greeting, 'cut'], { kind: 'offline' }],
    ['reset at EHLO', [...greeting, 'reset'], { kind: 'offline' }],
    ['no sign-in offered', [...greeting, { send: '250 me\r\n' }], { kind: 'unsupported' }],
    ['a password that cannot be checked', [...signIn.slice(0, -1), { send: '454 4.7.0 later\r\n' }], { kind: 'busy' }],
    ['cut at sign-in', [...signIn.slice(0, -1), 'cut'], { kind: 'offline' }],
    ['cut after MAIL', [...signIn, { expect: /MAIL .*/ }, 'cut'], { kind: 'offline' }],
    ['silence after RCPT', [...recipients.slice(0, -1), 'stall'], { kind: 'offline' }],
    ['closing at DATA', [...recipients, { expect: 'DATA' }, { send: '421 closing\r\n' }, 'cut'], { kind: 'busy' }],
    ['cut instead of the answer to DATA', [...recipients, { expect: 'DATA' }, 'cut'], { kind: 'offline' }],
  ])('%s', async (_what, script, failure) => {
    expect(await submitTo(script)).toMatchObject(failure);
  });

  it('cut in the middle of a big message', async () => {
    const big = Buffer.concat([raw, Buffer.alloc(30_000_000, 'x'.repeat(70) + '\r\n')]);
    expect(await submitTo([...data, { read: 200_000 }, 'reset'], 'none', big)).toMatchObject({ kind: 'offline' });
  });

  it('a second yes while the message is still on its way', async () => {
    const big = Buffer.concat([raw, Buffer.alloc(30_000_000, 'x'.repeat(70) + '\r\n')]);
    expect(await submitTo([...data, { send: '250 ok\r\n' }, 'stall'], 'none', big)).toMatchObject({ kind: 'protocol', retry: 'later' });
  });

  it('an abort ends it at once', async () => {
    const stop = new AbortController();
    const submitting = submitTo([...recipients.slice(0, -1), abortWith(stop), 'stall'], 'none', raw, stop.signal);
    expect(await submitting).toMatchObject({ kind: 'cancelled' });
  });
});

describe('after the whole message was handed over', () => {
  const maybe = { kind: 'protocol', retry: 'never', code: 'MAYBE_SENT' };
  it.each<[string, readonly Step[], object]>([
    ['cut: maybe sent', [...message, 'cut'], maybe],
    ['reset: maybe sent', [...message, 'reset'], maybe],
    ['silence: maybe sent', [...message, 'stall'], maybe],
    ['half an answer: maybe sent', [...message, { send: '25' }, 'cut'], maybe],
    ['an answer without sense: maybe sent', [...message, { send: '354 go\r\n' }, 'cut'], maybe],
    ['a refusal: not sent', [...message, { send: '554 no\r\n' }], { kind: 'rejected' }],
    ['a refusal for now: not sent', [...message, { send: '451 later\r\n' }], { kind: 'busy' }],
    ['a refusal with good-bye: not sent', [...message, { send: '421 later\r\n' }, 'cut'], { kind: 'busy' }],
  ])('%s', async (_what, script, failure) => {
    expect(await submitTo(script)).toMatchObject(failure);
  });

  it('a yes means sent, whatever becomes of the good-bye', async () => {
    expect(await submitTo([...message, { send: '250 ok\r\n' }, { expect: 'QUIT' }, 'stall'])).toBe('sent');
    await server?.finished();
  });

  it('a doubled yes does no harm', async () => {
    expect(await submitTo([...message, { send: '250 ok\r\n250 ok\r\n' }, 'cut'])).toBe('sent');
  });

  it('an abort waits a moment for the answer', async () => {
    const stop = new AbortController();
    const script: readonly Step[] = [...message, abortWith(stop), { send: '250 ok\r\n' }, { expect: 'QUIT' }, { send: '221 bye\r\n' }];
    expect(await submitTo(script, 'none', raw, stop.signal)).toBe('sent');
  });
});

describe('encryption that was asked for', () => {
  it.each<[string, readonly Step[]]>([
    ['is not offered', [...greeting, { send: '250-me\r\n250 AUTH PLAIN\r\n' }, { expect: 'STARTTLS' }, { send: '502 unknown\r\n' }]],
    ['is refused', [...greeting, { send: '250-me\r\n250 STARTTLS\r\n' }, { expect: 'STARTTLS' }, { send: '454 not now\r\n' }]],
    ['cannot be asked for', [...greeting, { send: '502 EHLO unknown\r\n' }]],
  ])('%s: nothing more is said', async (_what, script) => {
    expect(await submitTo(script, 'starttls')).toMatchObject({ kind: 'tls', retry: 'after-user' });
    await server?.finished();
  });

  it('is broken by what follows: the password stays here', async () => {
    const script: readonly Step[] = [
      ...greeting,
      { send: '250 STARTTLS\r\n' },
      { expect: 'STARTTLS' },
      { send: '220 go\r\nthis is not TLS\r\n' },
      'stall',
    ];
    expect((await submitTo(script, 'starttls')) as MailFailure).toMatchObject({ kind: expect.stringMatching(/tls|offline/) });
  });
});

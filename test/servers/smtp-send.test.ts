// Sending against a real SMTP server: every kind of connection, every answer for recipients and message.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSubmitter } from '../../main/backends/smtp/send.ts';
import type { Security, ServerAddress } from '../../shared/account.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { startSmtpSink, type SmtpSink } from './support/smtp-sink.ts';

const password = 'a secret of ann';
const raw = Buffer.from('Subject: =?utf-8?q?caf=C3=A9?=\r\nFrom: ann@example.org\r\n\r\n.one dot\r\n..two\r\n.\r\ncaf\u00e9\r\n', 'utf8');
const envelope = { mailFrom: 'ann@example.org', rcptTo: ['bob@example.org', 'cy@example.org'] };
const never = new AbortController().signal;

let sink: SmtpSink;
beforeAll(async () => {
  sink = await startSmtpSink({ users: { ann: password } });
});
afterAll(() => sink.stop());
beforeEach(() => sink.behave({ kind: 'accept' }));

function address(security: Security, other: Partial<ServerAddress> = {}): ServerAddress {
  return { host: 'localhost', port: security === 'tls' ? sink.ports.smtps : sink.ports.smtp, security, userName: 'ann', ...other };
}

async function failureOf(attempt: Promise<unknown>): Promise<MailFailure> {
  const thrown: unknown = await attempt.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof MailFailureError)) throw new Error('no MailFailureError', { cause: thrown });
  expect(JSON.stringify(thrown.failure)).not.toContain(password);
  expect(String(thrown.stack)).not.toContain(password);
  return thrown.failure;
}

describe('sending', () => {
  it.each(['none', 'starttls', 'tls'] as const)('delivers the exact bytes to the given envelope (%s)', async (security) => {
    const count = sink.messages.length;
    const report = await createSubmitter(address(security), password, { ca: sink.ca }).submit(raw, envelope, never);
    expect(report).toEqual({ accepted: envelope.rcptTo, rejected: [] });
    const messages = await sink.waitForMessages(count + 1);
    expect(messages.at(-1)).toEqual({ ...envelope, user: 'ann', raw });
  });

  it('delivers a message larger than any buffer', async () => {
    const count = sink.messages.length;
    const big = Buffer.concat([raw, Buffer.from(`${'.x'.repeat(35)}\r\n`.repeat(60_000))]);
    await createSubmitter(address('tls'), password, { ca: sink.ca }).submit(big, envelope, never);
    expect((await sink.waitForMessages(count + 1)).at(-1)?.raw.equals(big)).toBe(true);
  });

  it('says who was refused, in the words of the server', async () => {
    sink.behave({ kind: 'refuse-recipients', addresses: ['cy@example.org'], code: 550, text: 'No such user here' });
    const report = await createSubmitter(address('none'), password).submit(raw, envelope, never);
    expect(report).toEqual({ accepted: ['bob@example.org'], rejected: [{ address: 'cy@example.org', server: '550 No such user here' }] });
  });

  it('fails when everyone is refused', async () => {
    sink.behave({ kind: 'refuse-recipients', addresses: envelope.rcptTo });
    const count = sink.messages.length;
    const failure = await failureOf(createSubmitter(address('none'), password).submit(raw, envelope, never));
    expect(failure).toMatchObject({ kind: 'rejected', retry: 'never', server: '550 No such user here' });
    expect(sink.messages).toHaveLength(count);
  });

  it.each([
    [451, 'Greylisted', 'busy'],
    [552, 'Mailbox full', 'quota'],
    [554, 'Looks like spam', 'rejected'],
  ] as const)('understands %i for the message', async (code, text, kind) => {
    sink.behave({ kind: 'refuse-message', code, text });
    const failure = await failureOf(createSubmitter(address('none'), password).submit(raw, envelope, never));
    expect(failure).toMatchObject({ kind, code: String(code), server: `${code} ${text}` });
  });

  it('says "maybe sent" when the line breaks after the message', async () => {
    sink.behave({ kind: 'cut-after-data' });
    const failure = await failureOf(createSubmitter(address('starttls'), password, { ca: sink.ca }).submit(raw, envelope, never));
    expect(failure).toMatchObject({ kind: 'protocol', retry: 'never', code: 'MAYBE_SENT' });
  });

  it('takes no step after an abort', async () => {
    const failure = await failureOf(createSubmitter(address('none'), password).submit(raw, envelope, AbortSignal.abort()));
    expect(failure.kind).toBe('cancelled');
  });

  it('refuses an address that would be a second command', async () => {
    const hostile = { mailFrom: 'ann@example.org', rcptTo: ['x@y.z>\r\nRCPT TO:<evil@example.org'] };
    expect(await failureOf(createSubmitter(address('none'), password).submit(raw, hostile, never))).toMatchObject({ kind: 'rejected' });
  });
});

describe('verifying', () => {
  it('signs in and out', async () => {
    const count = sink.messages.length;
    await createSubmitter(address('starttls'), password, { ca: sink.ca }).verify(never);
    expect(sink.messages).toHaveLength(count);
  });

  it('knows a wrong password', async () => {
    const failure = await failureOf(createSubmitter(address('tls'), 'wrong', { ca: sink.ca }).verify(never));
    expect(failure).toMatchObject({ kind: 'auth', retry: 'after-user', server: expect.stringContaining('535') });
  });

  it('shows a certificate nobody vouches for, and takes it once it was accepted', async () => {
    for (const security of ['tls', 'starttls'] as const) {
      const failure = await failureOf(createSubmitter(address(security), password).verify(never));
      if (failure.kind !== 'tls' || failure.certificate === undefined) throw new Error(`no certificate: ${failure.text}`);
      const accepted = address(security, { trustedCertificate: failure.certificate.pem });
      await createSubmitter(accepted, password).verify(never);
    }
  });

  it('says that nothing listens there', async () => {
    const other = await startSmtpSink();
    await other.stop();
    const failure = await failureOf(createSubmitter(address('none', { port: other.ports.smtp }), password).verify(never));
    expect(failure).toMatchObject({ kind: 'offline', reason: 'refused' });
  });
});

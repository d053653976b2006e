import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startSmtpSink, type SmtpSink } from './support/smtp-sink.ts';

const raw = 'From: ann@example.test\r\nSubject: hello\r\n\r\n.dot at the start\r\nend\r\n';
const envelope = { from: 'ann@example.test', to: ['bob@example.test', 'eve@example.test'] };

describe('the SMTP sink', () => {
  let sink: SmtpSink;
  beforeEach(async () => {
    sink = await startSmtpSink({ users: { ann: 'secret' } });
  });
  afterEach(() => sink.stop());

  const send = (pass = 'secret', secure = true): Promise<unknown> =>
    createTransport({
      host: sink.host,
      port: secure ? sink.ports.smtps : sink.ports.smtp,
      secure,
      requireTLS: true,
      auth: { user: 'ann', pass },
      tls: { ca: sink.ca, servername: 'localhost' },
    }).sendMail({ envelope, raw });

  it.each([
    ['TLS', true],
    ['STARTTLS', false],
  ])('keeps envelope, user and exact bytes over %s', async (_, secure) => {
    await send('secret', secure);
    expect(await sink.waitForMessages(1)).toEqual([{ mailFrom: envelope.from, rcptTo: envelope.to, user: 'ann', raw: Buffer.from(raw) }]);
  });

  it('refuses a wrong password', async () => {
    await expect(send('wrong')).rejects.toMatchObject({ code: 'EAUTH', responseCode: 535 });
  });

  it('refuses one recipient and takes the other', async () => {
    sink.behave({ kind: 'refuse-recipients', addresses: ['eve@example.test'] });
    expect(await send()).toMatchObject({ accepted: ['bob@example.test'], rejected: ['eve@example.test'] });
    expect(sink.messages[0]?.rcptTo).toEqual(['bob@example.test']);
  });

  it('refuses a message for now, and takes it afterwards', async () => {
    sink.behave({ kind: 'refuse-message', code: 451, text: 'Try again later' });
    await expect(send()).rejects.toMatchObject({ responseCode: 451 });
    expect(sink.messages).toEqual([]);
    sink.behave({ kind: 'accept' });
    await send();
    expect(sink.messages).toHaveLength(1);
  });

  it('breaks off after it has the message', async () => {
    sink.behave({ kind: 'cut-after-data' });
    await expect(send()).rejects.toMatchObject({ command: 'CONN' });
    expect(sink.messages).toHaveLength(1);
  });

  it('stops and comes back on the same ports', async () => {
    await sink.stop();
    await expect(send()).rejects.toMatchObject({ code: 'ESOCKET' });
    await sink.start();
    await send();
    expect(sink.messages).toHaveLength(1);
  });
});

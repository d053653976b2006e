import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { newAccount, type NewAccount } from './support/new-account.ts';
import { draftTo, eventually } from './support/running-account.ts';
import { type SmtpSink, startSmtpSink } from './support/smtp-sink.ts';

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

/** An account with an outgoing server of its own. */
async function sender(kind: 'imap' | 'pop'): Promise<NewAccount & { readonly smtp: SmtpSink }> {
  const smtp = await startSmtpSink();
  onTestFinished(() => smtp.stop());
  const running = await newAccount(dovecot, kind, 0, {
    outgoing: { host: '127.0.0.1', security: 'none', userName: 'x', port: smtp.ports.smtp },
  });
  return { ...running, smtp };
}

describe.each(['imap', 'pop'] as const)('a partly refused mail (%s)', (kind) => {
  it('goes to those who did not get it when the person sends it again, and stays one mail in Sent', async () => {
    const { worker, reader, rows, smtp } = await sender(kind);
    await eventually(async () => expect(await rows('sent')).toEqual([]));
    smtp.behave({ kind: 'refuse-recipients', addresses: ['nobody@example.net'] });
    await worker.submit({ kind: 'send', draft: draftTo('bob@example.net, nobody@example.net'), files: [] });
    await eventually(async () => expect(await reader.outbox()).toMatchObject([{ state: 'failed', to: ['nobody@example.net'] }]));
    // The copy for Sent is filed, so that it could be taken for proof that the mail went out.
    await eventually(async () =>
      expect((await rows('sent')).map(({ place }) => place.kind)).toEqual([kind === 'imap' ? 'server-and-here' : 'here']),
    );

    smtp.behave({ kind: 'accept' });
    const [refused] = await reader.outbox();
    if (refused === undefined) throw new Error('it waits');
    await worker.retrySend(refused.operationId);
    await eventually(async () => expect(await reader.outbox()).toEqual([]));
    expect(smtp.messages.map(({ rcptTo }) => rcptTo)).toEqual([['bob@example.net'], ['nobody@example.net']]);
    await worker.checkMail();
    expect(await rows('sent')).toHaveLength(1);
  });
});

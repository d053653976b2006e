import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { answeredFlag, flaggedFlag, seenFlag } from '../../shared/message.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { letter } from './support/imap-scene.ts';
import { type AccountOptions, draftTo, eventually, runAccount, type RunningAccount } from './support/running-account.ts';
import { type SmtpSink, startSmtpSink } from './support/smtp-sink.ts';

let dovecot: DovecotServer;
let smtp: SmtpSink;
beforeAll(async () => {
  [dovecot, smtp] = await Promise.all([startDovecot(), startSmtpSink()]);
});
afterAll(() => Promise.all([dovecot.stop(), smtp.stop()]));

let users = 0;

/** A new user with that many letters in the inbox, and our whole worker on it. */
async function account(
  kind: 'imap' | 'pop',
  letters: number,
  changes: Partial<AccountOptions> = {},
): Promise<RunningAccount & { readonly user: string }> {
  users += 1;
  const { user, password } = await dovecot.addUser(`worker${users}`);
  for (let number = 1; number <= letters; number++) await dovecot.deliver(user, 'INBOX', { raw: letter(number) });
  const server = { host: '127.0.0.1', security: 'none', userName: user } as const;
  const running = await runAccount({
    kind,
    address: `${user}@example.org`,
    incoming: { ...server, port: kind === 'imap' ? dovecot.ports.imap : dovecot.ports.pop3 },
    outgoing: { ...server, port: smtp.ports.smtp },
    password,
    ...changes,
  });
  onTestFinished(() => running.end());
  return { ...running, user };
}

const rawSubjects = async (user: string, mailbox: string): Promise<string[]> =>
  ((await dovecot.contents(user)).get(mailbox) ?? []).map(({ raw }) => /^Subject: (.*)$/mu.exec(raw.toString())?.[1]?.trim() ?? '').sort();

describe('an IMAP account', () => {
  it('shows mailboxes and mail, hears of new mail by itself, and carries actions out on the server', async () => {
    const { user, worker, rows, mailbox, status, heard } = await account('imap', 3);
    await eventually(async () => expect(await rows('inbox')).toHaveLength(3));
    await eventually(() => expect(status()).toMatchObject({ connection: { state: 'online' }, activity: null }));
    expect((await rows('inbox')).map(({ place }) => place.kind)).toEqual(Array(3).fill('server-and-here'));

    await dovecot.deliver(user, 'INBOX', { raw: letter(4) });
    await eventually(async () => expect((await rows('inbox')).map(({ subject }) => subject)).toContain('Letter 4'));
    await eventually(() => expect(heard['mail.arrived']).toMatchObject([{ count: 1, newest: { subject: 'Letter 4' } }]));

    const [first, second] = await rows('inbox');
    if (first === undefined || second === undefined) throw new Error('two rows');
    await worker.submit({ kind: 'set-flags', refs: [first.ref], change: { add: [seenFlag, flaggedFlag], remove: [] } });
    expect((await mailbox('inbox')).unread).toBe(3);
    await worker.submit({ kind: 'move-to-role', refs: [second.ref], role: 'trash' });
    expect((await rows('trash')).map(({ subject, place }) => [subject, place.kind])).toEqual([[second.subject, 'moving']]);
    await eventually(async () => expect(await rawSubjects(user, 'Trash')).toEqual([second.subject]));
    await eventually(async () => expect((await rows('trash'))[0]?.place.kind).toBe('server-and-here'));
    const flagged = (await dovecot.contents(user)).get('INBOX')?.filter(({ flags }) => flags.includes('\\Flagged'));
    expect(flagged).toHaveLength(1);
  });

  it('is read and acted on without its server, and the actions are carried out when it is back', async () => {
    const own = await startDovecot();
    onTestFinished(() => own.stop());
    const { user, password } = await own.addUser('plug');
    for (const number of [1, 2]) await own.deliver(user, 'INBOX', { raw: letter(number) });
    const server = { host: '127.0.0.1', security: 'none', userName: user } as const;
    const options = { kind: 'imap', address: 'plug@example.org', password, outgoing: { ...server, port: smtp.ports.smtp } } as const;
    const running = await runAccount({ ...options, incoming: { ...server, port: own.ports.imap } });
    onTestFinished(() => running.end());
    await eventually(async () =>
      expect((await running.rows('inbox')).map(({ place }) => place.kind)).toEqual(['server-and-here', 'server-and-here']),
    );

    await own.stop({ keep: true });
    await running.stop();
    await running.startAgain();
    await eventually(() =>
      expect(running.status()).toMatchObject({ connection: { state: 'offline', failure: { kind: 'offline', reason: 'refused' } } }),
    );
    const [row] = await running.rows('inbox');
    if (row === undefined) throw new Error('a row');
    expect((await running.reader.content(row.ref)).body).toMatchObject({ state: 'here' });
    await running.worker.submit({ kind: 'move-to-role', refs: [row.ref], role: 'archive' });
    expect(running.status()?.queued).toBe(1);

    await own.start();
    await running.worker.wake();
    await eventually(async () => {
      const archived = (await own.contents(user)).get('Archive') ?? [];
      expect(archived.map(({ raw }) => raw.toString())).toEqual([expect.stringContaining(`Subject: ${row.subject}`)]);
    });
    await eventually(() => expect(running.status()).toMatchObject({ connection: { state: 'online' }, queued: 0 }));
  });

  it('sends a reply, files it in Sent on the server once, and marks what it answers', async () => {
    const { user, worker, rows } = await account('imap', 1);
    await eventually(async () => expect(await rows('inbox')).toHaveLength(1));
    const [original] = await rows('inbox');
    if (original === undefined) throw new Error('a row');
    const before = smtp.messages.length;
    await worker.submit({
      kind: 'send',
      files: [],
      draft: draftTo('Bob <bob@example.net>', {
        bcc: 'secret@example.net',
        subject: 'Re: Letter 1',
        inReplyTo: { ref: original.ref, how: 'reply' },
      }),
    });
    const sent = (await smtp.waitForMessages(before + 1))[before];
    expect(sent).toMatchObject({ mailFrom: `${user}@example.org`, rcptTo: ['bob@example.net', 'secret@example.net'] });
    expect(sent?.raw.toString()).not.toContain('secret@example.net');
    await eventually(async () => expect(await rawSubjects(user, 'Sent')).toEqual(['Re: Letter 1']));
    await eventually(async () => expect((await rows('inbox'))[0]?.flags).toContain(answeredFlag));
    await eventually(async () => expect((await rows('sent')).map(({ place }) => place.kind)).toEqual(['server-and-here']));
  });

  it('asks for the password when it is wrong, and goes on with the right one', async () => {
    const { user, worker, heard, status, rows } = await account('imap', 1, { password: 'wrong' });
    await eventually(() => expect(heard['credentials.needed']).toMatchObject([{ failure: { kind: 'auth' } }]));
    expect(status()).toMatchObject({ connection: { state: 'offline', failure: { kind: 'auth' } } });
    expect(JSON.stringify(heard)).not.toContain('wrong"');
    await worker.setPassword(`password of ${user}`);
    await eventually(async () => expect(await rows('inbox')).toHaveLength(1));
  });
});

describe('a POP account', () => {
  it('downloads its mail into the local mailbox, byte for byte, once; deleting is local', async () => {
    const { user, worker, reader, rows, mailbox } = await account('pop', 3);
    await eventually(async () => expect(await rows('inbox')).toHaveLength(3));
    const [row] = await rows('inbox');
    if (row === undefined) throw new Error('a row');
    expect(row.place.kind).toBe('server-and-here');
    await worker.submit({ kind: 'move-to-role', refs: [row.ref], role: 'trash' });
    const trash = await mailbox('trash');
    await worker.submit({ kind: 'expunge', refs: [{ ...row.ref, mailboxId: trash.id }] });
    await worker.checkMail();
    expect(await rows('inbox')).toHaveLength(2);
    expect(await rows('trash')).toHaveLength(0);
    expect(await rawSubjects(user, 'INBOX')).toEqual(['Letter 1', 'Letter 2', 'Letter 3']);
    expect((await reader.storage())[0]).toMatchObject({ kind: 'pop', messages: 2, messagesHere: 2 });
  });

  it('takes a deletion to the server when that was chosen', async () => {
    const { user, worker, rows } = await account('pop', 2, { copies: { kind: 'remove-when-deleted' } });
    await eventually(async () => expect(await rows('inbox')).toHaveLength(2));
    const [row] = await rows('inbox');
    if (row === undefined) throw new Error('a row');
    await worker.submit({ kind: 'move-to-role', refs: [row.ref], role: 'trash' });
    await worker.checkMail();
    expect(await rawSubjects(user, 'INBOX')).toHaveLength(1);
    expect((await rows('trash')).map(({ place }) => place.kind)).toEqual(['here']);
  });

  it('keeps what it sent in the local Sent', async () => {
    const { worker, rows, reader } = await account('pop', 0);
    const before = smtp.messages.length;
    await worker.submit({ kind: 'send', draft: draftTo('bob@example.net'), files: [] });
    await smtp.waitForMessages(before + 1);
    await eventually(async () =>
      expect((await rows('sent')).map(({ subject, place }) => [subject, place.kind])).toEqual([['Hello', 'here']]),
    );
    expect(await reader.outbox()).toEqual([]);
  });
});

describe('the outbox', () => {
  it('keeps a mail through a restart and sends it when the server is back', async () => {
    const own = await startSmtpSink();
    onTestFinished(() => own.stop());
    const server = { host: '127.0.0.1', security: 'none', userName: 'x' } as const;
    await own.stop();
    const { worker, reader, stop, startAgain } = await account('pop', 0, { outgoing: { ...server, port: own.ports.smtp } });
    await worker.submit({ kind: 'send', draft: draftTo('bob@example.net'), files: [] });
    await eventually(async () =>
      expect(await reader.outbox()).toMatchObject([{ state: 'pending', attempts: 1, failure: { kind: 'offline' } }]),
    );
    await stop();
    await own.start();
    await startAgain();
    const [waiting] = await reader.outbox();
    if (waiting === undefined) throw new Error('it waits');
    await worker.retrySend(waiting.operationId);
    await own.waitForMessages(1);
    await eventually(async () => expect(await reader.outbox()).toEqual([]));
    expect(own.messages).toHaveLength(1);
  });

  it('does not send again by itself what may have been sent', async () => {
    const own = await startSmtpSink();
    onTestFinished(() => own.stop());
    own.behave({ kind: 'cut-after-data' });
    const server = { host: '127.0.0.1', security: 'none', userName: 'x' } as const;
    const { worker, reader, heard } = await account('pop', 0, { outgoing: { ...server, port: own.ports.smtp } });
    await worker.submit({ kind: 'send', draft: draftTo('bob@example.net'), files: [] });
    await eventually(async () => expect(await reader.outbox()).toMatchObject([{ state: 'failed', failure: { code: 'MAYBE_SENT' } }]));
    expect(heard['operation.failed']).toHaveLength(1);
    expect(own.messages).toHaveLength(1);
  });

  it('tells who did not get a partly refused mail, and keeps it for them alone', async () => {
    const own = await startSmtpSink();
    onTestFinished(() => own.stop());
    own.behave({ kind: 'refuse-recipients', addresses: ['nobody@example.net'] });
    const server = { host: '127.0.0.1', security: 'none', userName: 'x' } as const;
    const { worker, reader, rows } = await account('pop', 0, { outgoing: { ...server, port: own.ports.smtp } });
    await worker.submit({ kind: 'send', draft: draftTo('bob@example.net, nobody@example.net'), files: [] });
    await eventually(async () =>
      expect(await reader.outbox()).toMatchObject([{ state: 'failed', to: ['nobody@example.net'], failure: { kind: 'rejected' } }]),
    );
    expect(own.messages).toMatchObject([{ rcptTo: ['bob@example.net'] }]);
    await eventually(async () => expect(await rows('sent')).toHaveLength(1));
  });

  it('refuses a wrong address in words, and nothing is queued', async () => {
    const { worker, reader } = await account('pop', 0);
    await expect(worker.submit({ kind: 'send', draft: draftTo('bob at example'), files: [] })).rejects.toMatchObject({
      failure: { kind: 'rejected' },
    });
    expect(await reader.outbox()).toEqual([]);
  });
});

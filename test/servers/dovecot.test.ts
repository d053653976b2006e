import { ImapFlow } from 'imapflow';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDovecot, type DovecotServer, type DovecotUser } from './support/dovecot.ts';
import { connectPop } from './support/raw-pop.ts';

const mail = (subject: string): Buffer => Buffer.from(`From: ann@example.test\r\nSubject: ${subject}\r\n\r\nText of ${subject}.\r\n`);

describe('the private Dovecot', () => {
  let server: DovecotServer;
  beforeAll(async () => {
    server = await startDovecot();
  });
  afterAll(() => server.stop());

  it('offers over IMAP what the program relies on', async () => {
    const client = await openImap(server, await server.addUser('capabilities'));
    expect([...client.capabilities.keys()]).toEqual(
      expect.arrayContaining(['IDLE', 'CONDSTORE', 'QRESYNC', 'SPECIAL-USE', 'MOVE', 'QUOTA', 'UIDPLUS', 'LITERAL+']),
    );
    const roles = Object.fromEntries((await client.list()).map((mailbox) => [mailbox.path, mailbox.specialUse]));
    expect(roles).toEqual({ INBOX: '\\Inbox', Drafts: '\\Drafts', Sent: '\\Sent', Trash: '\\Trash', Junk: '\\Junk', Archive: '\\Archive' });
    await client.logout();
  });

  it('takes STARTTLS with a certificate of its authority', async () => {
    const user = await server.addUser('starttls', { password: 'colon: and ümlaut' });
    const client = await openImap(server, user, { port: server.ports.imap, secure: false, doSTARTTLS: true });
    expect(client.secureConnection).toBe(true);
    await client.logout();
  });

  it('refuses a wrong password, and at once also the fifth time', async () => {
    const { user } = await server.addUser('wrong');
    const started = Date.now();
    for (let attempt = 0; attempt < 5; attempt++) {
      await expect(openImap(server, { user, password: 'not this' })).rejects.toMatchObject({ authenticationFailed: true });
    }
    expect(Date.now() - started).toBeLessThan(5_000);
  });

  it('speaks POP3 with UIDL, STLS and pipelining', async () => {
    const { user, password } = await server.addUser('pop');
    await server.deliver(user, 'INBOX', { raw: mail('one') }, { raw: mail('two') });
    const pop = await connectPop(server.ports.pop3);
    await pop.line();
    expect(await pop.multiline('CAPA')).toEqual(expect.arrayContaining(['UIDL', 'STLS', 'PIPELINING', 'TOP', 'RESP-CODES']));
    expect(await pop.ask('STLS')).toMatch(/^\+OK/);
    await pop.startTls(server.ca);
    pop.send(`USER ${user}\r\nPASS ${password}\r\nSTAT\r\n`);
    expect(await pop.line()).toMatch(/^\+OK/);
    expect(await pop.line()).toMatch(/^\+OK Logged in/);
    expect(await pop.line()).toBe(`+OK 2 ${mail('one').length + mail('two').length}`);
    expect(new Set(await pop.multiline('UIDL')).size).toBe(2);
    expect(`${(await pop.multiline('RETR 2')).join('\r\n')}\r\n`).toBe(mail('two').toString());
    expect(await pop.ask('QUIT')).toMatch(/^\+OK/);
  });

  it('counts the quota, of what was delivered and of what was appended, and refuses what does not fit', async () => {
    const user = await server.addUser('quota', { quotaBytes: 100 * 1024 });
    await server.deliver(user.user, 'INBOX', { raw: Buffer.concat([mail('big'), Buffer.alloc(50 * 1024, 'x\r\n')]) });
    const client = await openImap(server, user);
    expect(await client.getQuota('INBOX')).toMatchObject({ storage: { usage: 51 * 1024, limit: 100 * 1024 } });
    await client.append('Archive', Buffer.alloc(30 * 1024, 'y\r\n'));
    expect(await client.getQuota('INBOX')).toMatchObject({ storage: { usage: 81 * 1024 } });
    await expect(client.append('Archive', Buffer.alloc(30 * 1024, 'z\r\n'))).rejects.toMatchObject({ serverResponseCode: 'OVERQUOTA' });
    await client.logout();
  });

  it('keeps users apart', async () => {
    const [one, two] = [await server.addUser('one'), await server.addUser('two')];
    await server.deliver(one.user, 'INBOX', { raw: mail('only for one') });
    const client = await openImap(server, two);
    expect(await client.status('INBOX', { messages: true })).toMatchObject({ messages: 0 });
    await client.logout();
    await expect(openImap(server, { user: two.user, password: one.password })).rejects.toThrow();
  });

  it('tells a waiting client of a delivery', async () => {
    const user = await server.addUser('idle');
    const client = await openImap(server, user);
    await client.mailboxOpen('INBOX');
    const told = new Promise<number>((resolve) => client.once('exists', (event: { readonly count: number }) => resolve(event.count)));
    const idle = client.idle();
    await server.deliver(user.user, 'INBOX', { raw: mail('news') });
    expect(await told).toBe(1);
    await client.noop();
    await idle;
    await client.logout();
  });

  it('serves hundreds of messages in the order of their delivery, and shows what it holds byte for byte', async () => {
    const user = await server.addUser('many');
    const subjects = Array.from({ length: 300 }, (_, at) => `number ${at}`);
    await server.deliver(user.user, 'Archive/2024', ...subjects.map((subject) => ({ raw: mail(subject) })));
    await server.deliver(user.user, 'INBOX', {
      raw: mail('dated'),
      flags: ['\\Seen', '\\Flagged'],
      internalDate: new Date('2020-02-03T04:05:06Z'),
    });
    const client = await openImap(server, user);
    await client.mailboxOpen('Archive/2024');
    const fetched = await client.fetchAll('1:*', { source: true });
    expect(fetched.map((message) => message.source?.toString())).toEqual(subjects.map((subject) => mail(subject).toString()));
    await client.mailboxOpen('INBOX');
    const dated = await client.fetchOne('1', { flags: true, internalDate: true });
    expect(dated).toMatchObject({ flags: new Set(['\\Flagged', '\\Seen', '\\Recent']), internalDate: new Date('2020-02-03T04:05:06Z') });
    await client.append('Sent', mail('appended'), ['\\Seen', '$Forwarded']);
    await client.logout();
    const held = await server.contents(user.user);
    expect(held.get('Archive/2024')?.map(({ raw }) => raw.toString())).toEqual(subjects.map((subject) => mail(subject).toString()));
    expect(held.get('Sent')).toEqual([{ raw: mail('appended'), flags: ['\\Seen', '$Forwarded'] }]);
  });
});

describe('a Dovecot that stops', () => {
  it('comes back on the same ports with its mail, and leaves neither process nor file behind in the end', async () => {
    const server = await startDovecot();
    const user = await server.addUser('offline');
    await server.deliver(user.user, 'INBOX', { raw: mail('kept') });
    const client = await openImap(server, user);
    const lost = new Promise<void>((resolve) => client.once('close', () => resolve()));
    await server.stop({ keep: true });
    await lost;
    await expect(openImap(server, user)).rejects.toMatchObject({ code: 'ECONNREFUSED' });

    await server.start();
    const again = await openImap(server, user);
    expect(await again.status('INBOX', { messages: true })).toMatchObject({ messages: 1 });

    const folder = dirname(dirname(dirname(server.maildir(user.user))));
    expect(await processesNaming(basename(folder))).not.toEqual([]);
    await server.stop();
    expect(await processesNaming(basename(folder))).toEqual([]);
    await expect(readdir(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('a certificate with something wrong', () => {
  it.each([
    ['self-signed', 'DEPTH_ZERO_SELF_SIGNED_CERT'],
    ['wrong-name', 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['expired', 'CERT_HAS_EXPIRED'],
  ] as const)('%s is refused as %s', async (certificate, code) => {
    const server = await startDovecot({ certificate });
    const socket = connectTls({ host: server.host, port: server.ports.imaps, servername: 'localhost', ca: server.ca });
    const refused = new Promise<unknown>((resolve) => socket.once('error', resolve));
    socket.once('secureConnect', () => socket.destroy(new Error('it was trusted')));
    expect(await refused).toMatchObject({ code });
    await server.stop();
  });
});

async function openImap(server: DovecotServer, { user, password }: DovecotUser, how: object = {}): Promise<ImapFlow> {
  const client = new ImapFlow({
    host: server.host,
    port: server.ports.imaps,
    secure: true,
    servername: 'localhost',
    auth: { user, pass: password },
    tls: { ca: server.ca },
    logger: false,
    ...how,
  });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Command lines of all processes that name the server's folder: Dovecot shows its instance name in each. */
async function processesNaming(word: string): Promise<readonly string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')));
  return lines.filter((line) => line.includes(word));
}

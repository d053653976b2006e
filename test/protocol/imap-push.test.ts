import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Backend, ServerListener } from '../../main/backends/backend.ts';
import { identitiesOf } from '../../main/backends/imap/arrivals.ts';
import { openImapConnection } from '../../main/backends/imap/connection.ts';
import { fetchFlags } from '../../main/backends/imap/flags.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import type { ImapConnection, ImapSession } from '../../main/backends/imap/session.ts';
import { fetchSources } from '../../main/backends/imap/sources.ts';
import type { AccountId, ImapAccount } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { answered, finished, selectedAgain, selectedInbox, signedIn } from '../doubles/imap-script.ts';
import { type ScriptedServer, startScriptedServer, type Step } from '../doubles/scripted-server.ts';

let server: ScriptedServer;
let backend: Backend;

afterEach(async () => {
  await backend.close();
  await server.stop();
});

const signal = new AbortController().signal;
const timeouts = { connect: 5000, greeting: 5000, silence: 5000, idle: 4000, probe: 200 };

async function start(...scripts: readonly (readonly Step[])[]): Promise<void> {
  server = await startScriptedServer(...scripts);
  const incoming = { host: server.host, port: server.port, security: 'none', userName: 'ann' } as const;
  const identity = { name: '', address: 'a@example.org' };
  const account: ImapAccount = { kind: 'imap', id: 'test' as AccountId, identity, incoming, outgoing: incoming };
  backend = createImapBackend(account, 'open sesame', { timeouts });
}

async function openHeard(): Promise<{ readonly connection: ImapConnection; readonly news: readonly string[] }> {
  const address = { host: server.host, port: server.port, security: 'none', userName: 'ann', timeouts } as const;
  const connection = await openImapConnection(address, 'open sesame', signal);
  onTestFinished(() => connection.close());
  const news: string[] = [];
  connection.onNews((path) => void news.push(path));
  return { connection, news };
}

interface Heard extends ServerListener {
  readonly news: readonly string[];
  readonly ends: readonly MailFailure[];
}

function listener(): Heard {
  const news: string[] = [];
  const ends: MailFailure[] = [];
  return { news, ends, changed: (path) => void news.push(path), lost: (failure) => void ends.push(failure) };
}

const inbox = selectedInbox({ exists: 1, uidNext: 2 });
const idling: readonly Step[] = [{ expect: /\S+ IDLE/ }, { send: '+ idling\r\n' }];
/** A first connection that signs in and then has nothing to do. */
const quiet: readonly Step[] = [...signedIn('IDLE'), 'stall'];
const greeted: readonly Step[] = [{ send: '* OK ready\r\n' }, ...answered('CAPABILITY', '* CAPABILITY IMAP4rev1')];

describe('the first connection, with nothing to do', () => {
  it('waits in a mailbox and hears of it', async () => {
    await start([...signedIn('IDLE'), ...inbox, ...idling, { send: '* 2 EXISTS\r\n* 1 FETCH (FLAGS (\\Seen))\r\n' }, 'stall']);
    await backend.connect(signal);
    const heard = listener();
    backend.listen?.(heard);
    expect(await backend.rest?.('INBOX')).toBe(false);
    expect(await backend.rest?.('INBOX')).toBe(true);
    expect(await backend.rest?.(null)).toBe(true);
    await vi.waitFor(() => expect(heard.news).toEqual(['INBOX', 'INBOX']), { timeout: 5000 });
    expect(heard.ends).toEqual([]);
  });

  it('asks by NOOP where the server has no IDLE', async () => {
    await start([...signedIn(''), ...inbox, ...answered('NOOP', '* 2 EXISTS'), 'stall']);
    await backend.connect(signal);
    const heard = listener();
    backend.listen?.(heard);
    await backend.rest?.('INBOX');
    await vi.waitFor(() => expect(heard.news).toEqual(['INBOX']), { timeout: 5000 });
  });

  it('takes what SELECT tells for no news', async () => {
    await start([
      ...signedIn('IDLE'),
      ...inbox,
      ...selectedAgain({ exists: 9, uidNext: 10 }),
      ...idling,
      { send: '* 10 EXISTS\r\n' },
      'stall',
    ]);
    const { connection, news } = await openHeard();
    const look = () =>
      connection.withMailbox({ path: 'INBOX', uidValidity: null, fresh: true }, (session) => Promise.resolve(session.exists()));
    expect([await look(), await look(), news]).toEqual([1, 9, []]);
    await vi.waitFor(() => expect(news).toEqual(['INBOX']), { timeout: 5000 });
  });

  it.each([
    ['texts', (session: ImapSession) => fetchSources(session, [{ uid: 1 }], async () => undefined), '* 1 FETCH (UID 1 BODY[] "Hi")'],
    ['what tells a copy', (session: ImapSession) => identitiesOf(session, [1]), '* 1 FETCH (UID 1 RFC822.SIZE 2)'],
    ['flags', (session: ImapSession) => fetchFlags(session, [1]), '* 1 FETCH (UID 1 FLAGS ())'],
  ])('hears of a change that is told amid the answer for %s', async (_, ask, answer) => {
    const meanwhile = String.raw`* 2 FETCH (UID 2 FLAGS (\Flagged))`;
    await start([...signedIn('IDLE'), ...selectedInbox({ exists: 2, uidNext: 3 }), ...answered('UID FETCH.*', answer, meanwhile), 'stall']);
    const { connection, news } = await openHeard();
    await connection.withMailbox({ path: 'INBOX', uidValidity: null }, async (session) => void (await ask(session)));
    expect(news).toEqual(['INBOX']);
  });

  it('says with which words the server hung up', async () => {
    await start([...signedIn('IDLE'), ...inbox, ...idling, { send: '* BYE Going down for maintenance\r\n' }, 'cut']);
    await backend.connect(signal);
    const heard = listener();
    backend.listen?.(heard);
    await backend.rest?.('INBOX');
    await vi.waitFor(() => expect(heard.ends).toHaveLength(1), { timeout: 5000 });
    expect(heard.ends[0]).toMatchObject({ kind: 'offline', reason: 'lost', server: 'Going down for maintenance' });
  });

  it('asks about another mailbox without leaving its own, and tells when that changed', async () => {
    const status = (messages: number): readonly Step[] =>
      answered('STATUS Work \\(.*\\)', `* STATUS Work (MESSAGES ${messages} UIDNEXT ${messages + 1} UIDVALIDITY 7 UNSEEN 0)`);
    await start([...signedIn(''), ...inbox, ...status(1), ...status(1), ...status(2), 'stall']);
    await backend.connect(signal);
    await backend.rest?.('INBOX');
    // The first answer says nothing about what was before.
    expect([await backend.peek?.('Work'), await backend.peek?.('Work'), await backend.peek?.('Work')]).toEqual([true, false, true]);
    // That one tells by itself.
    expect(await backend.peek?.('INBOX')).toBe(false);
  });
});

describe('a second connection', () => {
  it.each<[string, readonly Step[]]>([
    ['that is refused with [LIMIT]', [...greeted, ...finished('LOGIN .*', 'NO [LIMIT] one is enough')]],
    ['that is refused like a wrong password', [...greeted, ...finished('LOGIN .*', 'NO [AUTHENTICATIONFAILED] no')]],
    ['that is greeted with BYE', [{ send: '* BYE Too many connections from your address\r\n' }, 'cut']],
    ['that is hung up on', ['cut']],
  ])('%s leaves the first as it is', async (_how, refused) => {
    await start([...signedIn('IDLE'), ...answered('NOOP'), 'stall'], refused);
    await backend.connect(signal);
    const heard = listener();
    backend.listen?.(heard);
    await expect(backend.watch?.(heard)).rejects.toMatchObject({ failure: { text: expect.any(String) } });
    expect(await backend.prove?.()).toBe(true);
    expect([heard.news, heard.ends]).toEqual([[], []]);
  });

  it('that ends in the middle of IDLE says so', async () => {
    await start(quiet, [...signedIn('IDLE'), ...inbox, ...idling, { send: '* BYE Session expired\r\n' }, 'cut']);
    await backend.connect(signal);
    const heard = listener();
    await backend.watch?.(heard);
    await vi.waitFor(() => expect(heard.ends).toHaveLength(1), { timeout: 5000 });
    expect(heard.ends[0]).toMatchObject({ kind: 'offline', server: 'Session expired' });
  });
});

describe('a connection that has to prove itself', () => {
  const dead: readonly Step[] = [...signedIn('IDLE'), ...inbox, ...idling, 'stall'];

  it('is ended when it fell silent while it waited', async () => {
    await start(dead);
    await backend.connect(signal);
    const heard = listener();
    backend.listen?.(heard);
    await backend.rest?.('INBOX');
    await new Promise((resolve) => setTimeout(resolve, 1700));
    expect(await backend.prove?.()).toBe(false);
    expect(heard.ends).toMatchObject([{ kind: 'offline', reason: 'lost' }]);
  });

  it('is ended alone: the other one answered', async () => {
    await start([...signedIn('IDLE'), ...answered('NOOP'), 'stall'], dead);
    await backend.connect(signal);
    const [first, watch] = [listener(), listener()];
    backend.listen?.(first);
    await backend.watch?.(watch);
    expect(await backend.prove?.()).toBe(true);
    expect([first.ends, watch.ends.length]).toEqual([[], 1]);
  });
});

describe('a server that wants less of us', () => {
  it.each([
    ['UNAVAILABLE', 'NO [UNAVAILABLE] Try later'],
    ['LIMIT', 'NO [LIMIT] Too many connections'],
    ['INUSE', 'NO [INUSE] Mailbox is locked'],
  ])('says so at sign-in with [%s], and is not asked for another password', async (code, end) => {
    await start([...greeted, ...finished('LOGIN .*', end)]);
    await expect(backend.connect(signal)).rejects.toMatchObject({ failure: { kind: 'busy', retry: 'later', code } });
  });

  it('with a long wait is left at once, and its words are kept', async () => {
    const words = 'Request is throttled. Suggested Backoff Time: 92415 milliseconds';
    await start([...signedIn('UIDPLUS'), ...inbox, ...finished('UID SEARCH .*', `BAD ${words}`), 'stall']);
    await backend.connect(signal);
    const heard = listener();
    backend.listen?.(heard);
    await expect(backend.findByMessageId?.('INBOX', '<a@b>')).rejects.toMatchObject({
      failure: { kind: 'busy', code: 'ETHROTTLE', server: words },
    });
    expect(heard.ends).toMatchObject([{ kind: 'busy', code: 'ETHROTTLE' }]);
  });
});

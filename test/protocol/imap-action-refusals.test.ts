// What servers refuse in the middle of an action, and what they leave out: never taken for success, and never done by half.
import { afterEach, describe, expect, it } from 'vitest';
import { type Backend, PartlyDoneError } from '../../main/backends/backend.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import type { AccountId } from '../../shared/account.ts';
import { firstTry } from '../doubles/fake-trail.ts';
import { answered, finished, selectedInbox, signedIn, signedOut } from '../doubles/imap-script.ts';
import { type ScriptedServer, startScriptedServer, type Step } from '../doubles/scripted-server.ts';

let server: ScriptedServer;
let backend: Backend;
afterEach(async () => {
  await backend.close();
  await server.stop();
});

async function connected(capabilities: string, ...script: readonly Step[]): Promise<void> {
  server = await startScriptedServer([...signedIn(capabilities), ...script, ...signedOut]);
  const incoming = { host: server.host, port: server.port, security: 'none', userName: 'ann' } as const;
  const account = { kind: 'imap', id: 'test' as AccountId, identity: { name: '', address: 'a@example.org' } } as const;
  backend = createImapBackend({ ...account, incoming, outgoing: incoming }, 'secret');
  await backend.connect(new AbortController().signal);
}

async function over(): Promise<void> {
  await backend.close();
  await server.finished();
}

const inbox = { path: 'INBOX', uidValidity: '7' };
const selected = selectedInbox({ exists: 3, uidNext: 4 });
const next = (path: string) => answered(String.raw`STATUS ${path} \(UIDNEXT UIDVALIDITY\)`, `* STATUS ${path} (UIDNEXT 50 UIDVALIDITY 9)`);
/** INBOX of a server that keeps only these marks. */
const keeping = (flags: string): readonly Step[] => [
  ...answered('LIST "" "INBOX"', '* LIST () "/" "INBOX"'),
  ...answered('LSUB "" "INBOX"', '* LSUB () "/" "INBOX"'),
  ...answered('SELECT INBOX.*', '* 3 EXISTS', '* OK [UIDVALIDITY 7] valid', `* OK [PERMANENTFLAGS (${flags})] kept`),
];
const full = 'NO [OVERQUOTA] Quota exceeded';
const store = (set: string) => answered(String.raw`UID STORE ${set} \+FLAGS \(\\Deleted\)`);

describe('a full account', () => {
  it('without MOVE has no room for the copy: nothing is removed', async () => {
    await connected('UIDPLUS', ...next('Trash'), ...selected, ...finished('UID COPY 1:3 Trash', full));
    await expect(backend.move?.(inbox, [1, 2, 3], 'Trash', firstTry)).rejects.toMatchObject({
      failure: { kind: 'quota', code: 'OVERQUOTA' },
    });
    await over();
  });

  it('that fills up between two commands has done the first, and says which', async () => {
    const uids = Array.from({ length: 600 }, (_, at) => at * 2 + 1);
    const first = uids.slice(0, 300);
    const sets = [
      /(\S+) UID COPY (1,3,5,\S+) Trash/,
      /(\S+) UID STORE 1,3,5,\S+ \+FLAGS \(\\Deleted\)/,
      /(\S+) UID EXPUNGE 1,3,5,\S+/,
    ] as const;
    const ok = { send: ([, tag = '']: RegExpMatchArray) => `${tag} OK done\r\n` };
    await connected(
      'UIDPLUS',
      ...next('Trash'),
      ...selected,
      { expect: sets[0] },
      {
        send: ([, tag = '', set = '']) => {
          const copied = set.split(',').length;
          return `${tag} OK [COPYUID 9 ${set} 50:${49 + copied}] copied\r\n`;
        },
      },
      { expect: sets[1] },
      ok,
      { expect: sets[2] },
      ok,
      ...finished(String.raw`UID COPY \S+ Trash`, full),
    );
    const thrown: unknown = await backend.move?.(inbox, uids, 'Trash', firstTry).catch((error: unknown) => error);
    if (!(thrown instanceof PartlyDoneError)) throw new Error('a part was done');
    expect(thrown.failure.kind).toBe('quota');
    expect(thrown.done.size).toBeGreaterThan(100);
    expect(first).toEqual(expect.arrayContaining([...thrown.done.keys()]));
    await over();
  });

  it('takes nothing that is filed, and is no reason to make the mailbox', async () => {
    await connected(
      'UIDPLUS',
      ...next('Sent'),
      { expect: /(\S+) APPEND Sent \(\\Seen\) "[^"]+" \{4\}/ },
      { send: ([, tag = '']) => `${tag} ${full}\r\n` },
    );
    await expect(backend.append?.('Sent', Buffer.from('mail'), ['\\Seen'], 0, firstTry)).rejects.toMatchObject({
      failure: { kind: 'quota' },
    });
    await over();
  });
});

describe('a mailbox that does not exist', () => {
  it('is made for what is to be filed in it, once', async () => {
    const append = { expect: /(\S+) APPEND Sent "[^"]+" \{4\}|(\S+) APPEND Sent \(\) "[^"]+" \{4\}/ };
    const refuse: Step = { send: ([, a, b]) => `${a ?? b ?? ''} NO [TRYCREATE] no such mailbox\r\n` };
    await connected(
      'UIDPLUS',
      ...finished('STATUS Sent .*', 'NO [NONEXISTENT] no such mailbox'),
      ...answered('LIST "" "Sent"'),
      append,
      refuse,
      ...answered('CREATE Sent'),
      ...answered('SUBSCRIBE Sent'),
      append,
      refuse,
    );
    const noted: object[] = [];
    await expect(
      backend.append?.('Sent', Buffer.from('mail'), [], 0, { since: null, note: (since) => noted.push(since) }),
    ).rejects.toMatchObject({ failure: { kind: 'gone', code: 'TRYCREATE' } });
    expect(noted).toEqual([{ uidValidity: '0', uidNext: 1 }]);
    await over();
  });

  it('takes no copies: the originals stay', async () => {
    await connected('UIDPLUS', ...next('Archive'), ...selected, ...finished('UID COPY 1 Archive', 'NO [TRYCREATE] no such mailbox'));
    await expect(backend.move?.(inbox, [1], 'Archive', firstTry)).rejects.toMatchObject({ failure: { kind: 'gone' } });
    await over();
  });
});

describe('a mailbox that keeps only some marks', () => {
  it('refuses others in words, before any of the change is done', async () => {
    await connected('UIDPLUS', ...keeping(String.raw`\Seen \Deleted`));
    await expect(backend.flags?.(inbox, [1], { add: ['\\Seen', '$Forwarded'], remove: [] })).rejects.toMatchObject({
      failure: { kind: 'unsupported', code: 'PERMANENTFLAGS', text: expect.stringContaining('$Forwarded') },
    });
    await over();
  });

  it('takes those it keeps, and lets any be removed', async () => {
    await connected(
      'UIDPLUS',
      ...keeping(String.raw`\Seen \Deleted`),
      ...answered(String.raw`UID STORE 1 \+FLAGS.SILENT \(\\Seen\)`),
      ...answered(String.raw`UID STORE 1 -FLAGS.SILENT \(\$Junk\)`),
    );
    await backend.flags?.(inbox, [1], { add: ['\\Seen'], remove: ['$Junk'] });
    await over();
  });

  it('and not \\Deleted gives nothing away: nothing is copied first', async () => {
    await connected('UIDPLUS', ...next('Archive'), ...keeping(String.raw`\Seen`));
    await expect(backend.move?.(inbox, [1], 'Archive', firstTry)).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
    await over();
  });
});

describe('a second try', () => {
  it('copies only what has not arrived, and removes what has', async () => {
    const row = (sequence: number, uid: number, id: string) =>
      `* ${sequence} FETCH (UID ${uid} RFC822.SIZE 500 INTERNALDATE "05-Jan-2026 10:00:00 +0000" BODY[HEADER.FIELDS (MESSAGE-ID)] {${id.length + 18}}\r\nMessage-ID: <${id}>\r\n\r\n)`;
    const read = String.raw`\(UID INTERNALDATE RFC822.SIZE BODY.PEEK\[HEADER.FIELDS .*`;
    await connected(
      'UIDPLUS',
      ...answered('LIST "" "Archive"', '* LIST () "/" Archive'),
      ...answered('LSUB "" "Archive"', '* LSUB () "/" Archive'),
      ...answered('SELECT Archive.*', '* 9 EXISTS', '* OK [UIDVALIDITY 9] valid', '* OK [UIDNEXT 52] next'),
      ...answered(`UID FETCH 50:4294967295 ${read}`, row(9, 50, 'b')),
      ...selected,
      ...answered(`UID FETCH 1:2 ${read}`, row(1, 1, 'a'), row(2, 2, 'b')),
      ...store('2'),
      ...answered('UID EXPUNGE 2'),
      ...finished('UID COPY 1 Archive', 'OK [COPYUID 9 1 52] copied'),
      ...store('1'),
      ...answered('UID EXPUNGE 1'),
    );
    const trail = { since: { uidValidity: '9', uidNext: 50 }, note: () => expect.unreachable('noted before') };
    expect(await backend.move?.(inbox, [1, 2], 'Archive', trail)).toEqual(
      new Map([
        [2, 50],
        [1, 52],
      ]),
    );
    await over();
  });
});

describe('mailboxes', () => {
  it('one that is there is told by its name, also by a server without [ALREADYEXISTS]', async () => {
    const numbers = answered('STATUS Work .*', '* STATUS Work (UIDVALIDITY 8)');
    await connected('UIDPLUS', ...finished('CREATE Work', 'NO Mailbox exists'), ...numbers, ...answered('SUBSCRIBE Work'), ...numbers);
    expect(await backend.mailboxes?.create('Work')).toEqual({ path: 'Work', uidValidity: '8' });
    await over();
  });

  it('one of a server that keeps no UIDVALIDITY has the one that SELECT gives it', async () => {
    await connected(
      'UIDPLUS',
      ...answered('CREATE Work'),
      ...answered('SUBSCRIBE Work'),
      ...answered('SUBSCRIBE Work'),
      ...answered('STATUS Work .*', '* STATUS Work ()'),
      ...answered('LIST "" "Work"', '* LIST () "/" "Work"'),
      ...answered('LSUB "" "Work"'),
      ...answered('SELECT Work', '* 1 EXISTS'),
      ...answered(String.raw`UID STORE 1 \+FLAGS.SILENT \(\\Seen\)`),
    );
    const made = await backend.mailboxes?.create('Work');
    expect(made).toEqual({ path: 'Work', uidValidity: '0' });
    await backend.flags?.({ path: 'Work', uidValidity: made?.uidValidity ?? 'not told' }, [1], { add: ['\\Seen'], remove: [] });
    await over();
  });

  it('one that cannot be made is told, and nothing is subscribed to', async () => {
    await connected(
      'UIDPLUS',
      ...finished('CREATE Work', 'NO not here'),
      ...finished('STATUS Work .*', 'NO no'),
      ...answered('LIST "" "Work"'),
    );
    await expect(backend.mailboxes?.create('Work')).rejects.toMatchObject({ failure: { kind: 'rejected', server: 'not here' } });
    await over();
  });

  it('a refused subscription is told, and none of the others', async () => {
    await connected('UIDPLUS', ...finished('UNSUBSCRIBE Work', 'NO not yours'));
    await expect(backend.mailboxes?.subscribe('Work', false)).rejects.toMatchObject({ failure: { kind: 'rejected', server: 'not yours' } });
    await over();
  });

  it('a mailbox of another UIDVALIDITY is not removed', async () => {
    await connected('UIDPLUS', ...selectedInbox({ exists: 0, uidNext: 1, uidValidity: 8 }));
    await expect(backend.mailboxes?.remove(inbox, false)).rejects.toMatchObject({ failure: { kind: 'gone', code: 'UIDVALIDITY' } });
    await over();
  });
});

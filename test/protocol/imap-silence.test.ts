import { afterEach, describe, expect, it, vi } from 'vitest';
import type { AccountId, ImapAccount, Security } from '../../shared/account.ts';
import type { Backend } from '../../main/backends/backend.ts';
import { createImapBackend } from '../../main/backends/imap/imap-backend.ts';
import { answered, selectedInbox, signedIn, signedOut } from '../doubles/imap-script.ts';
import { type ScriptedServer, startScriptedServer, type Step } from '../doubles/scripted-server.ts';

let server: ScriptedServer;
let backend: Backend;

afterEach(async () => {
  await backend.close();
  await server.stop();
});

const signal = new AbortController().signal;
const patient = { connect: 5000, greeting: 5000, silence: 5000, idle: 4000, probe: 5000 };

async function start(scripts: readonly (readonly Step[])[], timeouts: Partial<typeof patient>, security: Security = 'none'): Promise<void> {
  server = await startScriptedServer(...scripts);
  const incoming = { host: server.host, port: server.port, security, userName: 'ann' };
  const account: ImapAccount = {
    kind: 'imap',
    id: 'test' as AccountId,
    identity: { name: '', address: 'a@example.org' },
    incoming,
    outgoing: incoming,
  };
  backend = createImapBackend(account, 'open sesame', { version: '1.2.3', timeouts: { ...patient, ...timeouts } });
}

describe('a server that says nothing', () => {
  it('at the beginning may be one that waits for encryption', async () => {
    await start([['stall']], { greeting: 100 });
    await expect(backend.connect(signal)).rejects.toMatchObject({
      failure: { kind: 'offline', reason: 'timeout', text: expect.stringContaining('Check the port and the security setting.') },
    });
  });

  it('when encryption should begin is given up', async () => {
    await start([['stall']], { connect: 100 }, 'tls');
    await expect(backend.connect(signal)).rejects.toMatchObject({ failure: { kind: 'offline', reason: 'timeout' } });
  });

  it('and hangs up at once is a lost connection', async () => {
    await start([['cut']], {});
    await expect(backend.connect(signal)).rejects.toMatchObject({ failure: { kind: 'offline', reason: 'lost' } });
  });

  it('in the middle of an answer is given up', async () => {
    await start(
      [
        [
          ...signedIn('UIDPLUS'),
          ...selectedInbox({ exists: 1, uidNext: 2 }),
          { expect: /\S+ UID SEARCH .*/ },
          { send: '* SEARCH 1 {500}\r\nand no more' },
          'stall',
        ],
      ],
      { silence: 300, idle: 200 },
    );
    await backend.connect(signal);
    await expect(backend.findByMessageId?.('INBOX', '<a@b>')).rejects.toMatchObject({
      failure: { kind: 'offline', reason: 'timeout', text: '127.0.0.1 stopped answering.' },
    });
  });
});

describe('a connection that waits', () => {
  it('may be silent for longer than one that owes an answer', async () => {
    const idling: readonly Step[] = [{ expect: /\S+ IDLE/ }, { send: '+ idling\r\n' }, 'stall'];
    await start([[...signedIn('IDLE'), ...selectedInbox({ exists: 1, uidNext: 2 }), ...idling]], { silence: 200, idle: 60_000 });
    await backend.connect(signal);
    const lost = vi.fn<() => void>();
    backend.listen?.({ changed: () => undefined, lost });
    await backend.rest?.('INBOX');
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(lost).not.toHaveBeenCalled();
  });
});

describe('the watch', () => {
  it('asks a server without IDLE', async () => {
    const watching = [
      ...signedIn(''),
      ...selectedInbox({ exists: 1, uidNext: 2 }),
      ...answered('NOOP'),
      ...answered('NOOP', '* 2 EXISTS'),
      'stall' as const,
    ];
    await start([[...signedIn(''), 'stall'], watching], { idle: 100 });
    await backend.connect(signal);
    const changed = vi.fn<(path: string) => void>();
    await backend.watch?.({ changed, lost: () => undefined });
    await vi.waitFor(() => expect(changed).toHaveBeenCalledWith('INBOX'), { timeout: 5000 });
  });
});

describe('what a server learns of us', () => {
  it('is name and version', async () => {
    const line = '* CAPABILITY IMAP4rev1 NAMESPACE ID';
    await start(
      [
        [
          { send: '* OK ready\r\n' },
          ...answered('CAPABILITY', line),
          ...answered('ID \\("name" "Homing" "version" "1.2.3"\\)', '* ID ("name" "x" "version" "y")'),
          ...answered('LOGIN .*'),
          ...answered('CAPABILITY', line),
          ...answered('NAMESPACE', '* NAMESPACE (("" "/")) NIL NIL'),
          ...signedOut,
        ],
      ],
      {},
    );
    await backend.connect(signal);
    await backend.close();
    await server.finished();
  });
});

// A POP server that wants time between two sign-ins, under the loop that runs an account.
import { expect, it, onTestFinished } from 'vitest';
import { createPopBackend } from '../../main/backends/pop/pop-backend.ts';
import { readFact } from '../../main/store/facts.ts';
import { createStatusReport } from '../../main/worker/account-status.ts';
import { createSyncLoop } from '../../main/worker/sync-loop.ts';
import type { AccountStatus, ServerAddress } from '../../shared/account.ts';
import { maildropScript } from '../doubles/pop-maildrop-script.ts';
import { startPopServer } from '../doubles/pop-script-server.ts';
import { openTempStore, testAccount, unexpected } from '../store/open-temp-store.ts';

it('is left alone for that time, and the person is told why', async () => {
  let signIns = 0;
  const server = await startPopServer(
    maildropScript({
      messages: [Buffer.from('Subject: x\r\n\r\nHello\r\n')],
      capa: ['UIDL', 'LOGIN-DELAY 900', 'RESP-CODES'],
      override: (command) => {
        if (!command.startsWith('PASS')) return undefined;
        signIns += 1;
        return signIns === 1 ? undefined : { bytes: '-ERR [LOGIN-DELAY] minimum time between mail checks is 15 minutes\r\n' };
      },
    }),
  );
  onTestFinished(server.close);
  const { store } = openTempStore();
  const incoming: ServerAddress = { host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' };
  const identity = { name: '', address: 'ann@example.org' };
  const statuses: AccountStatus[] = [];
  const loop = createSyncLoop({
    store,
    status: createStatusReport(testAccount, null, (now) => statuses.push(now)),
    newBackend: () =>
      createPopBackend({ kind: 'pop', id: testAccount, identity, incoming, outgoing: incoming, copies: { kind: 'leave' } }, 'secret'),
    runOperations: async () => null,
    arrived: () => undefined,
    needsPerson: () => expect.unreachable(),
    bug: unexpected,
    downloadPaused: () => false,
    looked: () => undefined,
    interval: () => 60_000,
  });
  onTestFinished(() => loop.stop());

  await loop.check();
  expect(readFact(store.read, 'login-delay')).toBe(900);
  expect(statuses.at(-1)).toMatchObject({ connection: { state: 'online' }, notice: null });

  await loop.check();
  expect(signIns).toBe(2);
  expect(statuses.at(-1)).toMatchObject({
    connection: { state: 'online' },
    notice: {
      kind: 'busy',
      retry: 'later',
      text: '127.0.0.1 wants 15 minutes between two checks, and this one came too soon.',
      code: 'LOGIN-DELAY',
    },
  });

  loop.lookSoon();
  // Its turn comes when that look is over.
  await loop.withBackend(async () => undefined);
  expect(signIns).toBe(2);
});

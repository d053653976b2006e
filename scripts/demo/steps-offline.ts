import type { DemoServers } from './demo-servers.ts';
import { ann, annAtHome } from './people.ts';
import { waitUntil } from './wait-until.ts';
import { check, onServer, type ServerStep, type WalkScene } from './walk-scene.ts';

const subject = 'You left your jacket in the boathouse';

/** The server goes, the mail stays; what is done meanwhile is carried out when the server is back. */
export const offlineSteps: readonly ServerStep[] = [
  { name: 'The servers stop, and the window says so', limitMs: 60_000, run: stopServers },
  { name: 'Started again without any server: everything is readable and can be searched', limitMs: 90_000, run: readOffline },
  { name: 'An action without a server waits, and says so', limitMs: 40_000, run: actOffline },
  { name: 'The server is back: the action is carried out', limitMs: 90_000, run: comeBack },
];

async function stopServers({ window }: WalkScene, { dovecot, smtp }: DemoServers): Promise<void> {
  await dovecot.stop({ keep: true });
  await smtp.stop();
  await window().button('Check mail').click();
  await waitUntil('the status line says Offline', 30_000, async () => (await window().status()).startsWith('Offline'));
}

async function readOffline({ window, start, shot, mail }: WalkScene): Promise<void> {
  await start();
  await window().openMailbox('Receipts', ann.address);
  const receipts = mail.imap.find(({ path }) => path === 'Receipts')?.messages.length ?? 0;
  await waitUntil('the mailbox Receipts shows all its messages', 15_000, async () => (await window().messageCount()) === receipts);
  await window().openMessage('Receipt 7731');
  await window().body().getByText('Linseed oil paint').waitFor();
  await window().openMailbox('Inbox', annAtHome.address);
  await window().openMessage('Our game: 20. Nd4');
  await window().body().getByText('A knight in the middle').waitFor();
  await window().search('Hedvig');
  await window().openMessage("Hedvig's diary, first page");
  await window().body().getByText('Began a diary').waitFor();
  await window().search('');
  await waitUntil('the status line says Offline', 30_000, async () => (await window().status()).startsWith('Offline'));
  await window().openAllInboxes();
  await window().openMessage('The apple cake, finally written down');
  await window().body().getByText('like books on a shelf').waitFor();
  await shot('offline-light');
}

async function actOffline({ window, shot }: WalkScene, servers: DemoServers): Promise<void> {
  await window().search('jacket');
  await window().openMessage(subject);
  await window().onMessage('Archive');
  await window().search('');
  await waitUntil('the status line counts the waiting action', 15_000, async () =>
    /\b1 action waits for the server/.test(await window().status()),
  );
  await window().openMailbox('Archive', ann.address);
  await window()
    .row(subject)
    .and(window().page.getByRole('option', { name: /, Being moved$/ }))
    .waitFor();
  await shot('offline-action-waits-light');
  check((await onServer(servers, 'INBOX', subject)) !== undefined, 'the server moved the message although it was off');
}

async function comeBack({ window }: WalkScene, servers: DemoServers): Promise<void> {
  await Promise.all([servers.dovecot.start(), servers.smtp.start()]);
  await window().button('Check mail').click();
  await waitUntil(
    'the server has moved the message to Archive',
    60_000,
    async () => (await onServer(servers, 'Archive', subject)) !== undefined,
  );
  check((await onServer(servers, 'INBOX', subject)) === undefined, 'the message is still in the Inbox too');
  await waitUntil('the status line says Online, and nothing waits', 30_000, async () => {
    const status = await window().status();
    return status.startsWith('Online') && !status.includes('waits');
  });
}

import { ann, annAtHome } from './people.ts';
import { prepareProfile } from './prepare-profile.ts';
import { readOldMail } from './read-old-mail.ts';
import { openWizard, storageIsShown } from './steps-setup.ts';
import { waitUntil } from './wait-until.ts';
import { check, type Step, type WalkScene } from './walk-scene.ts';

/** The way without servers: both accounts are offline from the first moment, and all their mail is here. */
export const seededSteps: readonly Step[] = [
  { name: 'An empty profile opens the wizard', limitMs: 90_000, run: openWizard },
  {
    name: 'Both accounts are added, and the sample mail is put into their stores',
    limitMs: 120_000,
    run: async (scene) => {
      await scene.end();
      await prepareProfile(scene, scene.display);
      await scene.start();
      await scene.window().mailbox('Inbox', annAtHome.address).waitFor();
      await readOldMail(scene.window(), scene.now);
    },
  },
  { name: 'Both accounts are shown as offline, with all their mail', limitMs: 60_000, run: allMailIsThere },
  { name: 'An action without a server waits, and says so', limitMs: 30_000, run: starWaits },
  { name: 'Storage says how full the server is, and where mail lives', limitMs: 30_000, run: storageIsShown },
];

async function allMailIsThere({ window, mail }: WalkScene): Promise<void> {
  await waitUntil('the status line says Offline', 30_000, async () => (await window().status()).startsWith('Offline'));
  check((await window().page.getByRole('alert').count()) === 0, 'an account without its server is shown as a problem to solve');
  for (const { path, messages } of mail.imap) {
    await window().openMailbox(path === 'INBOX' ? 'Inbox' : (path.split('/').at(-1) ?? path), ann.address);
    await waitUntil(
      `${path} shows all ${messages.length} messages`,
      15_000,
      async () => (await window().messageCount()) === messages.length,
    );
  }
  await window().openMailbox('Inbox', annAtHome.address);
  await waitUntil('the POP Inbox shows all', 15_000, async () => (await window().messageCount()) === mail.pop.length);
}

async function starWaits({ window }: WalkScene): Promise<void> {
  await window().openMailbox('Inbox', ann.address);
  await window().openMessage('Map and train times for Saturday');
  await window().onMessage('Star');
  await window()
    .page.getByRole('option', { name: /^Tom Ashdown, Map and train times for Saturday,.+starred/ })
    .waitFor();
  await waitUntil('the status line counts the waiting action', 15_000, async () =>
    /\b1 action waits for the server/.test(await window().status()),
  );
}

import { addAccounts } from './demo-accounts.ts';
import type { DemoServers } from './demo-servers.ts';
import { ann, annAtHome } from './people.ts';
import { readOldMail } from './read-old-mail.ts';
import { waitUntil } from './wait-until.ts';
import { check, type Step, type WalkScene } from './walk-scene.ts';

/** From the wizard on an empty profile to two accounts with all their mail. */
export function setupSteps({ drafts, expireMaildrop }: DemoServers): readonly Step[] {
  return [
    { name: 'An empty profile opens the wizard', limitMs: 90_000, run: openWizard },
    {
      name: 'Both accounts sign in and are added by the commands of the wizard',
      limitMs: 60_000,
      run: async ({ window }) => {
        for (const draft of drafts) {
          const { incoming, outgoing } = await window().command('account.verify', draft);
          check(incoming === null, `signing in to fetch mail for ${draft.identity.address}: ${incoming?.text ?? ''}`);
          check(outgoing === null, `signing in to send mail for ${draft.identity.address}: ${outgoing?.text ?? ''}`);
        }
        await addAccounts(window(), drafts);
        await window().mailbox('Inbox', annAtHome.address).waitFor();
      },
    },
    { name: 'Both accounts show all their mail', limitMs: 120_000, run: allMailIsHere },
    {
      name: 'What the POP server no longer keeps stays on this computer',
      limitMs: 60_000,
      run: async ({ window, mail }) => {
        await expireMaildrop();
        await window().button('Check mail').click();
        await window().search('Hedvig');
        await window()
          .page.getByRole('option', { name: /^Inga Larsson, Hedvig's diary, first page,.+, Only here$/ })
          .waitFor();
        await window().search('');
        await window().openMailbox('Inbox', annAtHome.address);
        check((await window().messageCount()) === mail.pop.length, 'messages went from here because they went from the server');
      },
    },
    { name: 'Storage says how full the server is, and where mail lives', limitMs: 30_000, run: storageIsShown },
  ];
}

/** The first pages of the wizard, in the window of a program that knows no account yet. */
export async function openWizard({ start, window, shot }: WalkScene): Promise<void> {
  await start();
  const { textbox, button, page } = window();
  await textbox('Your name').fill(ann.name);
  await textbox('Email address').fill(ann.address);
  await textbox('Password').fill('not kept anywhere');
  await shot('wizard-1-who');
  await button('Continue').click();
  await page.getByRole('radiogroup', { name: 'Where should your mail live?' }).waitFor();
  await page.getByRole('radio', { name: 'Download mail to this computer (POP)' }).click();
  await page.getByRole('radiogroup', { name: 'Copies on the server' }).waitFor();
  await page.getByRole('radio', { name: 'Keep mail on the server (IMAP)' }).click();
  await shot('wizard-2-where');
}

async function allMailIsHere({ window, mail, now }: WalkScene): Promise<void> {
  const inbox = mail.imap.find(({ role }) => role === 'inbox')?.messages.length ?? 0;
  const expected = [
    [ann.address, inbox],
    [annAtHome.address, mail.pop.length],
  ] as const;
  for (const [address, count] of expected) {
    await window().openMailbox('Inbox', address);
    await waitUntil(`the Inbox of ${address} shows all ${count} messages`, 60_000, async () => (await window().messageCount()) === count);
  }
  await readOldMail(window(), now);
  const all = mail.imap.reduce((sum, { messages }) => sum + messages.length, 0);
  const storage = await window().openStorage();
  for (const count of [all, mail.pop.length]) await storage.getByText(`${count} of ${count}`).waitFor({ timeout: 60_000 });
  await window().button('Back to mail').click();
}

/** IMAP: the server's quota. POP: this computer's disk. */
export async function storageIsShown({ window }: WalkScene): Promise<void> {
  await window().openAllInboxes();
  const imap = await window().storage(ann.address);
  check(imap.percent >= 82 && imap.percent <= 84, `the meter of ${ann.address} shows ${imap.percent} per cent, not about 83`);
  check(/ of .+ used on localhost/.test(imap.words), `the meter of ${ann.address} says “${imap.words}”`);
  const pop = await window().storage(annAtHome.address);
  check(/used on this computer, .+ free on this disk/.test(pop.words), `the meter of ${annAtHome.address} says “${pop.words}”`);
  for (const where of ['On localhost', 'On this computer']) await window().page.getByText(where, { exact: true }).waitFor();
}

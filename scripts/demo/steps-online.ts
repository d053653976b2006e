import { deliverArriving } from './arriving-mail.ts';
import type { DemoServers } from './demo-servers.ts';
import { ann, annAtHome, priya } from './people.ts';
import { waitUntil } from './wait-until.ts';
import { check, onServer, type ServerStep, type WalkScene } from './walk-scene.ts';

/** Looks at the server's own files, and gives it some seconds: what is done in the window goes out in the background. */
const serverMs = 20_000;

/** What a click does on the server, what goes out, and what comes in without asking. */
export const onlineSteps: readonly ServerStep[] = [
  { name: 'A star is set on the server', limitMs: 40_000, run: star },
  { name: 'A reply goes out, and a copy lies in Sent', limitMs: 60_000, run: reply },
  { name: 'New mail appears without asking', limitMs: 40_000, run: pushed },
  { name: 'Mail to the other account arrives there', limitMs: 60_000, run: writeToOneself },
  { name: 'Archive moves the message on the server', limitMs: 40_000, run: archive },
];

async function star({ window }: WalkScene, servers: DemoServers): Promise<void> {
  const subject = 'Map and train times for Saturday';
  await window().openMailbox('Inbox', ann.address);
  await window().openMessage(subject);
  await window().onMessage('Star');
  await waitUntil('the server has the star', serverMs, async () => {
    return (await onServer(servers, 'INBOX', subject))?.flags.includes('\\Flagged') === true;
  });
}

async function archive({ window, shot }: WalkScene, servers: DemoServers): Promise<void> {
  const subject = 'Photos from the lake';
  await window().openMailbox('Inbox', ann.address);
  await window().openMessage(subject);
  await window().onMessage('Archive');
  await window().row(subject).waitFor({ state: 'detached' });
  await shot('archived-with-undo-light');
  await waitUntil('the server has moved the message to Archive', serverMs, async () => {
    const [before, after] = await Promise.all([onServer(servers, 'INBOX', subject), onServer(servers, 'Archive', subject)]);
    return before === undefined && after?.flags.includes('\\Seen') === true;
  });
}

async function reply({ window, shot }: WalkScene, servers: DemoServers): Promise<void> {
  const { page, openMessage, onMessage, textbox, button, row, openMailbox } = window();
  await openMessage('Saturday still on?');
  await onMessage('Reply');
  const composer = page.getByRole('dialog', { name: 'New message' });
  await composer.waitFor();
  check((await textbox('Subject').inputValue()) === 'Re: Saturday still on?', 'the subject of the reply is not filled in');
  check((await textbox('To').inputValue()).includes(priya.address), 'the reply does not go to the sender');
  // As a person types: above the quoted text, where the caret is.
  await page.keyboard.insertText('Two cars, and both maps. I bring the good thermos!\n\nAnn\n');
  await shot('composer-light');
  const before = servers.smtp.messages.length;
  await button('Send').click();
  await waitUntil('the SMTP server has the reply', serverMs, () => servers.smtp.messages.length > before);
  const sent = servers.smtp.messages[before];
  check(sent?.rcptTo.join() === priya.address && sent.mailFrom === ann.address, 'the reply went to somebody else');
  check(/^In-Reply-To: /m.test(sent.raw.toString('latin1')), 'the reply does not say what it answers');
  await waitUntil(
    'the server has a copy in Sent',
    serverMs,
    async () => (await onServer(servers, 'Sent', 'Re: Saturday still on?')) !== undefined,
  );
  await openMailbox('Sent', ann.address);
  await row('Re: Saturday still on?').waitFor();
}

async function pushed({ window }: WalkScene, servers: DemoServers): Promise<void> {
  await window().openMailbox('Inbox', ann.address);
  await deliverArriving(servers.dovecot, 1);
  await window().row('The gable is dry').waitFor({ timeout: 10_000 });
}

async function writeToOneself({ window }: WalkScene): Promise<void> {
  const { page, textbox, button, row, openMailbox } = window();
  await page.getByRole('navigation', { name: 'Mailboxes' }).getByRole('button', { name: 'New message' }).click();
  await textbox('To').fill(annAtHome.address);
  await textbox('Subject').fill('Note to myself');
  await textbox('Message text').fill('Buy celery. Or do not, depending on Priya.');
  await button('Send').click();
  await openMailbox('Inbox', annAtHome.address);
  await waitUntil('the note was fetched from the maildrop', 30_000, async () => {
    await button('Check mail').click();
    return row('Note to myself').isVisible();
  });
}

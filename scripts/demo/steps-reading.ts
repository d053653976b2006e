import { ann, annAtHome } from './people.ts';
import { check, type Step, type WalkScene } from './walk-scene.ts';

/** A message of each account, one in HTML, one plain; with servers and without. */
export const readingSteps: readonly Step[] = [
  { name: 'All inboxes shows both accounts in one list', limitMs: 30_000, run: showAllInboxes },
  { name: 'Each row says where its message is', limitMs: 30_000, run: placesAreShown },
  { name: 'A message in HTML opens, and nothing is loaded from elsewhere', limitMs: 30_000, run: readNewsletter },
  { name: 'A plain message of the POP account opens', limitMs: 30_000, run: readPlain },
  { name: 'Pictures inside a message, attachments and right-to-left mail', limitMs: 60_000, run: readTheRest },
  { name: 'Search finds by sender and by subject', limitMs: 30_000, run: searchMail },
];

async function showAllInboxes({ window, shot }: WalkScene): Promise<void> {
  await window().openAllInboxes();
  await window().row('Saturday still on?').waitFor();
  await window().row('Sunday at four?').waitFor();
  await shot('all-inboxes-light');
}

async function placesAreShown({ window }: WalkScene): Promise<void> {
  const { page, openAllInboxes, row, search } = window();
  await openAllInboxes();
  const places = [
    ['Saturday still on?', /, On the server and here$/],
    ['Sunday at four?', /, On the server and here, leaves the server on .+$/],
    ["Hedvig's diary, first page", /, Only here$/],
  ] as const;
  for (const [subject, place] of places) {
    await search(subject);
    await row(subject)
      .and(page.getByRole('option', { name: place }))
      .waitFor();
  }
  await search('');
}

async function readNewsletter({ window, shot }: WalkScene): Promise<void> {
  const { page, openMessage, body, openMailbox } = window();
  await openMailbox('Inbox', ann.address);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  const message = await openMessage('Nine walks that end at a ferry');
  await body().getByText('Alder Halt to the chain ferry').waitFor();
  await message.getByText('2 remote images are not loaded').waitFor();
  const outside = asked.filter((url) => !/^(?:app|mail-part|about|data):/.test(url));
  check(outside.length === 0, `the message loaded ${outside.join(', ')}`);
  await message.getByText('On localhost, with a copy on this computer.').waitFor();
  await shot('html-message-light');
}

async function readPlain({ window, shot }: WalkScene): Promise<void> {
  await window().openMailbox('Inbox', annAtHome.address);
  const message = await window().openMessage('Sunday at four?');
  await window().body().getByText('There will be cake either way.').waitFor();
  await message.getByText(/^On localhost until .+, and on this computer\.$/).waitFor();
  await shot('pop-message-light');
}

async function readTheRest({ window, shot }: WalkScene): Promise<void> {
  const { openMailbox, openMessage, body, search } = window();
  await openMailbox('Inbox', ann.address);
  await search('bench');
  await openMessage('View from the new bench');
  const picture = body().getByRole('img', { name: 'Hills behind the garden' });
  await picture.waitFor();
  const width = await picture
    .evaluate((image) => (image instanceof HTMLImageElement && image.complete ? image.naturalWidth : 0))
    .catch(() => -1);
  check(width !== 0, 'the picture inside the message was not loaded');
  await shot('picture-inside-light');
  await search('Photos from the lake');
  const message = await openMessage('Photos from the lake');
  const files = message.getByRole('list', { name: 'Attachments' });
  await files.getByRole('button', { name: 'Save lake-2-no-engine.png' }).waitFor();
  await body().getByText('the engine would not start').waitFor();
  await shot('attachments-light');
  await search('دعوة');
  await openMessage('دعوة إلى معرض الكتاب');
  await body().getByText('عزيزتي آن').waitFor();
  await shot('right-to-left-light');
  await search('');
}

async function searchMail({ window, shot }: WalkScene): Promise<void> {
  await window().openAllInboxes();
  await window().search('Aubertin');
  await window().row('Épreuves corrigées').waitFor();
  await window().search('crossword');
  await window().row('Crossword: 22 across').waitFor();
  await shot('search-light');
  await window().search('');
  await window().row('Saturday still on?').waitFor();
}

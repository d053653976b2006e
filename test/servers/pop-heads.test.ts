// Big and unwanted mail on a real Dovecot, from its arrival to its end, under the whole worker of an account.
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import type { MessageSummary } from '../../shared/message.ts';
import { startDovecot, type DovecotServer } from './support/dovecot.ts';
import { asText, letter } from './support/pop-users.ts';
import { eventually, runAccount } from './support/running-account.ts';

let dovecot: DovecotServer;
beforeAll(async () => {
  dovecot = await startDovecot();
});
afterAll(() => dovecot.stop());

const big = (word: string, bytes = 20_000): Buffer =>
  Buffer.from(`Message-ID: <${word}@example.org>\r\nSubject: ${word}\r\n\r\n${'A line of a big message.\r\n'.repeat(bytes / 26)}`);
const huge = big('huge', 6_000_000);

it('comes by its head, is opened, removed unread, looked at and chosen, and whatever is left on the server is what was wanted there', async () => {
  const { user, password } = await dovecot.addUser('heads');
  const deliver = (...raws: readonly Buffer[]) => dovecot.deliver(user, 'INBOX', ...raws.map((raw) => ({ raw })));
  const onServer = async () => asText((await dovecot.contents(user)).get('INBOX')?.map((message) => message.raw) ?? []);
  await deliver(letter('one'), big('opened'), big('unwanted'), huge);
  const incoming = { host: dovecot.host, port: dovecot.ports.pop3, security: 'none', userName: user } as const;
  const account = await runAccount({
    kind: 'pop',
    address: 'ann@example.org',
    incoming,
    outgoing: { ...incoming, port: 1 },
    password,
    copies: { kind: 'remove-after-download' },
    largestDownload: 10_000,
  });
  onTestFinished(() => account.end());
  const { worker, reader } = account;
  const row = async (subject: string): Promise<MessageSummary> => {
    const found = (await account.rows('inbox')).find((each) => each.subject === subject);
    if (found === undefined) throw new Error(`no “${subject}” in the Inbox`);
    return found;
  };
  const textOf = async (subject: string) => {
    const { body } = await reader.content((await row(subject)).ref);
    return body.state === 'here' ? body.text : body.state;
  };

  // The limit: the policy takes what is here, and nothing else.
  await worker.checkMail();
  expect(await onServer()).toEqual(asText([big('opened'), big('unwanted'), huge]));
  for (const subject of ['opened', 'unwanted', 'huge']) expect(await row(subject)).toMatchObject({ place: { kind: 'server' } });

  // Opened: all of it comes, also when it is huge, and stays the message that it was.
  const { ref } = await row('opened');
  await worker.submit({ kind: 'set-flags', refs: [ref], change: { add: ['\\Flagged'], remove: [] } });
  for (const subject of ['opened', 'huge']) await worker.downloadMessage((await row(subject)).ref);
  expect(await row('opened')).toMatchObject({ ref, flags: ['\\Flagged'], place: { kind: 'server-and-here' } });
  expect(await textOf('opened')).toContain('A line of a big message.');
  expect(await textOf('huge')).toContain('A line of a big message.');
  await worker.checkMail();
  expect(await onServer()).toEqual(asText([big('unwanted')]));

  // Removed on the server, unread.
  await worker.removeFromServer([(await row('unwanted')).ref]);
  await worker.checkMail();
  expect(await onServer()).toEqual([]);
  expect((await account.rows('inbox')).map(({ subject }) => subject)).not.toContain('unwanted');

  // Looked at, and chosen.
  await deliver(big('fetch'), big('remove'), letter('leave'), letter('usual'));
  const looked = await worker.lookAtMaildrop();
  expect(looked.entries.map(({ head, state }) => [head?.subject, state])).toEqual([
    ['usual', 'new'],
    ['leave', 'new'],
    ['remove', 'new'],
    ['fetch', 'new'],
  ]);
  expect(await onServer()).toHaveLength(4);
  const idOf = (subject: string): string => looked.entries.find(({ head }) => head?.subject === subject)?.uidl ?? '';
  await worker.chooseInMaildrop((['fetch', 'remove', 'leave'] as const).map((choice) => ({ uidl: idOf(choice), choice })));
  await eventually(async () => expect(await onServer()).toEqual(asText([letter('leave')])));
  await eventually(async () => expect(await row('fetch')).toMatchObject({ place: { kind: 'here' } }));
  expect((await account.rows('inbox')).map(({ subject }) => subject).toSorted()).toEqual(['fetch', 'huge', 'one', 'opened', 'usual']);
  expect((await worker.lookAtMaildrop()).entries).toMatchObject([{ state: 'new', choice: 'leave' }]);
});

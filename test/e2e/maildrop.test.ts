/**
 * A POP account that downloads no big mail by itself, in the real window and with a real server: what is only there can be looked at,
 * downloaded, left, and deleted there, and nothing else goes. One story: each step goes on from the one before.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { letter } from '../servers/support/imap-scene.ts';
import type { HomingWindow } from './support/homing-window.ts';
import { eventually, type Scene, setScene } from './support/scene.ts';

let scene: Scene;
let window: HomingWindow;

const big = (uid: number, subject: string) => ({ raw: letter(uid, { subject, bytes: 60_000 }) });

beforeAll(async () => {
  scene = await setScene();
  await scene.dovecot.addUser('pat');
  const small = { raw: letter(1, { subject: 'A note' }) };
  await scene.dovecot.deliver('pat', 'INBOX', small, big(2, 'Plans'), big(3, 'Pictures'), big(4, 'Catalogue'), big(5, 'Minutes'));
  window = await scene.start();
  const server = { host: '127.0.0.1', security: 'none', userName: 'pat' } as const;
  await window.command('account.add', {
    kind: 'pop',
    identity: { name: 'Pat', address: 'pat@example.org' },
    incoming: { ...server, port: scene.dovecot.ports.pop3 },
    outgoing: { ...server, port: scene.smtp.ports.smtp },
    password: 'password of pat',
    keepPasswordWeakly: true,
    copies: { kind: 'leave' },
    largestDownload: 20_000,
  });
  await window.mailbox('Inbox, 5 unread', 'pat@example.org').waitFor();
});
afterAll(() => scene?.end());

const onServer = async (): Promise<readonly string[]> =>
  ((await scene.dovecot.contents('pat')).get('INBOX') ?? [])
    .map(({ raw }) => /^Subject: (.*)$/mu.exec(raw.toString())?.[1]?.trim() ?? '')
    .sort();

const dialog = () => window.page.getByRole('dialog', { name: 'Mail on the server' });
const entry = (subject: string) => dialog().getByRole('option', { name: subject });
async function look(): Promise<void> {
  await window.mailbox('Inbox', 'pat@example.org').click();
  await window.page.getByRole('treeitem', { name: /^pat@example\.org/u }).click({ button: 'right' });
  await window.page.getByRole('menuitem', { name: 'Look at the server…' }).click();
  await entry('A note').waitFor();
}

describe('mail of which only the head was downloaded', () => {
  it('is shown as such, and comes whole when it is asked for', async () => {
    const message = await window.openMessage('Plans');
    await message.getByText('Only the head of this message is here').waitFor();
    await message.getByText('The whole message, 60.2 kB, is on 127.0.0.1.').waitFor();
    await message.getByRole('button', { name: 'Download', exact: true }).click();
    await window.body().getByText('Hello 2').waitFor();
    expect(await window.messageCount()).toBe(5);
  });

  it('goes from the server and from here when the person says so, and only that', async () => {
    const message = await window.openMessage('Pictures');
    await message.getByRole('button', { name: 'Delete on the server…' }).click();
    await window.page.getByRole('button', { name: 'Delete on the server', exact: true }).click();
    await eventually(async () => expect(await onServer()).toEqual(['A note', 'Catalogue', 'Minutes', 'Plans']));
    await eventually(async () => expect(await window.messageCount()).toBe(4));
  });
});

describe('the look at the server', () => {
  it('says what is where', async () => {
    await look();
    expect(await entry('A note').innerText()).toContain('Here');
    expect(await entry('Plans').innerText()).toContain('Here');
    expect(await entry('Catalogue').innerText()).toContain('Only the head is here');
  });

  it('does what was chosen once it is applied, after a question about what goes', async () => {
    await entry('Catalogue').click();
    await dialog().getByRole('button', { name: 'Download' }).click();
    await entry('Minutes').click();
    await dialog().getByRole('button', { name: 'Delete on the server' }).click();
    await dialog().getByRole('button', { name: 'Apply…' }).click();
    expect(await onServer()).toHaveLength(4);
    const question = window.page.getByRole('alertdialog').or(window.page.getByRole('dialog', { name: /^Delete 1 message/u }));
    await question.getByRole('button', { name: 'Delete on the server' }).click();
    await eventually(async () => expect(await onServer()).toEqual(['A note', 'Catalogue', 'Plans']));
    await window.openMessage('Catalogue');
    await window.body().getByText('Hello 4').waitFor();
    expect(await window.messageCount()).toBe(3);
  });

  it('shows afterwards what is left', async () => {
    await look();
    for (const subject of ['A note', 'Plans', 'Catalogue']) expect(await entry(subject).innerText()).toContain('Here');
    expect(await dialog().getByRole('option').count()).toBe(3);
  });
});

/**
 * The whole way in the real window: both kinds of account, mail read, found, starred, moved, deleted and answered, new mail
 * by itself, the server gone and back, and nothing lost. One story: each step goes on from the one before.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountDraft } from '../../shared/account.ts';
import { letter } from '../servers/support/imap-scene.ts';
import type { HomingWindow } from './support/homing-window.ts';
import { eventually, type Scene, setScene } from './support/scene.ts';

let scene: Scene;
let window: HomingWindow;

const newsletter = [
  'From: Garden Club <club@example.org>',
  'To: ann@example.org',
  'Subject: Spring in the garden',
  'Message-ID: <spring@example.org>',
  'MIME-Version: 1.0',
  'Content-Type: multipart/mixed; boundary=outer',
  '',
  '--outer',
  'Content-Type: text/html; charset=utf-8',
  '',
  '<h1>Seeds are here</h1><p onclick="alert(1)">Come on <b>Sunday</b>.</p><script>document.title="pwned"</script>',
  '<img src="https://tracker.example.net/open.gif"><a href="https://example.org/club">the club</a>',
  '--outer',
  'Content-Type: text/csv; name="seeds.csv"',
  'Content-Disposition: attachment; filename="seeds.csv"',
  'Content-Transfer-Encoding: base64',
  '',
  Buffer.from('name,count\r\nbean,12\r\n').toString('base64'),
  '--outer--',
  '',
].join('\r\n');

beforeAll(async () => {
  scene = await setScene();
  await scene.dovecot.addUser('ann', { quotaBytes: 100_000 });
  await scene.dovecot.addUser('pat');
  await scene.dovecot.deliver('ann', 'INBOX', { raw: letter(1, { bytes: 40_000 }) }, { raw: letter(2) }, { raw: Buffer.from(newsletter) });
  await scene.dovecot.deliver('ann', 'Projects/House', { raw: letter(7, { subject: 'The roof' }) });
  await scene.dovecot.deliver(
    'pat',
    'INBOX',
    { raw: letter(11, { subject: 'From the maildrop' }) },
    { raw: letter(12, { subject: 'Stays in the maildrop' }) },
  );
  window = await scene.start();
  for (const kind of ['imap', 'pop'] as const) await window.command('account.add', draftOf(kind));
});
afterAll(() => scene?.end());

function draftOf(kind: 'imap' | 'pop'): AccountDraft {
  const userName = kind === 'imap' ? 'ann' : 'pat';
  const server = { host: '127.0.0.1', security: 'none', userName } as const;
  const base = {
    identity: { name: 'Ann Example', address: `${userName}@example.org` },
    outgoing: { ...server, port: scene.smtp.ports.smtp },
    password: `password of ${userName}`,
    keepPasswordWeakly: true,
  };
  const { imap, pop3 } = scene.dovecot.ports;
  return kind === 'imap'
    ? { ...base, kind, incoming: { ...server, port: imap } }
    : { ...base, kind, incoming: { ...server, port: pop3 }, copies: { kind: 'leave' } };
}

const subjectsOnServer = async (user: string, mailbox: string): Promise<string[]> =>
  ((await scene.dovecot.contents(user)).get(mailbox) ?? [])
    .map(({ raw }) => /^Subject: (.*)$/mu.exec(raw.toString())?.[1]?.trim() ?? '')
    .sort();

describe('both accounts', () => {
  it('are shown with their mailboxes, counts, and where their mail lives', async () => {
    await window.mailbox('Inbox, 3 unread', 'ann@example.org').waitFor();
    await window.mailbox('Inbox, 2 unread', 'pat@example.org').waitFor();
    await window.mailbox('House', 'ann@example.org').waitFor();
    await window.page.getByText('On 127.0.0.1', { exact: true }).waitFor();
    await window.page.getByText('On this computer', { exact: true }).waitFor();
  });

  it('tell how much room is left: the quota of the server, the disk of this computer', async () => {
    await eventually(async () => expect((await window.storage('ann@example.org')).percent).toBeGreaterThanOrEqual(40));
    expect((await window.storage('ann@example.org')).words).toMatch(/ of 100 kB used on 127\.0\.0\.1/);
    const disk = await window.storage('pat@example.org');
    expect(disk.percent).toBeGreaterThanOrEqual(0);
    expect(disk.words).toMatch(/computer|disk|free/i);
    const view = await window.openStorage();
    await view.getByText('ann@example.org').first().waitFor();
    await view.getByText('pat@example.org').first().waitFor();
    await window.openAllInboxes();
  });

  it('share one list, each row with its place', async () => {
    await window.openAllInboxes();
    await eventually(async () => expect(await window.messageCount()).toBe(5));
    await window.row(/Letter 2.*unread.*on the server and here/i).waitFor();
    await window.row(/From the maildrop.*on the server and here/i).waitFor();
  });
});

describe('a message', () => {
  it('is shown cleaned, in a frame without scripts, and counts as read on the server', async () => {
    await window.openMessage('Spring in the garden');
    const frame = window.page.locator('iframe[title="Message body"]');
    expect(await frame.getAttribute('sandbox')).toBe('');
    await window.body().getByText('Seeds are here').waitFor();
    const html = (await frame.getAttribute('srcdoc')) ?? '';
    expect(html).not.toMatch(/<script|onclick|tracker\.example\.net/i);
    await window.page
      .getByText(/remote (images|content)|not loaded/i)
      .first()
      .waitFor();
    await eventually(async () => {
      const seen = (await scene.dovecot.contents('ann')).get('INBOX')?.filter(({ flags }) => flags.includes('\\Seen'));
      expect(seen).toHaveLength(1);
    });
  });

  it('gives its attachment to be saved, exactly', async () => {
    const path = join(scene.folder, 'seeds.csv');
    await scene.homing().app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
    }, path);
    await window.page.getByRole('list', { name: 'Attachments' }).getByRole('button', { name: 'Save seeds.csv' }).click();
    await eventually(async () => expect(await readFile(path, 'utf8')).toBe('name,count\r\nbean,12\r\n'));
  });

  it('shows the whole address of a link before anything opens', async () => {
    await window.body().getByRole('link', { name: 'the club' }).click();
    const dialog = window.page.getByRole('dialog').filter({ hasText: 'https://example.org/club' });
    await dialog.waitFor();
    await window.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  it('is found by its sender and by its subject', async () => {
    await window.search('garden club');
    await eventually(async () => expect(await window.messageCount()).toBe(1));
    await window.search('roof');
    await window.row('The roof').waitFor();
    await window.search('nothing like this');
    await eventually(async () => expect(await window.messageCount()).toBe(0));
    await window.search('');
  });
});

describe('what a person does to IMAP mail happens on the server', () => {
  it('star, archive, delete, and undo', async () => {
    await window.openMailbox('Inbox', 'ann@example.org');
    await window.openMessage('Letter 1');
    await window.page.keyboard.press('s');
    await eventually(async () => {
      const starred = (await scene.dovecot.contents('ann')).get('INBOX')?.filter(({ flags }) => flags.includes('\\Flagged'));
      expect(starred).toHaveLength(1);
    });
    await window.onMessage('Archive');
    await eventually(async () => expect(await subjectsOnServer('ann', 'Archive')).toEqual(['Letter 1']));
    await window.openMessage('Letter 2');
    await window.onMessage('Delete');
    await eventually(async () => expect(await subjectsOnServer('ann', 'Trash')).toEqual(['Letter 2']));
    await window.button('Undo').click();
    await eventually(async () => expect(await subjectsOnServer('ann', 'Trash')).toEqual([]));
    await eventually(async () => expect(await subjectsOnServer('ann', 'INBOX')).toEqual(['Letter 2', 'Spring in the garden']));
  });

  it('new mail shows up without asking', async () => {
    await window.openMailbox('Inbox', 'ann@example.org');
    await scene.dovecot.deliver('ann', 'INBOX', { raw: letter(20, { subject: 'Just arrived' }) });
    await window.row('Just arrived').waitFor();
  });
});

describe('what a person does to POP mail happens here', () => {
  it('the message lies in Trash on this computer, and its copy in the maildrop stays', async () => {
    await window.openMailbox('Inbox', 'pat@example.org');
    await window.openMessage('From the maildrop');
    await window.page.keyboard.press('#');
    await window.openMailbox('Trash', 'pat@example.org');
    await window.row('From the maildrop').waitFor();
    await window.button('Check mail').click();
    await window.openMailbox('Inbox', 'pat@example.org');
    await eventually(async () => expect(await window.messageCount()).toBe(1));
    expect(await subjectsOnServer('pat', 'INBOX')).toEqual(['From the maildrop', 'Stays in the maildrop']);
  });
});

describe('the copies of a POP account', () => {
  it('leave the server as the person chooses, who is told before what will go', async () => {
    await window.page.getByRole('treeitem', { name: /^pat@example\.org/u }).click({ button: 'right' });
    await window.page.getByRole('menuitem', { name: 'Account options…' }).click();
    const dialog = window.page.getByRole('dialog', { name: 'Options of pat@example.org' });
    await dialog.getByText('Nothing is removed from the server now.').waitFor();
    await dialog.getByRole('radio', { name: 'Remove after download' }).click();
    await dialog.getByText(/^Would remove 2 messages, .* from the server; all of them are on this computer\.$/u).waitFor();
    await dialog.getByRole('radio', { name: 'Remove when I delete it here' }).click();
    await dialog.getByText(/^Would remove 1 message, .* from the server; it is on this computer\.$/u).waitFor();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    await eventually(async () => expect(await subjectsOnServer('pat', 'INBOX')).toEqual(['Stays in the maildrop']));
  });
});

describe('writing', () => {
  it('a reply goes out, is filed in Sent on the server, and marks what it answers', async () => {
    await window.openMailbox('Inbox', 'ann@example.org');
    await window.openMessage('Spring in the garden');
    await window.onMessage('Reply');
    expect(await window.textbox('To').inputValue()).toContain('club@example.org');
    expect(await window.textbox('Subject').inputValue()).toBe('Re: Spring in the garden');
    await window.textbox('Message text').press('Control+Home');
    await window.textbox('Message text').pressSequentially('I am coming on Sunday.');
    await window.button('Send').click();
    const [sent] = await scene.smtp.waitForMessages(1);
    expect(sent).toMatchObject({ mailFrom: 'ann@example.org', rcptTo: ['club@example.org'] });
    expect(sent?.raw.toString()).toMatch(/^In-Reply-To: <spring@example\.org>\r$/mu);
    expect(sent?.raw.toString()).toContain('I am coming on Sunday.');
    await eventually(async () => expect(await subjectsOnServer('ann', 'Sent')).toEqual(['Re: Spring in the garden']));
    await eventually(async () => {
      const answered = (await scene.dovecot.contents('ann')).get('INBOX')?.filter(({ flags }) => flags.includes('\\Answered'));
      expect(answered).toHaveLength(1);
    });
  });
});

describe('without its servers', () => {
  it('the program starts, and everything downloaded can be read, found and acted on', async () => {
    await scene.dovecot.stop({ keep: true });
    await scene.smtp.stop();
    window = await scene.start();
    await eventually(async () => expect(await window.status()).toMatch(/offline/i));
    await window.openMailbox('Inbox', 'ann@example.org');
    await window.openMessage('Spring in the garden');
    await window.body().getByText('Seeds are here').waitFor();
    await window.openMailbox('Inbox', 'pat@example.org');
    await window.openMessage('Stays in the maildrop');
    await window.search('just arrived');
    await window.openMessage('Just arrived');
    await window.onMessage('Archive');
    await window.search('');
    await window.openMailbox('Archive', 'ann@example.org');
    await window.row(/Just arrived.*being moved/i).waitFor();
    await eventually(async () => expect(await window.status()).toMatch(/actions? waits? for the server/i));
  });

  it('a mail that is written waits in the outbox', async () => {
    await window.button('New message').click();
    await window.textbox('To').fill('bob@example.net');
    await window.textbox('Subject').fill('Written offline');
    await window.textbox('Message text').fill('Later.');
    await window.button('Send').click();
    await window.page.getByText('1 message in the outbox').first().waitFor();
    window = await scene.start();
    await window.page.getByText('1 message in the outbox').first().waitFor();
  });

  it('everything is carried out when they are back', async () => {
    await scene.dovecot.start();
    await scene.smtp.start();
    await window.button('Check mail').click();
    await eventually(async () => expect(await subjectsOnServer('ann', 'Archive')).toEqual(['Just arrived', 'Letter 1']));
    await eventually(async () => expect(await window.status()).not.toMatch(/offline/i));
    const sent = await scene.smtp.waitForMessages(2);
    expect(sent[1]).toMatchObject({ rcptTo: ['bob@example.net'] });
    await window.openMailbox('Archive', 'ann@example.org');
    await window.row(/Just arrived.*on the server and here/i).waitFor();
  });
});

/** What axe finds in the real, painted window: every view, light and dark. Contrast can be told only here. */
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountDraft } from '../../shared/account.ts';
import { letter } from '../servers/support/imap-scene.ts';
import type { HomingWindow } from './support/homing-window.ts';
import { type Scene, setScene } from './support/scene.ts';

let scene: Scene;
let window: HomingWindow;

beforeAll(async () => {
  scene = await setScene();
  await scene.dovecot.addUser('ann', { quotaBytes: 100_000 });
  await scene.dovecot.deliver('ann', 'INBOX', { raw: letter(1) }, { raw: letter(2) }, { raw: withPictures });
  await scene.dovecot.deliver('ann', 'Projects/House', { raw: letter(3) });
  window = await scene.start();
});
afterAll(() => scene?.end());

const withPictures = Buffer.from(
  [
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
    '<h1>Seeds are here</h1><img src="https://pictures.example.net/1.jpg" width="300" height="120" alt="A bed of tulips">',
    '<img src="https://pictures.example.net/open.gif" width="1" height="1" alt="Pixel">',
    '--outer',
    'Content-Type: text/csv; name="seeds.csv"',
    'Content-Disposition: attachment; filename="seeds.csv"',
    '',
    'name,count',
    '--outer--',
    '',
  ].join('\r\n'),
);

const draft = (): AccountDraft => {
  const server = { host: '127.0.0.1', security: 'none', userName: 'ann' } as const;
  return {
    kind: 'imap',
    identity: { name: 'Ann Example', address: 'ann@example.org' },
    incoming: { ...server, port: scene.dovecot.ports.imap },
    outgoing: { ...server, port: scene.smtp.ports.smtp },
    password: 'password of ann',
    keepPasswordWeakly: true,
  };
};

/** Serious and critical ones, in both themes; "label-content-name-mismatch" is asked for although axe calls it experimental. */
async function findings(): Promise<readonly string[]> {
  const found: string[] = [];
  for (const theme of ['light', 'dark'] as const) {
    await window.command('settings.set', { theme });
    await window.page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme);
    // Colours on their way from one theme to the other would be measured half-way.
    await window.page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
    // The page's policy forbids script elements; what the debugger evaluates is not one.
    await window.page.evaluate(axe.source);
    const violations = await window.page.evaluate(async () => {
      const { axe: inPage } = globalThis as unknown as { readonly axe: typeof axe };
      const results = await inPage.run(document, {
        iframes: false,
        rules: { 'label-content-name-mismatch': { enabled: true }, region: { enabled: false } },
      });
      return results.violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html, any }) => `${id}: ${html.slice(0, 200)} ${any[0]?.message ?? ''}`));
    });
    found.push(...violations.map((violation) => `${theme}: ${violation}`));
  }
  return found;
}

describe('axe finds nothing serious in', () => {
  it('the wizard, step by step', async () => {
    const { page } = window;
    await window.textbox('Your name').fill('Ann Example');
    await window.textbox('Email address').fill('ann@example.org');
    await window.textbox('Password').fill('password of ann');
    expect(await findings()).toEqual([]);
    await window.button('Continue').click();
    await page.getByRole('radio', { name: 'Download mail to this computer (POP)' }).click();
    expect(await findings()).toEqual([]);
    await window.button('Continue').click();
    await page.getByRole('combobox', { name: 'Incoming security' }).click();
    await page.getByRole('option', { name: 'None', exact: true }).click();
    expect(await findings()).toEqual([]);
  });

  it('the list, with nothing open', async () => {
    await window.command('account.add', draft());
    await window.mailbox('Inbox, 3 unread', 'ann@example.org').waitFor();
    await window.openAllInboxes();
    await window.row('Letter 1').waitFor();
    expect(await findings()).toEqual([]);
  });

  it('an open message with pictures left out and an attachment', async () => {
    await window.openMessage('Spring in the garden');
    await window.body().getByText('A bed of tulips').waitFor();
    expect(await window.body().getByText('Pixel').count()).toBe(0);
    await window.page.keyboard.press('s');
    await window.row(/Spring in the garden.*starred/).waitFor();
    expect(await findings()).toEqual([]);
  });

  it('the composer, and the question before a text is thrown away', async () => {
    await window.onMessage('Reply');
    await window.textbox('Message text').pressSequentially('Yes.');
    expect(await findings()).toEqual([]);
    await window.button('Discard').click();
    await window.page.getByRole('alertdialog').waitFor();
    expect(await findings()).toEqual([]);
    await window.page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  });

  it('what is offered after an action', async () => {
    await window.openMessage('Letter 1');
    await window.onMessage('Archive');
    await window.button('Undo').waitFor();
    expect(await findings()).toEqual([]);
    await window.button('Undo').click();
  });

  it('the palette and the shortcuts', async () => {
    const { page } = window;
    await page.keyboard.press('Control+k');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Commands' }).waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await findings()).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'detached' });
  });

  it('a search without finds', async () => {
    await window.search('nothing like this');
    await window.page.getByText('Nothing found').waitFor();
    expect(await findings()).toEqual([]);
    await window.search('');
  });

  it('the Storage view', async () => {
    await window.openStorage();
    expect(await findings()).toEqual([]);
  });
});

/**
 * Pictures of the window over the fake api, for people to look at: light, dark, small, empty, offline, long, right-to-left.
 * `node scripts/run-ts.mjs test/renderer/preview/take-pictures.ts <folder>`; CHROMIUM names the browser.
 */
import react from '@vitejs/plugin-react';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { createServer } from 'vite';
import type { FakeApi } from '../../doubles/fake-api.ts';
import { popId } from '../../doubles/sample-mail.ts';

interface Picture {
  readonly name: string;
  readonly scene?: string;
  readonly dark?: boolean;
  readonly size?: { readonly width: number; readonly height: number };
  readonly rootSize?: string;
  readonly act?: (page: Page) => Promise<void>;
}

const open = (subject: string) => async (page: Page) => page.getByRole('option', { name: subject }).first().click();
const menuOf = (name: string) => async (page: Page) => page.getByRole('treeitem', { name }).first().click({ button: 'right' });
const choose = (name: string, item: string) => async (page: Page) => {
  await menuOf(name)(page);
  await page.getByRole('menuitem', { name: item }).click();
};
const press =
  (...keys: readonly string[]) =>
  async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key);
  };

/** The Inbox of the POP account, with the first message that only the head is here of. */
const openHead = async (page: Page) => {
  await page
    .getByRole('treeitem', { name: /^Inbox/u })
    .nth(1)
    .click();
  await page
    .getByRole('option', { name: /On the server$/u })
    .first()
    .click();
};
/** Until it can be told how long it still takes. */
const goOnDownloading = async (page: Page) => {
  for (let step = 1; step <= 6; step += 1) {
    await page.waitForTimeout(900);
    await page.evaluate(
      ([id, done]) => {
        const { setStatus } = (window as unknown as { fakeApi: FakeApi }).fakeApi;
        const bytes = { done: 96_000_000 + done * 6_000_000, total: 1_200_000_000 };
        setStatus(id, { activity: { what: 'downloading', done: 12 + done, total: 214, bytes } });
      },
      [popId, step] as const,
    );
  }
};
const look = choose('ann@home.example', 'Look at the server…');
const fill =
  (...acts: readonly ((page: Page) => Promise<void>)[]) =>
  async (page: Page) => {
    for (const act of acts) await act(page);
  };
/** Some picked and marked, some only picked. */
const markSome = async (page: Page) => {
  const row = (at: number) =>
    page
      .getByRole('listbox', { name: /^Messages on/u })
      .getByRole('option')
      .nth(at);
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  await row(2).click();
  await row(3).click();
  await button('Download').click();
  await row(5).click();
  await row(7).click({ modifiers: ['Shift'] });
  await button('Delete on the server').click();
  await row(9).click();
  await row(11).click();
};

const pictures: readonly Picture[] = [
  { name: 'light', act: open('Load test on Thursday') },
  { name: 'dark', dark: true, act: open('Load test on Thursday') },
  { name: 'html-light', act: open('Five walks') },
  { name: 'html-dark', dark: true, act: open('Five walks') },
  { name: 'small', size: { width: 900, height: 600 }, act: open('Notes from the library') },
  { name: 'nothing-open' },
  { name: 'rtl', act: open('موعد') },
  { name: 'rtl-dark', dark: true, act: open('موعد') },
  { name: 'long', act: open('Minutes of the eleventh') },
  { name: 'attachments-dark', dark: true, act: open('Grüße') },
  { name: 'big-text', rootSize: '32px', size: { width: 1280, height: 800 }, act: open('Load test on Thursday') },
  { name: 'offline', scene: 'offline', act: open('Re: Drawings') },
  { name: 'failing', scene: 'failing', act: open('Dinner') },
  { name: 'failing-dark', scene: 'failing', dark: true, act: open('Dinner') },
  { name: 'no-mail', scene: 'no-mail' },
  { name: 'no-accounts', scene: 'no-accounts' },
  { name: 'no-results', act: async (page) => page.getByRole('searchbox').fill('zeppelin') },
  { name: 'search', act: async (page) => page.getByRole('searchbox').fill('harbour') },
  { name: 'storage', act: async (page) => page.getByRole('button', { name: 'Storage' }).click() },
  { name: 'storage-dark', dark: true, scene: 'full', act: async (page) => page.getByRole('button', { name: 'Storage' }).click() },
  { name: 'palette', act: press('j', 'Control+k') },
  { name: 'help-dark', dark: true, act: press('?') },
  { name: 'undo', act: press('j', 'e') },
  {
    name: 'delete-hint',
    act: async (page) => {
      await open('Load test on Thursday')(page);
      await page.getByRole('button', { name: 'Delete' }).hover();
      await page.waitForTimeout(900);
    },
  },
  {
    name: 'storage-hint',
    act: async (page) => {
      await page.getByText('On imap.example.org').first().hover();
      await page.waitForTimeout(900);
    },
  },
  { name: 'reply', act: press('j', 'r') },
  { name: 'downloading', scene: 'downloading' },
  { name: 'downloading-small', scene: 'downloading', size: { width: 900, height: 600 } },
  { name: 'paused-dark', scene: 'paused', dark: true },
  { name: 'pop-downloading', scene: 'pop-downloading', act: goOnDownloading },
  { name: 'pop-downloading-dark-small', scene: 'pop-downloading', dark: true, size: { width: 900, height: 600 }, act: goOnDownloading },
  { name: 'pop-paused', scene: 'pop-paused' },
  { name: 'pop-paused-dark-small', scene: 'pop-paused', dark: true, size: { width: 900, height: 600 } },
  { name: 'pop-no-room', scene: 'pop-no-room' },
  { name: 'pop-menu-dark', dark: true, act: menuOf('ann@home.example') },
  { name: 'wanted', scene: 'offline', act: open('Re: Drawings') },
  { name: 'options', act: choose('ann@example.org', 'Account options…') },
  {
    name: 'options-dark-open',
    dark: true,
    scene: 'no-limit',
    act: async (page) => {
      await choose('ann@example.org', 'Account options…')(page);
      await page.getByRole('button', { name: 'If this server misbehaves' }).click();
      await page.getByRole('switch', { name: 'Moving in one step' }).click();
      await page.waitForTimeout(200);
      await page.getByRole('switch', { name: 'Compressed connection' }).scrollIntoViewIfNeeded();
    },
  },
  { name: 'options-big-text', rootSize: '32px', act: choose('ann@example.org', 'Account options…') },
  { name: 'options-small', scene: 'no-limit', size: { width: 900, height: 600 }, act: choose('ann@example.org', 'Account options…') },
  { name: 'copies', act: choose('ann@home.example', 'Account options…') },
  { name: 'copies-dark', dark: true, act: choose('ann@home.example', 'Account options…') },
  { name: 'copies-small', size: { width: 900, height: 600 }, act: choose('ann@home.example', 'Account options…') },
  {
    name: 'copies-more',
    scene: 'heads',
    act: fill(choose('ann@home.example', 'Account options…'), async (page) =>
      page.getByRole('heading', { name: 'Check for new mail' }).scrollIntoViewIfNeeded(),
    ),
  },
  { name: 'head-only', scene: 'heads', act: openHead },
  { name: 'head-only-dark-small', scene: 'heads', dark: true, size: { width: 900, height: 600 }, act: openHead },
  { name: 'head-only-offline', scene: 'heads-offline', act: openHead },
  { name: 'head-only-coming', scene: 'heads-coming', act: openHead },
  {
    name: 'head-only-question',
    scene: 'heads',
    act: fill(openHead, async (page) => page.getByRole('button', { name: 'Delete on the server…' }).click()),
  },
  {
    name: 'head-only-menu-dark',
    scene: 'heads',
    dark: true,
    act: fill(openHead, async (page) =>
      page
        .getByRole('option', { name: /On the server$/u })
        .first()
        .click({ button: 'right' }),
    ),
  },
  { name: 'maildrop', act: look },
  { name: 'maildrop-marked', act: fill(look, markSome) },
  { name: 'maildrop-dark', dark: true, act: fill(look, markSome) },
  { name: 'maildrop-small', size: { width: 900, height: 600 }, act: fill(look, markSome) },
  { name: 'maildrop-big-text', rootSize: '32px', act: fill(look, markSome) },
  {
    name: 'maildrop-question',
    act: fill(look, markSome, async (page) => page.getByRole('button', { name: 'Apply…' }).click()),
  },
  { name: 'maildrop-big', scene: 'maildrop-big', act: look },
  { name: 'maildrop-empty-dark', scene: 'maildrop-empty', dark: true, act: look },
  { name: 'maildrop-looking', scene: 'maildrop-looking', act: look },
  {
    name: 'maildrop-none-new',
    scene: 'maildrop-all-here',
    act: fill(look, async (page) => page.getByRole('checkbox', { name: 'Only new' }).check()),
  },
  {
    name: 'maildrop-locked',
    act: async (page) => {
      await page.evaluate(() =>
        (window as unknown as { fakeApi: FakeApi }).fakeApi.fail('maildrop.look', {
          kind: 'busy',
          retry: 'later',
          text: 'The mailbox is in use by another program. Homing tries again later.',
        }),
      );
      await look(page);
    },
  },
  {
    name: 'setup-pop',
    scene: 'no-accounts',
    act: async (page) => {
      await page.getByRole('textbox', { name: 'Your name' }).fill('Ann');
      await page.getByRole('textbox', { name: 'Email address' }).fill('ann@home.example');
      await page.getByRole('textbox', { name: 'Password' }).fill('secret');
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByRole('radio', { name: 'Download mail to this computer (POP)' }).click();
      await page.getByRole('combobox', { name: 'Download of big messages' }).click();
      await page.getByRole('option', { name: 'Heads only above 5 MB' }).click();
    },
  },
  { name: 'message-menu', act: async (page) => page.getByRole('option', { name: 'Dinner' }).first().click({ button: 'right' }) },
  {
    name: 'message-more-dark',
    dark: true,
    act: async (page) => {
      await open('Load test on Thursday')(page);
      await page.getByRole('button', { name: 'More actions' }).click();
    },
  },
  { name: 'message-move-small', size: { width: 900, height: 600 }, act: press('j', 'v') },
  { name: 'storage-roots', scene: 'quota-roots', act: async (page) => page.getByRole('button', { name: 'Storage' }).click() },
  {
    name: 'storage-roots-hint-dark',
    scene: 'quota-roots',
    dark: true,
    act: async (page) => {
      await page.getByText('On imap.example.org').first().hover();
      await page.waitForTimeout(900);
    },
  },
  {
    name: 'storage-no-limit-small',
    scene: 'no-limit',
    size: { width: 900, height: 600 },
    act: async (page) => page.getByRole('button', { name: 'Storage' }).click(),
  },
  {
    name: 'storage-entered-dark',
    scene: 'entered-limit',
    dark: true,
    act: async (page) => page.getByRole('button', { name: 'Storage' }).click(),
  },
  { name: 'vanished', scene: 'vanished' },
  {
    name: 'vanished-dark-small',
    scene: 'vanished',
    dark: true,
    size: { width: 900, height: 600 },
    act: async (page) => page.getByRole('button', { name: 'Remove them here too' }).click(),
  },
  { name: 'folder-menu', act: menuOf('Drawings') },
  {
    name: 'folder-menu-dark',
    dark: true,
    act: async (page) => {
      await menuOf('Drawings')(page);
      await page.getByRole('menuitem', { name: 'Keep offline' }).click();
      await page.getByRole('menuitemradio', { name: 'Last 6 months' }).hover();
    },
  },
  { name: 'folder-menu-small', size: { width: 900, height: 600 }, scene: 'namespaces', act: menuOf('Junk') },
  { name: 'account-menu', scene: 'namespaces', act: menuOf('ann@example.org') },
  { name: 'folder-new', act: choose('Drawings', 'New folder…') },
  { name: 'folder-delete-dark', dark: true, act: choose('Drawings', 'Delete…') },
  { name: 'folder-move', act: choose('Drawings', 'Move to…') },
  { name: 'folders-shown', scene: 'namespaces', act: choose('ann@example.org', 'Show hidden folders…') },
];

const folder = process.argv[2] ?? '.cache/preview-pictures';
const only = process.argv.slice(3);
await mkdir(folder, { recursive: true });
const root = fileURLToPath(new URL('../../..', import.meta.url));
const server = await createServer({
  root,
  configFile: false,
  plugins: [react()],
  server: { port: 0, host: '127.0.0.1', fs: { allow: [root] } },
  logLevel: 'warn',
  cacheDir: join(root, '.cache/preview'),
});
await server.listen();
const address = server.resolvedUrls?.local[0] ?? '';
const browser = await chromium.launch({
  executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  for (const picture of pictures) if (only.length === 0 || only.includes(picture.name)) await take(picture);
} finally {
  await browser.close();
  await server.close();
}

async function take({ name, scene = 'normal', dark = false, size = { width: 1280, height: 800 }, rootSize, act }: Picture): Promise<void> {
  const page = await browser.newPage({ viewport: size, colorScheme: dark ? 'dark' : 'light', locale: 'en-GB' });
  page.on('pageerror', (error) => process.stderr.write(`${name}: ${error.message}\n`));
  page.on('console', (message) =>
    message.type() === 'error' && !message.text().includes('404') ? process.stderr.write(`${name}: ${message.text()}\n`) : undefined,
  );
  if (rootSize !== undefined) {
    // Before the first script runs, and after there is a root element.
    await page.addInitScript((value) => {
      document.addEventListener('readystatechange', () => document.documentElement.style.setProperty('font-size', value));
    }, rootSize);
  }
  await page.goto(`${address}test/renderer/preview/index.html?scene=${scene}`);
  await page.locator('#root > *').first().waitFor();
  await page.waitForTimeout(250);
  await act?.(page);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.close();
}

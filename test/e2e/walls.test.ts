/** The walls around strangers' HTML, looked at from outside: the built program, a hostile frame in its window, and a server that must hear nothing. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Display, needsDisplay, startDisplay } from '../../scripts/display.mjs';
import { findElectron } from '../../scripts/electron-runtime.mjs';
import { electronArgs } from '../../scripts/launch.mjs';
import type { Api, EventName } from '../../shared/ipc.ts';
import { type Canary, startCanary } from './support/canary.ts';
import { hostileMail, links, showFrame } from './support/hostile-frame.ts';
import { launchHoming, type RunningHoming } from './support/launch-homing.ts';

/** How long silence must last to count as silence: unguarded, the same frame is heard within a tenth of this. */
const quietMs = 1500;

let display: Display | undefined;
let folder: string;
let homing: RunningHoming;
let page: Page;
let canary: Canary;

beforeAll(async () => {
  display = needsDisplay() ? await startDisplay() : undefined;
  folder = await mkdtemp(join(tmpdir(), 'homing-walls-'));
  canary = await startCanary();
  homing = await launchHoming({ profile: join(folder, 'profile'), ...(display && { display: display.name }) });
  page = homing.page;
});

afterAll(async () => {
  await homing?.close();
  canary?.stop();
  await display?.stop();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(() => {
  canary.heard.length = 0;
});

const silence = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, quietMs));

describe('network', () => {
  it('hears the hostile frame where there are no walls (or the next test could not fail)', async () => {
    const plain = join(folder, 'plain');
    await mkdir(plain);
    await writeFile(join(plain, 'package.json'), JSON.stringify({ name: 'plain', main: 'main.js' }));
    const main = `const { app, BrowserWindow } = require('electron'); app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,plain'));`;
    await writeFile(join(plain, 'main.js'), main);
    const app = await launchPlain(plain);
    try {
      await showFrame(await app.firstWindow(), hostileMail(canary.port));
      await expect.poll(() => canary.heard.some((line) => line.startsWith('GET /picture'))).toBe(true);
      await expect.poll(() => canary.heard.length).toBeGreaterThan(5);
    } finally {
      await app.close();
    }
  });

  it('hears nothing from Homing: no request, no connection, no script', async () => {
    await page.evaluate(() => window.addEventListener('message', (event) => Reflect.set(window, 'saidByScript', event.data)));
    await showFrame(page, hostileMail(canary.port));
    await silence();
    expect(canary.heard).toEqual([]);
    expect(await page.evaluate(() => Reflect.get(window, 'saidByScript') as unknown)).toBeUndefined();
  });

  it('hears nothing from the window itself, even if a script of ours went wrong', async () => {
    const results = await page.evaluate(async (canaryPort) => {
      const addresses = [`http://127.0.0.1:${canaryPort}/`, `http://receipt.localhost:${canaryPort}/`];
      for (const address of addresses) {
        const link = document.createElement('link');
        link.rel = 'preconnect';
        link.href = address;
        document.head.append(link);
        navigator.sendBeacon(`${address}beacon`);
        new Image().src = `${address}image`;
      }
      const outcome = (attempt: Promise<unknown>) =>
        attempt.then(
          () => 'reached',
          () => 'refused',
        );
      const socket = new Promise((resolve, reject) => {
        const made = new WebSocket(`ws://127.0.0.1:${canaryPort}/`);
        made.addEventListener('open', resolve);
        made.addEventListener('error', reject);
      });
      const worker =
        navigator.serviceWorker === undefined ? Promise.reject(new Error('none')) : navigator.serviceWorker.register('/index.html');
      const attempts = [...addresses.map((address) => fetch(address, { mode: 'no-cors' })), socket, worker];
      return Promise.all(attempts.map(outcome));
    }, canary.port);
    expect(results).toEqual(['refused', 'refused', 'refused', 'refused']);
    await silence();
    expect(canary.heard).toEqual([]);
  });
});

describe('the window', () => {
  it('runs sandboxed and isolated, without Node, and reaches three functions only', async () => {
    const preferences = await homing.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      // Not in the published types; the only way to read what a window really got.
      return (contents as unknown as { getLastWebPreferences(): Record<string, unknown> }).getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
    });
    const reached = await page.evaluate(() => ({
      node: [typeof Reflect.get(window, 'process'), typeof Reflect.get(window, 'require'), typeof Reflect.get(window, 'ipcRenderer')],
      api: Object.keys(Reflect.get(window, 'api') as object),
    }));
    expect(reached).toEqual({ node: ['undefined', 'undefined', 'undefined'], api: ['query', 'command', 'on'] });
  });

  it('gives a message no way to it', async () => {
    const body = await showFrame(page, '<p>text</p>');
    const types = await body.locator('p').evaluate(() => ['api', 'process', 'require'].map((name) => typeof Reflect.get(window, name)));
    expect(types).toEqual(['undefined', 'undefined', 'undefined']);
  });

  it('has no permissions', async () => {
    const states = await page.evaluate(async () => {
      const names = ['geolocation', 'notifications', 'camera', 'microphone'] as PermissionName[];
      return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    });
    expect(new Set(states)).toEqual(new Set(['denied']));
  });

  it('is served its own files and nothing beside them', async () => {
    const statuses = await homing.app.evaluate(async ({ net }) => {
      const addresses = [
        'app://homing/index.html',
        'app://homing/..%2f..%2fpackage.json',
        'app://homing/..%2fmain%2fmain.js',
        'mail-part://nobody/1/1/1',
      ];
      return Promise.all(addresses.map(async (address) => (await net.fetch(address)).status));
    });
    expect(statuses).toEqual([200, 404, 404, 404]);
  });

  it('answers no call that is not in the contract', async () => {
    const answers = await page.evaluate(async () => {
      const { api } = window as unknown as {
        readonly api: Record<'query' | 'command', (...args: readonly unknown[]) => Promise<{ readonly ok: boolean }>>;
      };
      const calls = [
        api.query('settings.get'),
        api.query('settings.set', { theme: 'dark' }),
        api.query('toString'),
        api.command('link.open', 'file:///etc'),
      ];
      return (await Promise.all([...calls, api.command('attachment.save', { accountId: '../x', mailboxId: 1, messageId: 1 }, '1')])).map(
        ({ ok }) => ok,
      );
    });
    expect(answers).toEqual([true, false, false, false, false]);
  });
});

describe("a message's frame", () => {
  it('shows pictures of the message', async () => {
    await homing.app.evaluate(({ protocol }) => {
      const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
      protocol.unhandle('mail-part');
      protocol.handle('mail-part', () => new Response(Buffer.from(png, 'base64'), { headers: { 'content-type': 'image/png' } }));
    });
    const body = await showFrame(page, '<img src="mail-part://ann/1/2/1.2">');
    await expect.poll(() => body.locator('img').evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBe(1);
  });

  it('tells of a clicked link and stays where it is', async () => {
    const told = await listen('link.clicked', 'compose.requested');
    const body = await showFrame(page, links);
    // The last one is allowed: when it has been told, all before it have been decided.
    for (const link of ['mail', 'top', 'blank', 'web']) {
      await body.getByText(link, { exact: true }).click({ noWaitAfter: true });
    }
    await expect
      .poll(told)
      .toEqual([{ to: 'bob@example.org', cc: '', bcc: '', subject: 'Hi', text: '' }, { url: 'https://example.org/path?x=1' }]);
    expect(await body.getByText('web', { exact: true }).isVisible()).toBe(true);
    expect(page.url()).toBe('app://homing/index.html');
  });
});

// Last, because Playwright goes on waiting for the navigations that never happen.
describe('the way out', () => {
  it('goes nowhere and opens nothing', async () => {
    const opened = await page.evaluate(() => window.open('https://example.org/') === null);
    expect(opened).toBe(true);
    await page.evaluate(() => {
      location.href = 'https://example.org/';
    });
    await page.evaluate(() => {
      location.href = 'file:///etc/passwd';
    });
    expect(page.url()).toBe('app://homing/index.html');
    expect(await homing.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });
});

/** Collects what the window is told from now on. */
async function listen(...names: readonly EventName[]): Promise<() => Promise<unknown>> {
  await page.evaluate((wanted) => {
    const told: unknown[] = [];
    Reflect.set(window, 'told', told);
    const { api } = window as unknown as { readonly api: Api };
    for (const name of wanted) api.on(name, (payload) => told.push(payload));
  }, names);
  return () => page.evaluate(() => Reflect.get(window, 'told') as unknown);
}

async function launchPlain(program: string): Promise<ElectronApplication> {
  const runtime = await findElectron();
  const flags = electronArgs(runtime).filter((arg) => arg.startsWith('--'));
  const env = { ...process.env, ...(display && { DISPLAY: display.name }) } as Record<string, string>;
  return _electron.launch({
    executablePath: runtime.executable,
    args: [...flags, program, `--user-data-dir=${join(folder, 'plain-data')}`],
    env,
  });
}

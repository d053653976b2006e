/** The program as it is installed: packed by `npm run dist`, started from its own folder, with the fuses as they must be. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Display, needsDisplay, startDisplay } from '../../scripts/display.mjs';
import { findElectron } from '../../scripts/electron-runtime.mjs';
import { electronArgs } from '../../scripts/launch.mjs';
import { outFolder, root } from '../../scripts/paths.mjs';
import { captureCommand } from '../../scripts/run-command.mjs';
import { type DovecotServer, startDovecot } from '../servers/support/dovecot.ts';
import { letter } from '../servers/support/imap-scene.ts';
import { homingWindow } from './support/homing-window.ts';

const unpacked = join(outFolder, 'packed', 'linux-unpacked');
const program = join(unpacked, 'homing');

// One character for each fuse, as they stand in the executable.
const [fuseOff, fuseOn] = ['0', '1'].map((digit) => digit.charCodeAt(0));

describe('the packed program', () => {
  let display: Display | undefined;
  let folder: string;
  let running: ChildProcess | undefined;
  let dovecot: DovecotServer;

  beforeAll(async () => {
    const packed = await captureCommand(process.execPath, [join(root, 'scripts', 'dist.mjs'), '--dir']);
    expect(packed.code, packed.output + packed.errors).toBe(0);
    display = needsDisplay() ? await startDisplay() : undefined;
    dovecot = await startDovecot();
    folder = await mkdtemp(join(tmpdir(), 'homing-packed-'));
  }, 180_000);

  afterAll(async () => {
    if (running?.exitCode === null) {
      running.kill('SIGTERM');
      await once(running, 'exit');
    }
    await dovecot?.stop();
    await display?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('cannot be turned into a tool of others', async () => {
    const fuses = await getCurrentFuseWire(program);
    const off = [FuseV1Options.RunAsNode, FuseV1Options.EnableNodeOptionsEnvironmentVariable, FuseV1Options.EnableNodeCliInspectArguments];
    const on = [
      FuseV1Options.OnlyLoadAppFromAsar,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.EnableCookieEncryption,
    ];
    for (const fuse of [...off, FuseV1Options.GrantFileProtocolExtraPrivileges]) expect(fuses[fuse], FuseV1Options[fuse]).toBe(fuseOff);
    for (const fuse of on) expect(fuses[fuse], FuseV1Options[fuse]).toBe(fuseOn);
  });

  it('holds its archive, the native library beside it, and no other program', async () => {
    expect((await readdir(join(unpacked, 'resources'))).sort()).toEqual(['app.asar', 'app.asar.unpacked']);
  });

  it('starts, asks for the first account, and downloads its mail: threads and store work inside the archive', async () => {
    // As root Chromium needs the flag of the development launcher; the packed program has none of its own.
    const flags = electronArgs(await findElectron()).filter((arg) => arg.startsWith('--'));
    const args = [...flags, `--profile=${join(folder, 'profile')}`, '--remote-debugging-port=0'];
    const env = { ...process.env, ...(display && { DISPLAY: display.name }) };
    running = spawn(program, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const address = await debuggerAddress(running);
    await windowIsThere(address);
    const browser = await chromium.connectOverCDP(address);
    try {
      const context = browser.contexts()[0];
      const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
      expect(page?.url()).toBe('app://homing/index.html');
      if (page === undefined) throw new Error('no page');
      await page.getByRole('textbox', { name: 'Email address' }).waitFor();
      const window = homingWindow(page);
      const pop = await draftFor(dovecot, 'pop3', letter(1, { subject: 'By POP' }));
      await window.command('account.add', { ...pop, kind: 'pop', copies: { kind: 'leave' } });
      await window.openMessage('By POP');
      // Its bytes are put by a thread that the account's thread starts, which has to be found in the archive as well.
      const imap = await draftFor(dovecot, 'imap', letter(2, { subject: 'By IMAP' }));
      await window.command('account.add', { ...imap, kind: 'imap' });
      await window.openMessage('By IMAP');
      await page.getByText('Hello 2,').first().waitFor();
    } finally {
      await browser.close();
    }
  }, 60_000);
});

/** What an account is added with whose inbox holds this letter. */
async function draftFor(dovecot: DovecotServer, protocol: 'imap' | 'pop3', raw: Buffer) {
  const { user, password } = await dovecot.addUser(protocol);
  await dovecot.deliver(user, 'INBOX', { raw });
  const server = { host: '127.0.0.1', port: dovecot.ports[protocol], security: 'none', userName: user } as const;
  const identity = { name: '', address: `${protocol}@example.org` };
  return { identity, incoming: server, outgoing: server, password, keepPasswordWeakly: false };
}

/** Chromium says on its error output where it listens; that is read to the end, or a full pipe would stop the program. */
function debuggerAddress(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said += text;
      const address = /^DevTools listening on (ws:\S+)$/mu.exec(said)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once('exit', () => reject(new Error(`The packed program ended without a window.\n${said}`)));
  });
}

/** Playwright waits for ever for a window that is made in the very moment it connects, so it connects once the window stands. */
async function windowIsThere(address: string): Promise<void> {
  const listing = new URL('/json/list', address.replace(/^ws/u, 'http'));
  await expect.poll(async () => (await fetch(listing)).text(), { timeout: 30_000 }).toContain('"title": "Homing"');
}

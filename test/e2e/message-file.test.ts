/** Message files from the system: the program started with one, and called again with another while it runs. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Display, needsDisplay, startDisplay } from '../../scripts/display.mjs';
import { findElectron } from '../../scripts/electron-runtime.mjs';
import { electronArgs } from '../../scripts/launch.mjs';
import { fixture } from '../fixtures/mail/fixture.ts';
import { launchHoming, type RunningHoming } from './support/launch-homing.ts';

let display: Display | undefined;
let folder: string;
let homing: RunningHoming;

beforeAll(async () => {
  display = needsDisplay() ? await startDisplay() : undefined;
  folder = await mkdtemp(join(tmpdir(), 'homing-message-file-'));
  await writeFile(join(folder, 'logo.eml'), fixture('related'));
  await writeFile(join(folder, 'A letter.EML'), fixture('plain'));
  const args = [join(folder, 'logo.eml')];
  homing = await launchHoming({ profile: join(folder, 'profile'), args, ...(display && { display: display.name }) });
});

afterAll(async () => {
  await homing?.close();
  await display?.stop();
  await rm(folder, { recursive: true, force: true });
});

const shown = () => homing.page.getByRole('dialog', { name: 'Message file' });
const subject = (name: string) => shown().getByRole('heading', { name, exact: true });

/** Starts the program as the system does for a double click, and waits until it has handed the file on and ended. */
async function callAgain(file: string, workingFolder: string): Promise<void> {
  const runtime = await findElectron();
  const env = { ...process.env, ...(display && { DISPLAY: display.name }) };
  const args = electronArgs(runtime, [`--profile=${join(folder, 'profile')}`, file]);
  await promisify(execFile)(runtime.executable, args, { cwd: workingFolder, env, timeout: 30_000 });
}

describe('a message file', () => {
  it('is shown when the program was started with it, without any account', async () => {
    await subject('Logo').waitFor();
    await shown().getByText('A file on this computer, in none of your accounts.').waitFor();
    const body = shown().frameLocator('iframe[title="Message body"]');
    expect(await body.locator('body').innerText()).toContain('Our logo:');
    expect(await shown().getByRole('list', { name: 'Attachments' }).innerText()).toContain('offer');
    const frame = await shown().locator('iframe').boundingBox();
    expect(frame?.height).toBeGreaterThan(200);
  });

  it('is shown in the window that is open, in place of the one before', async () => {
    await callAgain('A letter.EML', folder);
    await shown().getByText('A letter.EML').waitFor();
    expect(await subject('Logo').count()).toBe(0);
    expect(await homing.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('that is gone is told by its name', async () => {
    await callAgain('gone.eml', folder);
    const failure = homing.page.getByRole('dialog', { name: 'This file cannot be shown' });
    expect(await failure.getByRole('alert').innerText()).toBe('gone.eml is not there any more.');
    await failure.getByRole('button', { name: 'Close' }).click();
    await failure.waitFor({ state: 'hidden' });
    await homing.page.getByRole('main', { name: 'Add account' }).waitFor();
  });
});

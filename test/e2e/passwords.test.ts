/** Where passwords are kept: in the system's keyring, where there is one; else only if the person says so, and never in clear. */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AccountDraft } from '../../shared/account.ts';
import { letter } from '../servers/support/imap-scene.ts';
import { type PrivateKeyring, startKeyring } from './support/private-keyring.ts';
import { type Scene, setScene } from './support/scene.ts';

function draft(scene: Scene, keepPasswordWeakly: boolean): AccountDraft {
  const server = { host: '127.0.0.1', security: 'none', userName: 'ann' } as const;
  return {
    kind: 'imap',
    identity: { name: 'Ann', address: 'ann@example.org' },
    incoming: { ...server, port: scene.dovecot.ports.imap },
    outgoing: { ...server, port: scene.smtp.ports.smtp },
    password: 'password of ann',
    keepPasswordWeakly,
  };
}

/** Everything the program wrote, as text. */
async function written(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((entry) => entry.isFile())
    .map((entry) => readFile(join(entry.parentPath, entry.name), 'latin1').catch(() => ''));
  return (await Promise.all(texts)).join('\n');
}

async function newMailShows(scene: Scene, subject: string): Promise<void> {
  await scene.dovecot.deliver('ann', 'INBOX', { raw: letter(1, { subject }) });
  await scene.window().openMailbox('Inbox');
  await scene.window().row(subject).waitFor();
}

describe('with a keyring', () => {
  let keyring: PrivateKeyring;
  let scene: Scene;
  beforeAll(async () => {
    keyring = await startKeyring();
    scene = await setScene(keyring.env);
    await scene.dovecot.addUser('ann');
  });
  afterAll(async () => {
    await scene?.end();
    await keyring?.stop();
  });

  it('the password is kept there, and the next start asks nothing', async () => {
    const window = await scene.start();
    expect(await window.page.getByText(/no keyring/i).count()).toBe(0);
    await window.command('account.add', draft(scene, false));
    await newMailShows(scene, 'First');
    await scene.start();
    await newMailShows(scene, 'After the restart');
    expect(await scene.window().page.getByRole('dialog').count()).toBe(0);
  });

  it('is nowhere in what the program wrote', async () => {
    expect(await written(join(scene.folder, 'profile'))).not.toContain('password of ann');
  });
});

describe('without a keyring', () => {
  let scene: Scene;
  beforeAll(async () => {
    // A bus on which nobody answers: no keyring, whatever the desktop of this computer has.
    scene = await setScene({ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent', XDG_CURRENT_DESKTOP: '' });
    await scene.dovecot.addUser('ann');
  });
  afterAll(() => scene?.end());

  it('the program says so, and still starts', async () => {
    const window = await scene.start();
    await window.page
      .getByText(/no keyring/i)
      .first()
      .waitFor();
  });

  it('a password nobody wanted kept is asked for at the next start, and mail stays readable meanwhile', async () => {
    await scene.window().command('account.add', draft(scene, false));
    await newMailShows(scene, 'Before');
    await scene
      .window()
      .row(/Before.*and here/i)
      .waitFor();
    const window = await scene.start();
    await window.openMailbox('Inbox');
    await window.openMessage('Before');
    expect(await written(join(scene.folder, 'profile'))).not.toContain('password of ann');
    await window.page
      .getByRole('button', { name: /password/i })
      .first()
      .click();
    await window.textbox('Password').fill('password of ann');
    await window.page.keyboard.press('Enter');
    await newMailShows(scene, 'After the question');
  });
});

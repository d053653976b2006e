/** Setting up both kinds of account by hand, with everything that goes wrong on the way said in its own words. */
import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startDovecot } from '../servers/support/dovecot.ts';
import { freePorts } from '../servers/support/free-ports.ts';
import { letter } from '../servers/support/imap-scene.ts';
import { eventually, type Scene, setScene } from './support/scene.ts';
import { addAccount, type Answers, fillServer, fillWizard } from './support/wizard.ts';

let scene: Scene;
/** A server of another kind: it greets as mail is sent, not as mail is fetched. */
let other: Server;
let otherPort: number;

beforeAll(async () => {
  scene = await setScene();
  other = createServer((socket) => socket.on('error', () => undefined).end('220 mail.example.org ESMTP\r\n'));
  [otherPort = 0] = await freePorts(1);
  await new Promise<void>((resolve) => other.listen(otherPort, '127.0.0.1', resolve));
  await scene.start();
});
afterAll(async () => {
  other?.close();
  await scene?.end();
});

function answers(kind: 'imap' | 'pop', user: { readonly user: string; readonly password: string }): Answers {
  const host = '127.0.0.1';
  const { ports } = scene.dovecot;
  return {
    kind,
    name: 'Ann Example',
    address: `${user.user}@example.org`,
    userName: user.user,
    password: user.password,
    ...(kind === 'pop' ? { copies: 'Leave a copy on the server' } : {}),
    incoming: { host, port: kind === 'imap' ? ports.imap : ports.pop3, security: 'None' },
    outgoing: { host, port: scene.smtp.ports.smtp, security: 'None' },
  };
}

describe('an empty profile', () => {
  it('opens the wizard, which explains the two kinds before asking', async () => {
    const { page } = scene.window();
    await page.getByRole('main', { name: 'Add account' }).waitFor();
    await page.getByRole('textbox', { name: 'Your name' }).waitFor();
    expect(await page.getByRole('button', { name: 'Cancel' }).count()).toBe(0);
  });

  it('says in its own words what is wrong with a server, and keeps the form filled', async () => {
    const { page } = scene.window();
    const user = await scene.dovecot.addUser('imap-ann');
    const right = answers('imap', user);
    const selfSigned = await startDovecot({ certificate: 'self-signed' });
    const [closed = 0] = await freePorts(1);
    await fillWizard(page, { ...right, password: 'not this one' });
    const failures: readonly (readonly [Partial<Answers['incoming']>, RegExp])[] = [
      [{}, /password|user name/i],
      [{ host: 'mail.nowhere.invalid' }, /no server called mail\.nowhere\.invalid/i],
      [{ port: closed }, new RegExp(`refuses connections on port ${closed}|refused`, 'i')],
      [{ port: otherPort }, /not as an IMAP server/i],
      [{ port: selfSigned.ports.imaps, security: 'TLS' }, /certificate/i],
    ];
    const said: string[] = [];
    for (const [wrong, sentence] of failures) {
      await fillServer(page, 'Incoming', { ...right.incoming, ...wrong });
      await addAccount(page);
      const alert = page.getByRole('alert').filter({ hasText: sentence });
      await alert.first().waitFor();
      said.push(await alert.first().innerText());
      expect(await page.getByRole('textbox', { name: 'User name', exact: true }).inputValue()).toBe(user.user);
      expect(await page.getByRole('textbox', { name: 'Incoming server', exact: true }).inputValue()).toBe(wrong.host ?? '127.0.0.1');
    }
    expect(new Set(said).size).toBe(failures.length);
    expect(said.join(' ')).not.toContain('not this one');
    await selfSigned.stop();
  });

  it('adds the account once everything is right, trusting the one certificate it was shown', async () => {
    const { page } = scene.window();
    await scene.dovecot.deliver('imap-ann', 'INBOX', { raw: letter(1) }, { raw: letter(2) });
    await fillServer(page, 'Incoming', { host: '127.0.0.1', port: scene.dovecot.ports.imaps, security: 'TLS' });
    await page.getByRole('textbox', { name: 'Password', exact: true }).fill('password of imap-ann');
    await addAccount(page);
    await page.getByRole('button', { name: 'Trust this certificate for 127.0.0.1' }).first().click();
    await page.getByRole('navigation', { name: 'Mailboxes' }).waitFor();
    await scene.window().mailbox('Inbox, 2 unread', 'imap-ann@example.org').waitFor();
    await page.getByText('On 127.0.0.1', { exact: true }).first().waitFor();
  });
});

describe('a second account', () => {
  it('is a POP account with the choice for its copies, beside the first', async () => {
    const { page } = scene.window();
    const user = await scene.dovecot.addUser('pop-ann');
    await scene.dovecot.deliver(user.user, 'INBOX', { raw: letter(3) });
    await page.getByRole('button', { name: 'Add account', exact: true }).click();
    await page.getByRole('dialog', { name: 'Add account' }).waitFor();
    await fillWizard(page, answers('pop', user));
    await addAccount(page);
    await page.getByText('On this computer', { exact: true }).first().waitFor();
    await scene.window().mailbox('Inbox, 1 unread', 'pop-ann@example.org').waitFor();
    await scene.window().openAllInboxes();
    await eventually(async () => expect(await scene.window().messageCount()).toBe(3));
  });

  it('cannot be the same one again', async () => {
    const { page } = scene.window();
    await page.getByRole('button', { name: 'Add account', exact: true }).click();
    await fillWizard(page, answers('pop', { user: 'pop-ann', password: 'password of pop-ann' }));
    await addAccount(page);
    await page.getByRole('alert').filter({ hasText: 'already set up' }).waitFor();
    // One step back each time, so that nothing typed is lost by one slip.
    for (let step = 0; step < 3; step++) await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Add account' }).waitFor({ state: 'detached' });
  });

  it('is there again when the program starts anew, without any question', async () => {
    await scene.start();
    await scene.window().openAllInboxes();
    await eventually(async () => expect(await scene.window().messageCount()).toBe(3));
    await eventually(async () => expect(await scene.window().status()).not.toMatch(/offline/i));
    expect(await scene.window().page.getByRole('alert').count()).toBe(0);
  });
});

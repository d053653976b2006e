import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createSupervisor } from '../../main/accounts/supervisor.ts';
import { AttachmentTokens } from '../../main/app/attachment-tokens.ts';
import { mailHandlers } from '../../main/app/mail-handlers.ts';
import { openSettings } from '../../main/settings/settings-file.ts';
import type { AccountId, ImapAccount, PopAccount } from '../../shared/account.ts';

// Dialogs and windows: nothing here opens one.
vi.mock('electron', () => ({ app: {}, BrowserWindow: {}, dialog: {}, nativeTheme: {}, screen: {}, shell: {} }));

const id = 'ann' as AccountId;
const server = { host: 'mail.example.org', port: 993, security: 'tls', userName: 'ann' } as const;
const account: ImapAccount = {
  kind: 'imap',
  id,
  identity: { name: 'Ann', address: 'ann@example.org' },
  incoming: server,
  outgoing: server,
};
const pop: PopAccount = { ...account, kind: 'pop', id: 'pop' as AccountId, copies: { kind: 'leave' } };
const unasked = () => Promise.reject(new Error('nobody asked for it'));

async function commandsOf(send: (name: string, payload: unknown) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'homing-handlers-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const settings = await openSettings(folder);
  await settings.putAccount(account);
  await settings.putAccount(pop);
  const supervisor = createSupervisor({
    entry: new URL('data:text/javascript,'),
    folder,
    password: unasked,
    interval: () => 10,
    ready: unasked,
    gone: unasked,
    listen: () => undefined,
    crashed: () => undefined,
    bug: () => undefined,
  });
  return mailHandlers({
    settings,
    credentials: { get: unasked, set: unasked, remove: unasked },
    passwordKeeping: 'keyring',
    supervisor,
    reader: { call: unasked, open: unasked, close: unasked, stop: unasked },
    tokens: new AttachmentTokens(),
    window: () => null,
    send,
  }).commands;
}

it('an account that changed is told to the window, whatever changed about it', async () => {
  const told = vi.fn<(name: string, payload: unknown) => void>();
  const commands = await commandsOf(told);
  await commands['account.trustCertificate'](id, 'incoming', 'pem');
  const trusting = { ...account, incoming: { ...server, trustedCertificate: 'pem' } };
  expect(told).toHaveBeenLastCalledWith('account.listChanged', [trusting, pop]);
  await commands['account.setOptions'](id, { enteredLimit: 5 });
  expect(told).toHaveBeenLastCalledWith('account.listChanged', [{ ...trusting, options: { enteredLimit: 5 } }, pop]);
});

it('each kind of account takes the options of its own kind only', async () => {
  const told = vi.fn<(name: string, payload: unknown) => void>();
  const commands = await commandsOf(told);
  await expect(commands['account.setOptions'](pop.id, {})).rejects.toThrow('for IMAP accounts only');
  await expect(commands['account.setPopOptions'](id, { largestDownload: 5 })).rejects.toThrow('for POP accounts only');
  expect(told).not.toHaveBeenCalled();
  await commands['account.setPopOptions'](pop.id, { copies: { kind: 'remove-when-deleted' }, checkEvery: 5 });
  expect(told).toHaveBeenLastCalledWith('account.listChanged', [
    account,
    { ...pop, copies: { kind: 'remove-when-deleted' }, checkEvery: 5 },
  ]);
});

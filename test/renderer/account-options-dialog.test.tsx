// @vitest-environment jsdom
/** The options of an account, from its menu to what is saved. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { ImapOptions } from '../../shared/account.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { imapId, sampleMail } from '../doubles/sample-mail.ts';
import { sceneOptions } from './preview/scenes.ts';
import { openWindow, user } from './window-story.tsx';

function saved(api: FakeApi): readonly (readonly unknown[])[] {
  return api.calls.filter(({ name }) => name === 'account.setOptions').map(({ args }) => args);
}

async function openOptions(api: FakeApi = createFakeApi()): Promise<HTMLElement> {
  await openWindow(api);
  fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@example\.org/u }));
  await user.click(await screen.findByRole('menuitem', { name: 'Account options…' }));
  return screen.findByRole('dialog', { name: 'Options of ann@example.org' });
}

function withOptions(options: Partial<ImapOptions>): FakeApi {
  const mail = sampleMail(Date.now());
  return createFakeApi({ mail: { ...mail, accounts: mail.accounts.map((each) => (each.kind === 'imap' ? { ...each, options } : each)) } });
}

async function chooseIn(dialog: HTMLElement, field: string, option: string): Promise<void> {
  await user.click(within(dialog).getByRole('combobox', { name: field }));
  await user.click(await screen.findByRole('option', { name: option }));
}

async function save(dialog: HTMLElement): Promise<void> {
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
}

describe('the options of an account', () => {
  it('saves only what was changed', async () => {
    const api = createFakeApi();
    const dialog = await openOptions(api);
    await chooseIn(dialog, 'Keep offline', 'The last months');
    const months = within(dialog).getByRole('textbox', { name: 'Months' });
    await user.clear(months);
    await user.type(months, '9');
    await save(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved(api)).toEqual([[imapId, { offline: { kind: 'recent', months: 9 } }]]);
  });

  it('that were not changed are not saved at all', async () => {
    const api = createFakeApi();
    await save(await openOptions(api));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved(api)).toEqual([]);
  });

  it('name the folder the server says, and take another one', async () => {
    const api = createFakeApi();
    const dialog = await openOptions(api);
    expect(within(dialog).getByRole('combobox', { name: 'Archive' }).textContent).toContain('As the server says (Archive)');
    await chooseIn(dialog, 'Archive', 'Projects / Harbour bridge');
    await save(dialog);
    await waitFor(() => expect(saved(api)).toEqual([[imapId, { roles: { archive: 'Projects/Harbour bridge' } }]]));
  });

  it('keep a chosen folder that is gone until another one is chosen', async () => {
    const dialog = await openOptions(withOptions({ roles: { trash: 'Old bin' } }));
    expect(within(dialog).getByRole('combobox', { name: 'Trash' }).textContent).toContain('Old bin');
  });

  it('switch off what a server does not do well, and all on again by resetting', async () => {
    const api = withOptions({ largestOffline: 5_000_000, without: ['IDLE'] });
    const dialog = await openOptions(api);
    const fold = within(dialog).getByRole('button', { name: /^If this server misbehaves/u });
    expect(fold.textContent).toContain('1 switched off');
    await user.click(fold);
    expect(within(dialog).getByRole('switch', { name: 'New mail at once' }).getAttribute('aria-checked')).toBe('false');
    await user.click(within(dialog).getByRole('switch', { name: 'Moving in one step' }));
    expect(fold.textContent).toContain('2 switched off');
    await user.click(within(dialog).getByRole('button', { name: 'Reset to defaults' }));
    expect(fold.textContent).toContain('All in use');
    await save(dialog);
    await waitFor(() => expect(saved(api)).toEqual([[imapId, { largestOffline: 25_000_000, without: [] }]]));
  });

  it('take a limit in GB where the server tells none', async () => {
    const api = createFakeApi(sceneOptions('no-limit', Date.now()));
    const dialog = await openOptions(api);
    await user.type(within(dialog).getByRole('textbox', { name: 'Limit' }), '7,5');
    await save(dialog);
    await waitFor(() => expect(saved(api)).toEqual([[imapId, { enteredLimit: 7_500_000_000 }]]));
  });

  it('ask for no limit where the server tells it', async () => {
    const dialog = await openOptions();
    expect(within(dialog).queryByRole('textbox', { name: 'Limit' })).toBeNull();
    expect(dialog.textContent).toContain('imap.example.org tells by itself how much room there is: 4.2 GB of 5 GB used.');
  });

  it('say what is wrong with a number, and save nothing', async () => {
    const api = createFakeApi();
    const dialog = await openOptions(api);
    const field = within(dialog).getByRole('textbox', { name: 'Largest message' });
    await user.clear(field);
    await user.type(field, 'big');
    await save(dialog);
    expect(await within(dialog).findByText('A number of MB, from 0.1.')).toBeTruthy();
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(saved(api)).toEqual([]);
  });

  it('say why they could not be saved', async () => {
    const api = createFakeApi();
    api.fail('account.setOptions', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    const dialog = await openOptions(api);
    await chooseIn(dialog, 'Keep offline', 'Only what I open');
    await save(dialog);
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The disk is full.');
  });
});

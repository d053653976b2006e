// @vitest-environment jsdom
/** The options of a POP account: what becomes of the copies on its server, and what that would remove there. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { RemovalPreview } from '../../shared/account.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { popId } from '../doubles/sample-mail.ts';
import { openWindow, user } from './window-story.tsx';

const none: RemovalPreview = { messages: 0, bytes: 0, notHere: 0 };

async function openOptions(api: FakeApi = createFakeApi()): Promise<HTMLElement> {
  await openWindow(api);
  fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@home\.example/u }));
  await user.click(await screen.findByRole('menuitem', { name: 'Account options…' }));
  return screen.findByRole('dialog', { name: 'Options of ann@home.example' });
}

const choose = (dialog: HTMLElement, name: string) => user.click(within(dialog).getByRole('radio', { name }));
const save = (dialog: HTMLElement) => user.click(within(dialog).getByRole('button', { name: 'Save' }));
const saved = (api: FakeApi) => api.calls.filter(({ name }) => name === 'account.setPopOptions').map(({ args }) => args);

describe('the copies on the server', () => {
  it('are asked about in the words of the wizard, beginning with what holds now', async () => {
    const dialog = await openOptions();
    const group = within(dialog).getByRole('radiogroup', { name: 'Copies on the server' });
    const radios = within(group).getAllByRole('radio');
    expect(radios.map((radio) => radio.getAttribute('aria-checked'))).toEqual(['false', 'false', 'true', 'false']);
    for (const name of [
      'Leave a copy on the server',
      'Remove after download',
      'Remove after a number of days',
      'Remove when I delete it here',
    ])
      expect(within(group).getByRole('radio', { name })).toBeTruthy();
    expect(within(dialog).getByRole<HTMLInputElement>('spinbutton', { name: 'Days after download' }).value).toBe('14');
  });

  it.each<[string, RemovalPreview, string]>([
    ['nothing', none, 'Nothing is removed from the server now.'],
    [
      'many',
      { messages: 214, bytes: 1_200_000_000, notHere: 0 },
      'Would remove 214 messages, 1.2 GB, from the server; all of them are on this computer.',
    ],
    ['one', { messages: 1, bytes: 12_000, notHere: 0 }, 'Would remove 1 message, 12 kB, from the server; it is on this computer.'],
    [
      'some that are nowhere else',
      { messages: 214, bytes: 1_200_000_000, notHere: 3 },
      'Would remove 214 messages, 1.2 GB, from the server; 3 of them were deleted here for ever, and the server has their last copy.',
    ],
  ])('say beforehand what would be removed: %s', async (_what, preview, words) => {
    const dialog = await openOptions(createFakeApi({ removal: ({ kind }) => (kind === 'remove-after-download' ? preview : none) }));
    await choose(dialog, 'Remove after download');
    await waitFor(() => expect(within(dialog).getByRole('status').textContent).toBe(words));
  });

  it('ask about the number of days that is typed, and save it', async () => {
    const week: RemovalPreview = { messages: 2000, bytes: 5e6, notHere: 0 };
    const api = createFakeApi({ removal: (policy) => (policy.kind === 'remove-after-days' && policy.days === 7 ? week : none) });
    const dialog = await openOptions(api);
    const days = within(dialog).getByRole('spinbutton', { name: 'Days after download' });
    await user.clear(days);
    expect(within(dialog).queryByRole('status')).toBeNull();
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await user.type(days, '7');
    await waitFor(() => expect(within(dialog).getByRole('status').textContent).toContain('Would remove 2,000 messages, 5 MB'));
    await save(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved(api)).toEqual([[popId, { copies: { kind: 'remove-after-days', days: 7 } }]]);
  });

  it('that were not changed are not saved', async () => {
    const api = createFakeApi();
    const dialog = await openOptions(api);
    await choose(dialog, 'Leave a copy on the server');
    await choose(dialog, 'Remove after a number of days');
    await save(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved(api)).toEqual([]);
  });

  it('say why they could not be saved, and when nobody knows what would be removed', async () => {
    const api = createFakeApi();
    api.fail('account.setPopOptions', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    api.fail('account.previewRemoval', { kind: 'storage', retry: 'after-user', text: 'The disk is away.' });
    const dialog = await openOptions(api);
    await choose(dialog, 'Remove when I delete it here');
    await waitFor(() =>
      expect(within(dialog).getByRole('status').textContent).toBe('What would be removed from the server cannot be told now.'),
    );
    await save(dialog);
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The disk is full.');
  });
});

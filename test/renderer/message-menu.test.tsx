// @vitest-environment jsdom
/** What can be done with one message beside the buttons: its menu, Junk, and folders to move and copy it to. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { flaggedFlag } from '../../shared/message.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { imapId } from '../doubles/sample-mail.ts';
import { openWindow, selectedName, user } from './window-story.tsx';

const drawings = { accountId: imapId, mailboxId: 9 as MailboxId };
const junk = { accountId: imapId, mailboxId: 10 as MailboxId };

function argsOf(api: FakeApi, name: string): readonly (readonly unknown[])[] {
  return api.calls.filter((call) => call.name === name).map((call) => call.args);
}

function firstRef(api: FakeApi) {
  const [first] = api.mail.messages;
  if (first === undefined) throw new Error('no sample mail');
  return first.summary.ref;
}

async function menuOf(name: RegExp): Promise<HTMLElement> {
  const [row] = await screen.findAllByRole('option', { name });
  fireEvent.contextMenu(row ?? document.body);
  return screen.findByRole('menu');
}

function itemsOf(menu: HTMLElement): readonly (string | undefined)[] {
  return within(menu)
    .getAllByRole('menuitem')
    .map((item) => item.querySelector('span:nth-of-type(2)')?.textContent ?? undefined);
}

describe('the menu of a row', () => {
  it('acts on that row, which stays closed and unread', async () => {
    const api = await openWindow();
    const menu = await menuOf(/Load test/u);
    expect(menu.getAttribute('aria-label')).toBe('Actions for Load test on Thursday: who brings the gauges?');
    expect(itemsOf(menu)).toEqual([
      'Reply',
      'Reply all',
      'Forward',
      'Archive',
      'Junk',
      'Move to…',
      'Copy to…',
      'Mark as read',
      'Star',
      'Delete',
    ]);
    await user.click(within(menu).getByRole('menuitem', { name: 'Star' }));
    await waitFor(() => expect(argsOf(api, 'message.setFlags')).toEqual([[[firstRef(api)], { add: [flaggedFlag], remove: [] }]]));
    expect(selectedName()).toBeNull();
  });

  it.each([
    ['the menu key', '{ContextMenu}'],
    ['Shift+F10', '{Shift>}{F10}{/Shift}'],
  ])('opens by %s on the selected row, and gives the focus back to the list', async (_name, keys) => {
    await openWindow();
    const list = screen.getByRole('listbox', { name: 'Messages' });
    list.focus();
    await user.keyboard(`{ArrowDown}${keys}`);
    const menu = await screen.findByRole('menu', { name: /^Actions for Load test/u });
    await waitFor(() => expect(document.activeElement).toBe(within(menu).getByRole('menuitem', { name: 'Reply' })));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(document.activeElement).toBe(list));
  });

  it('of a message in Trash says that deleting is for ever, and asks', async () => {
    const api = createFakeApi();
    api.mail.move([firstRef(api)], 11 as MailboxId);
    await openWindow(api);
    await user.click(screen.getAllByRole('treeitem', { name: /^Trash/u })[0] ?? document.body);
    const menu = await menuOf(/Load test/u);
    await user.click(within(menu).getByRole('menuitem', { name: 'Delete for ever…' }));
    expect(await screen.findByRole('alertdialog', { name: 'Delete for ever?' })).toBeTruthy();
    expect(argsOf(api, 'message.expunge')).toEqual([]);
  });
});

describe('junk', () => {
  it('! moves to Junk and can be taken back; there it moves back to the Inbox', async () => {
    const api = await openWindow();
    const ref = firstRef(api);
    await user.keyboard('j!');
    await waitFor(() => expect(argsOf(api, 'message.moveToRole')).toEqual([[[ref], 'junk']]));
    expect(screen.getByRole('status', { name: 'Status' }).textContent).toContain('Moved to Junk');
    expect(await screen.findByRole('button', { name: /^Undo/u })).toBeTruthy();
    await user.click(screen.getAllByRole('treeitem', { name: /^Junk/u })[0] ?? document.body);
    const menu = await menuOf(/Load test/u);
    await user.click(within(menu).getByRole('menuitem', { name: 'Not junk' }));
    await waitFor(() => expect(argsOf(api, 'message.moveToRole')[1]).toEqual([[{ ...ref, ...junk }], 'inbox']));
    expect(screen.getByRole('status', { name: 'Status' }).textContent).toContain('Moved to Inbox');
  });

  it('is nothing that one’s own mail could be', async () => {
    await openWindow();
    await user.click(screen.getAllByRole('treeitem', { name: 'Sent' })[0] ?? document.body);
    await screen.findByRole('heading', { name: 'Sent' });
    const menu = await menuOf(/^To /u);
    expect(itemsOf(menu)).not.toContain('Junk');
  });
});

describe('another folder', () => {
  it('is found by the folders it lies in, by key, and takes the message', async () => {
    const api = await openWindow();
    const ref = firstRef(api);
    await user.keyboard('jv');
    const dialog = await screen.findByRole('dialog', { name: 'Move message to' });
    const offered = within(dialog)
      .getAllByRole('option')
      .map((option) => option.textContent);
    expect(offered).toContain('Projects / Harbour bridge / Drawings');
    // Neither where it is, nor what holds no messages, nor another account's.
    expect(offered).not.toContain('Inbox');
    expect(offered).not.toContain('Projects');
    await user.type(within(dialog).getByRole('combobox'), 'draw bridge{Enter}');
    await waitFor(() => expect(argsOf(api, 'message.move')).toEqual([[[ref], drawings]]));
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByRole('status', { name: 'Status' }).textContent).toContain('Moved to Drawings');
    expect(selectedName()).not.toMatch(/^Mirja/u);
  });

  it('takes a copy from the menu of the open message, which stays where it is', async () => {
    const api = await openWindow();
    const ref = firstRef(api);
    const before = api.mail.messages.length;
    await user.keyboard('j');
    await user.click(await screen.findByRole('button', { name: 'More actions' }));
    const menu = await screen.findByRole('menu');
    expect(itemsOf(menu)).toEqual(['Junk', 'Move to…', 'Copy to…']);
    await user.click(within(menu).getByRole('menuitem', { name: 'Copy to…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Copy message to' });
    await user.type(within(dialog).getByRole('combobox'), 'draw{Enter}');
    await waitFor(() => expect(argsOf(api, 'message.copy')).toEqual([[[ref], drawings]]));
    expect(api.mail.messages).toHaveLength(before + 1);
    expect(screen.getByRole('status', { name: 'Status' }).textContent).toContain('Copied to Drawings');
    expect(selectedName()).toMatch(/^Mirja/u);
  });

  it('that refuses the message is told as a failure', async () => {
    const api = createFakeApi();
    api.fail('message.copy', { kind: 'quota', retry: 'after-user', text: 'The mailbox is full.' });
    await openWindow(api);
    await user.keyboard('j{Control>}k{/Control}');
    const palette = await screen.findByRole('dialog', { name: 'Commands' });
    await user.type(within(palette).getByRole('combobox'), 'copy to{Enter}');
    const dialog = await screen.findByRole('dialog', { name: 'Copy message to' });
    await user.type(within(dialog).getByRole('combobox'), 'draw{Enter}');
    expect((await screen.findByRole('alert')).textContent).toContain('The mailbox is full.');
  });
});

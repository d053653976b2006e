// @vitest-environment jsdom
/** What can be done to a folder from the sidebar: asked for by mouse, key and button, and seen in the tree. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { imapId, popId, sampleMail } from '../doubles/sample-mail.ts';
import { openWindow, user } from './window-story.tsx';

const drawings = { accountId: imapId, mailboxId: 9 as MailboxId };
const refused: MailFailure = {
  kind: 'rejected',
  retry: 'never',
  text: 'The server does not take this name.',
  server: 'Invalid mailbox name',
};

function argsOf(api: FakeApi, name: string): readonly (readonly unknown[])[] {
  return api.calls.filter((call) => call.name === name).map((call) => call.args);
}

function row(name: string | RegExp): HTMLElement {
  const [found] = screen.getAllByRole('treeitem', { name });
  if (found === undefined) throw new Error('no such folder');
  return found;
}

async function menuOf(name: string | RegExp): Promise<HTMLElement> {
  fireEvent.contextMenu(row(name));
  return screen.findByRole('menu');
}

async function choose(name: string | RegExp, item: string): Promise<void> {
  const menu = await menuOf(name);
  await user.click(within(menu).getByRole('menuitem', { name: item }));
}

function itemsOf(menu: HTMLElement): readonly (string | null)[] {
  return within(menu)
    .getAllByRole('menuitem')
    .map((item) => item.textContent);
}

describe('the menu of a folder', () => {
  it('holds what makes sense for it', async () => {
    await openWindow();
    expect(itemsOf(await menuOf('Drawings'))).toEqual(['New folder…', 'Rename…', 'Move to…', 'Keep offline', 'Hide', 'Delete…']);
    await user.keyboard('{Escape}');
    expect(itemsOf(await menuOf(/^Inbox/u))).toEqual(['New folder…', 'Keep offline']);
    await user.keyboard('{Escape}');
    expect(itemsOf(await menuOf('Junk'))).toEqual(['New folder…', 'Keep offline', 'Hide', 'Empty Junk…']);
  });

  it('of a POP account has only what POP can do', async () => {
    await openWindow();
    const rows = screen.getAllByRole('treeitem', { name: 'Junk' });
    fireEvent.contextMenu(rows[1] ?? document.body);
    expect(itemsOf(await screen.findByRole('menu'))).toEqual(['New folder…', 'Empty Junk…']);
    await user.keyboard('{Escape}');
    expect(itemsOf(await menuOf(/^ann@home\.example/u))).toEqual([
      'New folder…',
      'Look at the server…',
      'Pause download',
      'Account options…',
    ]);
  });

  it.each([
    ['the menu key', '{ContextMenu}'],
    ['Shift+F10', '{Shift>}{F10}{/Shift}'],
  ])('opens by %s, on its first item, and gives the focus back', async (_name, keys) => {
    await openWindow();
    row('Drawings').focus();
    await user.keyboard(keys);
    const menu = await screen.findByRole('menu', { name: 'Actions for Drawings' });
    await waitFor(() => expect(document.activeElement).toBe(within(menu).getByRole('menuitem', { name: 'New folder…' })));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(row('Drawings')));
  });

  it('gives the focus back to the folder when the dialog it opened is closed', async () => {
    await openWindow();
    row('Drawings').focus();
    await user.keyboard('{ContextMenu}');
    await user.click(await screen.findByRole('menuitem', { name: 'Rename…' }));
    await screen.findByRole('dialog', { name: 'Rename Drawings' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    await waitFor(() => expect(document.activeElement).toBe(row('Drawings')));
  });

  it('opens by its button, which is no part of the name of the folder', async () => {
    await openWindow();
    await user.click(within(row('Drawings')).getByRole('button', { name: 'Actions for Drawings' }));
    expect(await screen.findByRole('menu', { name: 'Actions for Drawings' })).toBeTruthy();
    expect(screen.queryByRole('heading', { name: 'Drawings' })).toBeNull();
  });
});

describe('a new folder', () => {
  it('is made below the one it was asked for, appears there, and can be taken back', async () => {
    const api = await openWindow();
    await choose('Drawings', 'New folder…');
    const dialog = await screen.findByRole('dialog', { name: 'New folder' });
    expect(dialog.textContent).toContain('Inside Drawings, on imap.example.org.');
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), '  Sections ');
    await user.click(within(dialog).getByRole('button', { name: 'Make folder' }));
    await waitFor(() => expect(row('Sections').getAttribute('aria-level')).toBe('5'));
    expect(argsOf(api, 'mailbox.create')).toEqual([[imapId, 9, 'Sections']]);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.getByText('Made the folder Sections', { ignore: '.visually-hidden' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: /^Undo/u }));
    await waitFor(() => expect(argsOf(api, 'operation.undo')).toHaveLength(1));
  });

  it('of the account stands at the top', async () => {
    const api = await openWindow();
    await choose(/^ann@example\.org/u, 'New folder…');
    const box = await screen.findByRole('textbox', { name: 'Name' });
    await waitFor(() => expect(document.activeElement).toBe(box));
    await user.keyboard('Taxes{Enter}');
    await waitFor(() => expect(row('Taxes').getAttribute('aria-level')).toBe('2'));
    expect(argsOf(api, 'mailbox.create')).toEqual([[imapId, null, 'Taxes']]);
  });

  it.each([
    ['', 'Type a name.'],
    ['a/b', 'The server uses “/” to put folders into folders, so a name cannot have it.'],
    ['Harbour bridge', 'There is a folder of this name here already.'],
  ])('is not asked for as %j', async (typed, problem) => {
    const api = await openWindow();
    await choose('Projects', 'New folder…');
    const box = await screen.findByRole('textbox', { name: 'Name' });
    if (typed !== '') await user.type(box, typed);
    await user.click(screen.getByRole('button', { name: 'Make folder' }));
    expect(await screen.findByText(problem)).toBeTruthy();
    expect(box.getAttribute('aria-invalid')).toBe('true');
    expect(argsOf(api, 'mailbox.create')).toEqual([]);
  });

  it('that the server refuses says why where it was asked for', async () => {
    const api = createFakeApi();
    api.fail('mailbox.create', refused);
    await openWindow(api);
    await choose('Projects', 'New folder…');
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), '%%{Enter}');
    const dialog = screen.getByRole('dialog', { name: 'New folder' });
    expect((await within(dialog).findByRole('alert')).textContent).toBe(
      'The server does not take this name. The server said: Invalid mailbox name',
    );
    api.fail('mailbox.create', null);
    await user.click(within(dialog).getByRole('button', { name: 'Make folder' }));
    await waitFor(() => expect(row('%%')).toBeTruthy());
  });
});

describe('a folder', () => {
  it('is renamed in its place, with what is below it', async () => {
    const api = await openWindow();
    await choose('Harbour bridge', 'Rename…');
    const box = await screen.findByRole('textbox', { name: 'Name' });
    expect((box as HTMLInputElement).value).toBe('Harbour bridge');
    await user.clear(box);
    await user.type(box, 'Old bridge{Enter}');
    await waitFor(() => expect(row('Old bridge').getAttribute('aria-level')).toBe('3'));
    expect(row('Drawings').getAttribute('aria-level')).toBe('4');
    expect(argsOf(api, 'mailbox.rename')).toEqual([[{ accountId: imapId, mailboxId: 8 }, 7, 'Old bridge']]);
  });

  it('moves to another parent, found by typing, never into itself', async () => {
    const api = await openWindow();
    await choose('Harbour bridge', 'Move to…');
    const dialog = await screen.findByRole('dialog', { name: 'Move Harbour bridge into' });
    const offered = within(dialog)
      .getAllByRole('option')
      .map((option) => option.textContent);
    expect(offered).toContain('Top level');
    for (const never of ['Projects', 'Projects / Harbour bridge', 'Projects / Harbour bridge / Drawings'])
      expect(offered).not.toContain(never);
    await user.type(within(dialog).getByRole('combobox'), '2025{Enter}');
    await waitFor(() => expect(row('Harbour bridge').getAttribute('aria-level')).toBe('4'));
    expect(argsOf(api, 'mailbox.rename')).toEqual([[{ accountId: imapId, mailboxId: 8 }, 5, 'Harbour bridge']]);
    expect(screen.getByRole('status', { name: 'Status' }).textContent).toContain('Moved Harbour bridge into 2025');
  });

  it('is deleted after a question that says how many messages go, and where', async () => {
    const api = await openWindow();
    await user.click(row('Drawings'));
    await choose('Drawings', 'Delete…');
    const question = await screen.findByRole('alertdialog', { name: 'Delete this folder?' });
    expect(question.textContent).toContain(
      'Delete the folder Drawings and its 24 messages on imap.example.org, for all your devices. This cannot be undone.',
    );
    expect(argsOf(api, 'mailbox.remove')).toEqual([]);
    await user.click(within(question).getByRole('button', { name: 'Delete folder' }));
    await waitFor(() => expect(screen.queryByRole('treeitem', { name: 'Drawings' })).toBeNull());
    expect(argsOf(api, 'mailbox.remove')).toEqual([[drawings]]);
    expect(await screen.findByRole('heading', { name: 'All inboxes' })).toBeTruthy();
  });

  it('with folders in it is not deleted', async () => {
    await openWindow();
    await choose('Harbour bridge', 'Delete…');
    const dialog = await screen.findByRole('dialog', { name: 'Delete this folder?' });
    expect(dialog.textContent).toContain('Harbour bridge holds 1 folder. Move it somewhere else or delete it first: Drawings.');
    expect(within(dialog).queryByRole('button', { name: 'Delete folder' })).toBeNull();
  });

  it('keeps offline what is chosen for it', async () => {
    const api = await openWindow();
    const menu = await menuOf('Drawings');
    within(menu).getByRole('menuitem', { name: 'Keep offline' }).focus();
    await user.keyboard('{ArrowRight}');
    const choices = await screen.findAllByRole('menuitemradio');
    expect(choices.map((choice) => choice.textContent)).toEqual([
      'As the account has it',
      'Everything',
      'Last 3 months',
      'Last 6 months',
      'Last 12 months',
      'Only what I open',
    ]);
    expect(choices[0]?.getAttribute('aria-checked')).toBe('true');
    await user.click(choices[3] ?? document.body);
    await waitFor(() => expect(argsOf(api, 'mailbox.setOffline')).toEqual([[drawings, { kind: 'recent', months: 6 }]]));
  });

  it('Junk is emptied after a question that says what is lost', async () => {
    const api = await openWindow();
    await choose('Junk', 'Empty Junk…');
    const question = await screen.findByRole('alertdialog', { name: 'Empty Junk?' });
    expect(question.textContent).toContain('24 messages are deleted for ever on imap.example.org, for all your devices. There is no undo.');
    await user.click(within(question).getByRole('button', { name: 'Delete 24 messages for ever' }));
    await waitFor(() => expect(argsOf(api, 'mailbox.empty')).toEqual([[{ accountId: imapId, mailboxId: 10 }]]));
    const again = await menuOf('Junk');
    await waitFor(() => expect(within(again).getByRole('menuitem', { name: 'Empty Junk…' }).getAttribute('aria-disabled')).toBe('true'));
  });
});

describe('hidden folders', () => {
  it('are hidden by the menu and ticked to be seen again', async () => {
    const api = await openWindow();
    await choose('Drawings', 'Hide');
    await waitFor(() => expect(screen.queryByRole('treeitem', { name: 'Drawings' })).toBeNull());
    expect(argsOf(api, 'mailbox.subscribe')).toEqual([[drawings, false]]);
    await choose(/^ann@example\.org/u, 'Show hidden folders…');
    const dialog = await screen.findByRole('dialog', { name: 'Folders of ann@example.org' });
    const box = within(dialog).getByRole('checkbox', { name: 'Projects / Harbour bridge / Drawings' });
    expect((box as HTMLInputElement).checked).toBe(false);
    expect(within(dialog).getByRole<HTMLInputElement>('checkbox', { name: 'Inbox' }).disabled).toBe(true);
    await user.click(box);
    await waitFor(() => expect((box as HTMLInputElement).checked).toBe(true));
    await user.click(within(dialog).getByRole('button', { name: 'Done' }));
    expect(await screen.findByRole('treeitem', { name: 'Drawings' })).toBeTruthy();
  });

  it('are the server’s: a refusal is told in the list', async () => {
    const api = createFakeApi();
    api.fail('mailbox.subscribe', refused);
    await openWindow(api);
    await choose(/^ann@example\.org/u, 'Show hidden folders…');
    const dialog = await screen.findByRole('dialog', { name: 'Folders of ann@example.org' });
    await user.click(within(dialog).getByRole('checkbox', { name: 'Archive / 2024' }));
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The server does not take this name.');
  });
});

describe('folders of others', () => {
  it('stand under headings of their own, without the branch that only names them', async () => {
    const mail = sampleMail(Date.now());
    const [like] = mail.mailboxes;
    if (like === undefined) throw new Error('no sample mailboxes');
    const plain = { ...like, role: null, parentPath: null, total: 0, unread: 0 } as const;
    const shared = { ...plain, id: 201 as MailboxId, path: 'Shared', name: 'Shared', selectable: false, namespace: 'shared' } as const;
    const team = { ...shared, id: 202 as MailboxId, path: 'Shared/Team', name: 'Team', parentPath: 'Shared', selectable: true } as const;
    const bo = { ...plain, id: 203 as MailboxId, path: 'user/bo', name: 'bo', namespace: 'other-users' } as const;
    await openWindow(createFakeApi({ mail: { ...mail, mailboxes: [...mail.mailboxes, shared, team, bo] } }));
    const heading = row('Shared with me');
    expect(heading.getAttribute('aria-level')).toBe('2');
    expect(row('Team').getAttribute('aria-level')).toBe('3');
    expect(screen.queryByRole('treeitem', { name: 'Shared' })).toBeNull();
    const group = screen.getByRole('group', { name: 'Other people’s folders' });
    expect(within(group).getByRole('treeitem', { name: 'bo' })).toBeTruthy();
    await user.click(heading);
    expect(screen.queryByRole('treeitem', { name: 'Team' })).toBeNull();
  });
});

it('the download of an account is paused and goes on from its menu', async () => {
  const api = await openWindow();
  await choose(/^ann@example\.org/u, 'Pause download');
  await waitFor(() => expect(argsOf(api, 'account.pauseDownload')).toEqual([[imapId, true]]));
  const menu = await menuOf(/^ann@example\.org/u);
  expect(await within(menu).findByRole('menuitem', { name: 'Resume download' })).toBeTruthy();
  expect(api.calls.some(({ args }) => args[0] === popId)).toBe(false);
});

// @vitest-environment jsdom
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { seenFlag } from '../../shared/message.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import { imapId, sampleMail } from '../doubles/sample-mail.ts';
import { openWindow, selectedName, user } from './window-story.tsx';

function commandsNamed(api: FakeApi, name: string): readonly (readonly unknown[])[] {
  return api.calls.filter((call) => call.name === name).map((call) => call.args);
}

function trashOnly() {
  const mail = sampleMail(Date.now());
  const [first] = mail.messages;
  const trash = mail.mailboxes.find(({ accountId, role }) => accountId === imapId && role === 'trash');
  if (first === undefined || trash === undefined) throw new Error('the sample mail has changed');
  const summary = { ...first.summary, ref: { ...first.summary.ref, mailboxId: trash.id } };
  return createFakeApi({ mail: { ...mail, messages: [{ ...first, summary }] } });
}

describe('keys', () => {
  it('j and k walk, e files away and selects the next, Ctrl+Z takes it back', async () => {
    const api = await openWindow();
    await user.keyboard('j');
    expect(selectedName()).toMatch(/^Mirja/u);
    await user.keyboard('j');
    const second = selectedName();
    await user.keyboard('k');
    expect(selectedName()).toMatch(/^Mirja/u);
    await user.keyboard('e');
    await waitFor(() => expect(commandsNamed(api, 'message.moveToRole')).toHaveLength(1));
    expect(commandsNamed(api, 'message.moveToRole')[0]?.[1]).toBe('archive');
    expect(selectedName()?.split(',')[0]).toBe(second?.split(',')[0]);
    expect(await screen.findByRole('button', { name: /^Undo/u })).toBeTruthy();
    expect(screen.getByRole('status', { name: 'Status' }).textContent).toContain('Moved to Archive');
    await user.keyboard('{Control>}z{/Control}');
    await waitFor(() => expect(commandsNamed(api, 'operation.undo')).toHaveLength(1));
  });

  it.each([
    ['#', 'message.moveToRole'],
    ['{Delete}', 'message.moveToRole'],
    ['s', 'message.setFlags'],
    ['u', 'message.setFlags'],
  ])('%s is a command on the selected message', async (key, name) => {
    const api = await openWindow();
    await user.keyboard('j');
    await waitFor(() => expect(selectedName()).not.toContain('unread'));
    const before = commandsNamed(api, name).length;
    await user.keyboard(key);
    await waitFor(() => expect(commandsNamed(api, name)).toHaveLength(before + 1));
  });

  it.each([
    ['r', /Mirja Koskinen/u],
    ['a', /Oskar Lind/u],
    ['f', /^Fwd?: Load test/u],
  ])('%s opens the composer on the selected message', async (key, filled) => {
    await openWindow();
    await user.keyboard('j');
    await user.keyboard(key);
    await waitFor(() => expect(screen.getAllByRole('textbox').some((box) => filled.test((box as HTMLInputElement).value))).toBe(true));
  });

  it('c writes, ? shows all shortcuts, / goes to the search, and typing there is no shortcut', async () => {
    const api = await openWindow();
    await user.keyboard('/');
    expect(document.activeElement).toBe(screen.getByRole('searchbox'));
    await user.keyboard('je');
    expect(selectedName()).toBeNull();
    expect(commandsNamed(api, 'message.moveToRole')).toHaveLength(0);
    await user.keyboard('{Escape}');
    await user.keyboard('?');
    const help = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    expect(help.textContent).toContain('Go to all inboxes');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Keyboard shortcuts' })).toBeNull());
    await user.keyboard('c');
    expect(await screen.findByRole('textbox', { name: 'Message text' })).toBeTruthy();
  });

  it('g i goes to all inboxes; the palette finds commands and mailboxes by name', async () => {
    const api = await openWindow();
    await user.keyboard('j{Control>}k{/Control}');
    const palette = await screen.findByRole('dialog', { name: 'Commands' });
    await user.type(within(palette).getByRole('combobox'), 'move to harbour');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(commandsNamed(api, 'message.move')).toHaveLength(1));
    await user.click(screen.getByRole('treeitem', { name: 'Drawings' }));
    expect(await screen.findByRole('heading', { name: 'Drawings' })).toBeTruthy();
    expect(commandsNamed(api, 'mailbox.open')).toEqual([[{ accountId: imapId, mailboxId: 9 }]]);
    await user.keyboard('gi');
    expect(await screen.findByRole('heading', { name: 'All inboxes' })).toBeTruthy();
  });

  it('what no view shows is never acted on', async () => {
    const api = await openWindow();
    await user.keyboard('j');
    await user.click(screen.getByRole('button', { name: 'Storage' }));
    await user.keyboard('e#us');
    expect(await screen.findByRole('region', { name: 'Storage' })).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Storage' })).toBeNull();
    await user.keyboard('c');
    await user.click(await screen.findByRole('textbox', { name: 'To' }));
    await user.tab();
    screen.getByRole('button', { name: 'Send' }).focus();
    await user.keyboard('e#');
    expect(commandsNamed(api, 'message.moveToRole')).toHaveLength(0);
  });

  it('an open message that a search does not find can still be acted on', async () => {
    const api = await openWindow();
    await user.keyboard('j/zeppelin');
    await screen.findByText('Nothing found for “zeppelin”');
    // Not by a click, see the search below.
    screen.getByRole('button', { name: 'Archive' }).focus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(commandsNamed(api, 'message.moveToRole')).toHaveLength(1));
  });

  it('arrows walk the list too, Enter opens, Escape goes back', async () => {
    await openWindow();
    await user.keyboard('{ArrowDown}');
    expect(selectedName()).toMatch(/^Mirja/u);
    const message = await screen.findByRole('region', { name: 'Message' });
    await user.keyboard('{Enter}');
    expect(document.activeElement).toBe(message);
    await user.keyboard('{Escape}');
    expect(document.activeElement).toBe(screen.getByRole('listbox', { name: 'Messages' }));
  });

  it('arrows walk the tree and Enter opens a mailbox', async () => {
    await openWindow();
    screen.getByRole('treeitem', { name: /^All inboxes/u }).focus();
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowDown}{Enter}');
    expect(await screen.findByRole('heading', { name: 'Sent' })).toBeTruthy();
    await user.keyboard('{ArrowLeft}{ArrowLeft}');
    expect(screen.getByRole('treeitem', { name: 'ann@example.org On imap.example.org' }).getAttribute('aria-expanded')).toBe('false');
  });
});

describe('acting on a message', () => {
  it('opening marks it read once; "Mark as unread" stays', async () => {
    const api = await openWindow();
    await user.keyboard('j');
    await waitFor(() => expect(commandsNamed(api, 'message.setFlags')[0]?.[1]).toEqual({ add: [seenFlag], remove: [] }));
    await user.click(await screen.findByRole('button', { name: 'Mark as unread' }));
    expect(await screen.findByRole('button', { name: 'Mark as read' })).toBeTruthy();
    expect(commandsNamed(api, 'message.setFlags')).toHaveLength(2);
  });

  it('Delete in Trash asks first and says what is lost where', async () => {
    const api = trashOnly();
    await openWindow(api, () => screen.findByText('All read and filed'));
    await user.click((await screen.findAllByText('Trash'))[0] ?? document.body);
    await user.click((await screen.findAllByRole('option'))[0] ?? document.body);
    await user.click(await screen.findByRole('button', { name: 'Delete' }));
    const question = await screen.findByRole('alertdialog', { name: 'Delete for ever?' });
    expect(question.textContent).toContain('Deletes for ever on imap.example.org, on all your devices');
    expect(commandsNamed(api, 'message.expunge')).toHaveLength(0);
    await user.click(within(question).getByRole('button', { name: 'Delete for ever' }));
    await waitFor(() => expect(api.mail.messages).toHaveLength(0));
  });

  it('a message that is only on the server is fetched when it is opened', async () => {
    const api = await openWindow();
    await user.click((await screen.findAllByRole('option', { name: /On the server$/u }))[0] ?? document.body);
    await waitFor(() => expect(commandsNamed(api, 'message.download')).toHaveLength(1));
    expect(await screen.findByTitle('Message body')).toBeTruthy();
  });

  it('dropping a row on a mailbox moves the message', async () => {
    const api = await openWindow();
    const data = new Map<string, string>();
    const dataTransfer = {
      get types() {
        return [...data.keys()];
      },
      setData: (type: string, value: string) => data.set(type, value),
      getData: (type: string) => data.get(type) ?? '',
    };
    fireEvent.dragStart(screen.getAllByRole('option')[0] ?? document.body, { dataTransfer });
    const target = screen.getByRole('treeitem', { name: 'Drawings' });
    expect(fireEvent.dragOver(target, { dataTransfer })).toBe(false);
    fireEvent.drop(target, { dataTransfer });
    await waitFor(() => expect(commandsNamed(api, 'message.move')[0]?.[1]).toEqual({ accountId: imapId, mailboxId: 9 }));
  });

  it('a search says what it looked at, and the list comes back', async () => {
    await openWindow();
    // Not by a click: without layout every element lies at 0,0, where the panes' separators take it.
    await user.keyboard('/harbour');
    expect(await screen.findByRole('heading', { name: 'Searched subject and people, on this computer' })).toBeTruthy();
    await user.clear(screen.getByRole('searchbox'));
    await user.keyboard('zeppelin');
    expect(await screen.findByText('Nothing found for “zeppelin”')).toBeTruthy();
    await user.keyboard('{Escape}');
    expect(await screen.findByRole('heading', { name: 'All inboxes' })).toBeTruthy();
  });
});

// @vitest-environment jsdom
/** The look at a maildrop: nothing is changed by looking, and nothing goes from the server without a question. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { MailFailure } from '../../shared/failure.ts';
import type { MaildropEntry, MaildropLook } from '../../shared/maildrop.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { popId } from '../doubles/sample-mail.ts';
import { openWindow, user } from './window-story.tsx';

const now = Date.now();

function entry(uidl: string | null, subject: string, change: Partial<MaildropEntry> = {}): MaildropEntry {
  const from = { name: `Sender of ${subject}`, address: 'x@y.example' };
  return { uidl, state: 'new', choice: null, size: 4000, head: { from, subject, date: now - 3_600_000 }, ...change };
}

const entries: readonly MaildropEntry[] = [
  entry('u1', 'Alpha'),
  entry('u2', 'Bravo', { state: 'head', size: 12_300_000 }),
  entry('u3', 'Charlie', { state: 'here' }),
  entry(null, 'Delta'),
  entry('u5', 'Echo', { state: 'deleted' }),
  entry('u6', 'Foxtrot', { choice: 'leave' }),
  entry('u7', '', { head: null }),
];
const locked: MailFailure = { kind: 'busy', retry: 'later', text: 'The mailbox is in use by another program.' };

async function openLook(api: FakeApi): Promise<HTMLElement> {
  await openWindow(api);
  fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@home\.example/u }));
  await user.click(await screen.findByRole('menuitem', { name: 'Look at the server…' }));
  return screen.findByRole('dialog', { name: 'Mail on the server' });
}

async function openList(
  look: MaildropLook = { entries, headsAsked: 6 },
): Promise<{ api: FakeApi; dialog: HTMLElement; list: HTMLElement }> {
  const api = createFakeApi({ maildrop: look, now });
  const dialog = await openLook(api);
  return { api, dialog, list: await within(dialog).findByRole('listbox', { name: 'Messages on pop.home.example' }) };
}

const row = (list: HTMLElement, name: string) => within(list).getByRole('option', { name: new RegExp(`, ${name}, `, 'u') });
const press = (within_: HTMLElement, name: string) => user.click(within(within_).getByRole('button', { name }));
const chosen = (api: FakeApi) => api.calls.filter(({ name }) => name === 'maildrop.choose').map(({ args }) => args);
const selected = (list: HTMLElement) =>
  within(list)
    .queryAllByRole('option', { selected: true })
    .map((each) => /(?:Alpha|Bravo|Charlie|Delta|Echo|Foxtrot|Only its size)/u.exec(each.textContent ?? '')?.[0]);

describe('the look at a maildrop', () => {
  it('says how much is there, what of it is where, and what cannot be told', async () => {
    const { api, dialog, list } = await openList();
    expect(within(dialog).getByText('7 messages, 12.3 MB on pop.home.example')).toBeTruthy();
    expect(row(list, 'Alpha').textContent).toMatch(/Sender of Alpha, Alpha, .*, 4 kB, New/u);
    expect(row(list, 'Bravo').textContent).toContain('12.3 MB, Only the head is here');
    expect(row(list, 'Charlie').textContent).toContain('4 kB, Here');
    expect(row(list, 'Echo').textContent).toContain('4 kB, Deleted here');
    expect(row(list, 'Foxtrot').textContent).toContain('4 kB, New, Stays there');
    expect(within(list).getByRole('option', { name: /^Only its size was asked for, 4 kB, New/u })).toBeTruthy();
    expect(within(dialog).getByText(/^pop\.home\.example gives 1 message no id of its own/u)).toBeTruthy();
    expect(within(dialog).getByText(/^Only the newest 6 heads were asked for/u)).toBeTruthy();
    expect(api.calls.filter(({ name }) => name === 'maildrop.look')).toHaveLength(1);
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Apply' }).disabled).toBe(true);
  });

  it('applies marks without a question where nothing goes', async () => {
    const { api, dialog, list } = await openList();
    await user.click(row(list, 'Alpha'));
    await user.click(row(list, 'Bravo'));
    expect(within(dialog).getByText('2 selected, 12.3 MB')).toBeTruthy();
    await press(dialog, 'Download');
    expect(selected(list)).toEqual([]);
    expect(row(list, 'Bravo').textContent).toContain('Will be downloaded');
    await user.click(row(list, 'Foxtrot'));
    await press(dialog, 'Leave there');
    expect(within(dialog).getByText('2 to download, 12.3 MB')).toBeTruthy();
    expect(chosen(api)).toEqual([]);
    await press(dialog, 'Apply');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(chosen(api)).toEqual([
      [
        popId,
        [
          { uidl: 'u1', choice: 'fetch' },
          { uidl: 'u2', choice: 'fetch' },
        ],
      ],
    ]);
  });

  it('asks before anything goes from the server, with how much of it is nowhere else', async () => {
    const { api, dialog, list } = await openList();
    for (const name of ['Alpha', 'Charlie']) await user.click(row(list, name));
    await press(dialog, 'Delete on the server');
    expect(row(list, 'Charlie').textContent).toContain('Goes there, stays here');
    await press(dialog, 'Apply…');
    const question = await screen.findByRole('alertdialog', { name: 'Delete 2 messages on pop.home.example?' });
    expect(within(question).getByText(/^8 kB go from .* 1 of them is nowhere else/u)).toBeTruthy();
    await press(question, 'Cancel');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(chosen(api)).toEqual([]);
    await press(dialog, 'Apply…');
    await press(await screen.findByRole('alertdialog'), 'Delete on the server');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(chosen(api)).toEqual([
      [
        popId,
        [
          { uidl: 'u1', choice: 'remove' },
          { uidl: 'u3', choice: 'remove' },
        ],
      ],
    ]);
  });

  it('is worked by keys alone', async () => {
    const { dialog, list } = await openList();
    await waitFor(() => expect(document.activeElement).toBe(list));
    await user.keyboard(' ');
    expect(selected(list)).toEqual(['Alpha']);
    await user.keyboard('{ArrowDown}{ArrowDown}{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
    expect(selected(list)).toEqual(['Alpha', 'Charlie', 'Echo']);
    expect(list.getAttribute('aria-activedescendant')).toBe(row(list, 'Echo').id);
    await user.keyboard('{Delete}');
    expect(within(dialog).getByText('3 to delete on the server, 12 kB')).toBeTruthy();
    await user.keyboard('{Control>}a{/Control}');
    expect(selected(list)).toHaveLength(6);
    await press(dialog, 'Take the mark away');
    expect(within(dialog).getByText('Nothing marked yet')).toBeTruthy();
  });

  it('picks a range with shift, and never what has no id', async () => {
    const { dialog, list } = await openList();
    await user.click(row(list, 'Delta'));
    expect(selected(list)).toEqual([]);
    expect(row(list, 'Delta').getAttribute('aria-disabled')).toBe('true');
    await user.click(row(list, 'Bravo'));
    fireEvent.click(row(list, 'Echo'), { shiftKey: true });
    expect(selected(list)).toEqual(['Bravo', 'Charlie', 'Echo']);
    await user.click(within(dialog).getByRole('checkbox', { name: 'Select all' }));
    expect(selected(list)).toHaveLength(6);
    await user.click(within(dialog).getByRole('checkbox', { name: 'Only new' }));
    expect(selected(list)).toEqual([]);
    expect(within(list).getAllByRole('option')).toHaveLength(4);
  });

  it('is sorted by its columns', async () => {
    const { dialog, list } = await openList();
    const first = () => within(list).getAllByRole('option')[0]?.textContent ?? '';
    await press(dialog, 'Sort by Size');
    expect(first()).toContain('Bravo');
    await press(dialog, 'Sort by Sender');
    await press(dialog, 'Sort by Sender, rising');
    expect(first()).toContain('Foxtrot');
    expect(within(dialog).getByRole('button', { name: 'Sort by Sender, falling' }).getAttribute('aria-pressed')).toBe('true');
  });

  it('keeps ten thousand rows, and paints a screenful', async () => {
    const many = Array.from({ length: 10_000 }, (_, position) => entry(`m${position}`, `Letter ${position}`));
    const { dialog, list } = await openList({ entries: many, headsAsked: 200 });
    expect(within(list).getAllByRole('option').length).toBeLessThan(60);
    await user.click(within(dialog).getByRole('checkbox', { name: 'Select all' }));
    expect(within(dialog).getByText('10,000 selected, 40 MB')).toBeTruthy();
  });
});

describe('while there is no list', () => {
  it('the look can be left, and nothing is broken', async () => {
    const api = createFakeApi({ silent: ['maildrop.look'] });
    const dialog = await openLook(api);
    expect(within(dialog).getByRole('status').textContent).toContain('Signing in and reading heads…');
    await press(dialog, 'Cancel');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.queryAllByRole('alert')).toEqual([]);
  });

  it('a locked maildrop is explained, and looked at again', async () => {
    const api = createFakeApi({ now });
    api.fail('maildrop.look', locked);
    const dialog = await openLook(api);
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The mailbox is in use by another program.');
    api.fail('maildrop.look', null);
    await press(dialog, 'Try again');
    expect(await within(dialog).findByRole('listbox')).toBeTruthy();
  });

  it('an empty one says so', async () => {
    const dialog = await openLook(createFakeApi({ maildrop: { entries: [], headsAsked: 200 } }));
    expect(await within(dialog).findByText('Nothing on pop.home.example')).toBeTruthy();
  });
});

describe('what was marked and not applied', () => {
  it('is asked about before the dialog closes', async () => {
    const { api, dialog, list } = await openList();
    await user.click(row(list, 'Alpha'));
    await press(dialog, 'Download');
    await press(dialog, 'Cancel');
    const question = await screen.findByRole('alertdialog', { name: 'Close without applying?' });
    await press(question, 'Cancel');
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    await user.keyboard('{Escape}');
    await press(await screen.findByRole('alertdialog'), 'Close without applying');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(chosen(api)).toEqual([]);
  });

  it('outlives another look, with the reason where that failed', async () => {
    const { api, dialog, list } = await openList();
    await user.click(row(list, 'Alpha'));
    await press(dialog, 'Download');
    api.fail('maildrop.look', locked);
    await press(dialog, 'Look again');
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The mailbox is in use by another program.');
    expect(row(list, 'Alpha').textContent).toContain('Will be downloaded');
    api.fail('maildrop.look', null);
    await press(dialog, 'Look again');
    await waitFor(() => expect(within(dialog).queryByRole('alert')).toBeNull());
    expect(within(dialog).getByText('1 to download, 4 kB')).toBeTruthy();
  });

  it('stays where the program could not keep it, with the reason', async () => {
    const { api, dialog, list } = await openList();
    api.fail('maildrop.choose', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    await user.click(row(list, 'Alpha'));
    await press(dialog, 'Download');
    await press(dialog, 'Apply');
    expect((await within(dialog).findByRole('alert')).textContent).toContain('The disk is full.');
    expect(row(list, 'Alpha').textContent).toContain('Will be downloaded');
  });
});

describe('the command palette', () => {
  it('opens the look too', async () => {
    await openWindow(createFakeApi({ now }));
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('combobox', { name: 'Commands' }), 'look at pop');
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('dialog', { name: 'Mail on the server' })).toBeTruthy();
  });
});

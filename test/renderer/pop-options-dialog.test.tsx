// @vitest-environment jsdom
/** The options of a POP account beside its copies: which messages are downloaded whole, and when it is looked at. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { popChange, popFormOf, popProblems } from '../../renderer/account/pop-options-form.ts';
import type { PopForm } from '../../renderer/account/pop-options-form.ts';
import type { PopAccount, PopOptions } from '../../shared/account.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { popId, sampleMail } from '../doubles/sample-mail.ts';
import { openWindow, user } from './window-story.tsx';

const [, pop] = sampleMail(0).accounts;
if (pop?.kind !== 'pop') throw new Error('the sample accounts have changed');
const account: PopAccount = pop;

async function openOptions(change: Partial<PopAccount> = {}): Promise<{ readonly api: FakeApi; readonly dialog: HTMLElement }> {
  const mail = sampleMail(Date.now());
  const accounts = mail.accounts.map((each) => (each.kind === 'pop' ? { ...each, ...change } : each));
  const api = await openWindow(createFakeApi({ mail: { ...mail, accounts }, settings: { popInterval: 12 } }));
  fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@home\.example/u }));
  await user.click(await screen.findByRole('menuitem', { name: 'Account options…' }));
  return { api, dialog: await screen.findByRole('dialog', { name: 'Options of ann@home.example' }) };
}

async function pick(dialog: HTMLElement, field: string, option: string): Promise<void> {
  await user.click(within(dialog).getByRole('combobox', { name: field }));
  await user.click(await screen.findByRole('option', { name: option }));
}

async function type(dialog: HTMLElement, field: string, text: string): Promise<void> {
  const box = within(dialog).getByRole('textbox', { name: field });
  await user.clear(box);
  await user.type(box, text);
}

const save = (dialog: HTMLElement) => user.click(within(dialog).getByRole('button', { name: 'Save' }));
const saved = (api: FakeApi) => api.calls.filter(({ name }) => name === 'account.setPopOptions').map(({ args }) => args);

describe('the options of a POP account', () => {
  it('save a limit and an interval, and nothing else', async () => {
    const { api, dialog } = await openOptions();
    await pick(dialog, 'Download', 'Only the head of big messages');
    expect(within(dialog).getByText(/The rest of a bigger message stays on the server until you fetch it/u)).toBeTruthy();
    await type(dialog, 'Larger than', '2,5');
    await pick(dialog, 'How often', 'This account in its own time');
    await type(dialog, 'Every', '45');
    await save(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved(api)).toEqual([[popId, { largestDownload: 2_500_000, checkEvery: 45 }]]);
  });

  it('begin with what holds now, and go back to none', async () => {
    const { api, dialog } = await openOptions({ largestDownload: 10_000_000, checkEvery: 5 });
    expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Larger than' }).value).toBe('10');
    expect(within(dialog).getByRole<HTMLInputElement>('textbox', { name: 'Every' }).value).toBe('5');
    await pick(dialog, 'Download', 'Everything');
    await pick(dialog, 'How often', 'As in the settings (every 12 minutes)');
    await save(dialog);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(saved(api)).toEqual([[popId, { largestDownload: null, checkEvery: null }]]);
  });

  it('say what is wrong with a number, and do not save it', async () => {
    const { api, dialog } = await openOptions({ largestDownload: 10_000_000, checkEvery: 5 });
    await type(dialog, 'Larger than', 'big');
    await type(dialog, 'Every', '1441');
    expect(within(dialog).getByText('A number of MB, from 0.1.')).toBeTruthy();
    expect(within(dialog).getByText('A whole number of minutes, from 1 to 1440.')).toBeTruthy();
    expect(within(dialog).getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
    await user.type(within(dialog).getByRole('textbox', { name: 'Every' }), '{Enter}');
    expect(saved(api)).toEqual([]);
  });
});

describe('the form of the options', () => {
  const changes: readonly (readonly [Partial<PopAccount>, Partial<PopForm>, Partial<PopOptions>])[] = [
    [{}, {}, {}],
    [{}, { largest: '7', minutes: '3', days: '14' }, {}],
    [{}, { download: 'heads' }, { largestDownload: 0 }],
    [{ largestDownload: 0 }, { download: 'smaller' }, { largestDownload: 5_000_000 }],
    [{ largestDownload: 1_234_567 }, {}, {}],
    [{ largestDownload: 1_234_567 }, { largest: '0.1' }, { largestDownload: 100_000 }],
    [{ checkEvery: 5 }, { minutes: ' 6 ' }, { checkEvery: 6 }],
    [{}, { copies: 'leave' }, { copies: { kind: 'leave' } }],
  ];
  it.each(changes)('%# of %j with %j means %j', (of, typed, change) => {
    const before = popFormOf({ ...account, ...of });
    expect(popChange(before, { ...before, ...typed })).toEqual(change);
  });

  it.each<[Partial<PopForm>, string | null]>([
    [{ download: 'smaller', largest: '0' }, 'account.problem.sizeOutOfRange'],
    [{ download: 'smaller', largest: '' }, 'account.problem.sizeOutOfRange'],
    [{ download: 'smaller', largest: '100001' }, 'account.problem.sizeOutOfRange'],
    [{ download: 'everything', largest: '' }, null],
    [{ check: 'own', minutes: '0' }, 'account.problem.minutesOutOfRange'],
    [{ check: 'own', minutes: '1.5' }, 'account.problem.minutesOutOfRange'],
    [{ check: 'own', minutes: '1440' }, null],
    [{ check: 'as-settings', minutes: 'x' }, null],
    [{ copies: 'remove-after-days', days: '0' }, 'setup.problem.daysOutOfRange'],
    [{ copies: 'leave', days: '0' }, null],
  ])('%j has the problem %s', (typed, problem) => {
    const found = Object.values(popProblems({ ...popFormOf(account), ...typed })).filter((each) => each !== null);
    expect(found).toEqual(problem === null ? [] : [problem]);
  });
});

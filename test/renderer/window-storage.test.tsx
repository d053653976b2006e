// @vitest-environment jsdom
/** How much room there is, where a server tells several limits, one in messages, or none at all. */
import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { maildropWords, removalWords, rootWords, sourceWords } from '../../renderer/storage/storage-words.ts';
import { i18n } from '../../renderer/strings/i18n.ts';
import type { QuotaRoot } from '../../shared/mailbox.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import { sampleMail } from '../doubles/sample-mail.ts';
import { sceneOptions } from './preview/scenes.ts';
import { openWindow, user } from './window-story.tsx';

const now = Date.now();

async function openStorage(scene: string) {
  const api = await openWindow(createFakeApi(sceneOptions(scene, now)));
  await user.click(screen.getByRole('button', { name: 'Storage' }));
  return { api, card: await screen.findByRole('article', { name: 'ann@example.org' }) };
}

describe('words for room', () => {
  it.each<readonly [Partial<QuotaRoot>, string]>([
    [{ resource: 'storage', usage: 4_150_000_000, limit: 5_000_000_000 }, '4.2 GB of 5 GB'],
    [{ resource: 'storage', usage: 310_000_000, limit: null }, '310 MB, no limit told'],
    [{ resource: 'message', usage: 9312, limit: 10_000 }, '9,312 of 10,000 messages'],
    [{ resource: 'message', usage: 1, limit: null }, '1 message, no limit told'],
  ])('of %j', (root, words) => {
    expect(rootWords(i18n.t, { name: 'x', resource: 'storage', usage: 0, limit: null, measuredAt: now, ...root })).toBe(words);
  });

  it.each<readonly [AccountStorage['source'], number | null, string]>([
    ['measured', now - 300_000, 'measured 5 minutes ago'],
    ['measured', now, 'measured just now'],
    ['measured', null, 'not measured yet'],
    ['estimated', now - 300_000, 'estimated 5 minutes ago'],
    ['estimated', null, 'estimated'],
    ['entered', now - 300_000, 'limit entered by you, usage as of 5 minutes ago'],
    ['entered', null, 'limit entered by you'],
  ])('%s %#', (source, measuredAt, words) => {
    const [storage] = sampleMail(now).storage;
    if (storage === undefined) throw new Error('no sample storage');
    expect(sourceWords(i18n.t, { ...storage, source, measuredAt }, now)).toBe(words);
  });
});

describe('a POP server that removes mail by itself', () => {
  it.each<readonly [number | null, string | null]>([
    [30, 'The server removes mail after 30 days by itself'],
    [1, 'The server removes mail after 1 day by itself'],
    [0, 'The server removes mail by itself once it was read'],
    [null, null],
  ])('after %s days', (serverRemovesAfterDays, words) => {
    const [storage] = sampleMail(now).storage;
    if (storage === undefined) throw new Error('no sample storage');
    expect(removalWords(i18n.t, { ...storage, serverRemovesAfterDays })).toBe(words);
  });

  it('is said on the card of its account, and of no other', async () => {
    const { card } = await openStorage('expiring-copies');
    expect(card.textContent).not.toContain('The server removes');
    const [, pop] = screen.getAllByRole('article');
    expect(pop?.textContent).toContain('The server removes mail after 30 days by itself');
  });
});

describe('what a POP server still has', () => {
  it.each<readonly [AccountStorage['maildrop'], string | null]>([
    [{ messages: 312, bytes: 1_200_000_000 }, 'Still on the server: 312 messages, 1.2 GB'],
    [{ messages: 1, bytes: 48_000 }, 'Still on the server: 1 message, 48 kB'],
    [{ messages: 9312, bytes: null }, 'Still on the server: 9,312 messages'],
    [{ messages: 1, bytes: null }, 'Still on the server: 1 message'],
    [{ messages: 0, bytes: 0 }, 'Nothing is left on the server'],
    [{ messages: 0, bytes: null }, 'Nothing is left on the server'],
    [null, null],
  ])('%j', (maildrop, words) => {
    const [storage] = sampleMail(now).storage;
    if (storage === undefined) throw new Error('no sample storage');
    expect(maildropWords(i18n.t, { ...storage, maildrop })).toBe(words);
  });

  it('is said on the card of its account, and of no other', async () => {
    const { card } = await openStorage('normal');
    const [, pop] = screen.getAllByRole('article');
    expect(pop?.textContent).toContain('Still on the server: 312 messages, 1.2 GB');
    expect(card.textContent).not.toContain('Still on the server');
  });
});

describe('the storage of a server', () => {
  it('with several limits lists each, with how full it is', async () => {
    const { card } = await openStorage('quota-roots');
    const list = within(card).getByRole('list', { name: 'Limits of imap.example.org' });
    expect(within(list).getAllByRole('listitem')).toHaveLength(3);
    const messages = within(list).getByRole('meter', { name: 'Messages of ann@example.org' });
    expect([messages.getAttribute('aria-valuenow'), messages.getAttribute('aria-valuetext')]).toEqual(['97', '9,712 of 10,000 messages']);
    expect(list.textContent).toContain('310 MB, no limit told');
    expect(within(card).queryByRole('button', { name: 'Enter the limit…' })).toBeNull();
  });

  it('with one limit says it once', async () => {
    const { card } = await openStorage('normal');
    expect(within(card).queryByRole('list')).toBeNull();
  });

  it('without a limit says what is used, and takes one', async () => {
    const { api, card } = await openStorage('no-limit');
    expect(card.textContent).toContain('4.2 GB');
    expect(card.textContent).toContain('estimated 5 minutes ago');
    await user.click(within(card).getByRole('button', { name: 'Enter the limit…' }));
    const dialog = await screen.findByRole('dialog', { name: 'Options of ann@example.org' });
    const field = within(dialog).getByRole('textbox', { name: 'Limit' });
    await waitFor(() => expect(document.activeElement).toBe(field));
    await user.keyboard('7.5');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(api.calls.find(({ name }) => name === 'account.setOptions')?.args[1]).toEqual({ enteredLimit: 7_500_000_000 });
  });

  it('with a limit entered by hand offers to change it', async () => {
    const { card } = await openStorage('entered-limit');
    expect(card.textContent).toContain('of 7.5 GB');
    expect(card.textContent).toContain('limit entered by you');
    expect(within(card).getByRole('button', { name: 'Change the limit…' })).toBeTruthy();
  });
});

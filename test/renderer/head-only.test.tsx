// @vitest-environment jsdom
/** A message of a POP account of which only the head is here: nothing comes unasked, and what goes is asked about. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { headOnlyWords } from '../../renderer/message/head-only-words.ts';
import { i18n } from '../../renderer/strings/i18n.ts';
import type { MessageSummary } from '../../shared/message.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { popId, sampleMail } from '../doubles/sample-mail.ts';
import { sceneOptions } from './preview/scenes.ts';
import { openWindow, user } from './window-story.tsx';

const [, pop] = sampleMail(0).accounts;
if (pop?.kind !== 'pop') throw new Error('the sample accounts have changed');

function argsOf(api: FakeApi, name: string): readonly (readonly unknown[])[] {
  return api.calls.filter((call) => call.name === name).map((call) => call.args);
}

function firstHead(api: FakeApi): MessageSummary {
  const found = api.mail.messages.find(({ summary }) => summary.ref.accountId === popId && summary.place.kind === 'server');
  if (found === undefined) throw new Error('no message in the sample is there with its head only');
  return found.summary;
}

async function headRow(scene: string): Promise<{ readonly api: FakeApi; readonly row: HTMLElement }> {
  const api = await openWindow(createFakeApi(sceneOptions(scene, Date.now())));
  await user.click(screen.getAllByRole('treeitem', { name: /^Inbox/u })[1] ?? document.body);
  const [row] = await screen.findAllByRole('option', { name: new RegExp(`${firstHead(api).subject.slice(0, 6)}.*On the server$`, 'u') });
  return { api, row: row ?? document.body };
}

async function openHead(scene = 'heads'): Promise<{ readonly api: FakeApi; readonly message: HTMLElement }> {
  const { api, row } = await headRow(scene);
  await user.click(row);
  return { api, message: await screen.findByRole('region', { name: 'Message' }) };
}

describe('a message of which only the head is here', () => {
  it('says where the rest is, how big it is and why, and downloads nothing by itself', async () => {
    const { api, message } = await openHead();
    expect(await within(message).findByText('Only the head of this message is here')).toBeTruthy();
    expect(within(message).getByText('The whole message, 12.3 MB, is on pop.home.example.')).toBeTruthy();
    expect(within(message).getByText('Nothing was downloaded because it is larger than 5 MB.')).toBeTruthy();
    expect(within(message).getByText('On pop.home.example. Only the head is on this computer.')).toBeTruthy();
    act(() => api.setStatus(popId, { connection: { state: 'connecting' } }));
    act(() => api.setStatus(popId, { connection: { state: 'online' } }));
    expect(argsOf(api, 'message.download')).toEqual([]);
  });

  it('is downloaded when it is asked for', async () => {
    const { api, message } = await openHead();
    const { ref } = firstHead(api);
    await user.click(await within(message).findByRole('button', { name: 'Download' }));
    expect(await screen.findByTitle('Message body')).toBeTruthy();
    expect(argsOf(api, 'message.download')).toEqual([[ref]]);
  });

  it('shows that it is on its way', async () => {
    const { message } = await openHead('heads-coming');
    expect(await within(message).findByText('Downloading from pop.home.example')).toBeTruthy();
    expect(within(message).getByText('The whole message, 12.3 MB, is on its way.')).toBeTruthy();
    expect(within(message).queryByRole('button', { name: 'Download' })).toBeNull();
  });

  it('asked for offline is remembered, and says so', async () => {
    const { message } = await openHead('heads-offline');
    expect(await within(message).findByText(/^Homing is offline, and fetches it as soon as/u)).toBeTruthy();
    expect(within(message).getByRole('button', { name: 'Try now' })).toBeTruthy();
  });

  it('says why it could not be asked for', async () => {
    const { api, message } = await openHead();
    api.fail('message.download', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    await user.click(await within(message).findByRole('button', { name: 'Download' }));
    expect((await within(message).findByRole('alert')).textContent).toContain('The disk is full.');
  });

  it('goes from the server after a question, and the next one is opened', async () => {
    const { api, message } = await openHead();
    const { ref } = firstHead(api);
    await user.click(await within(message).findByRole('button', { name: 'Delete on the server…' }));
    const question = await screen.findByRole('alertdialog', { name: 'Delete this message on pop.home.example?' });
    expect(within(question).getByText(/^That is the only copy of the whole message, 12\.3 MB\./u)).toBeTruthy();
    expect(argsOf(api, 'message.removeFromServer')).toEqual([]);
    await user.click(within(question).getByRole('button', { name: 'Delete on the server' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(argsOf(api, 'message.removeFromServer')).toEqual([[[ref]]]);
    await waitFor(() => expect(screen.queryByText('This message is no longer here')).toBeNull());
    expect(screen.getByRole('region', { name: 'Message' })).toBeTruthy();
  });

  it('that could not be removed stays, with the reason in the question', async () => {
    const { api, message } = await openHead();
    api.fail('message.removeFromServer', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    await user.click(await within(message).findByRole('button', { name: 'Delete on the server…' }));
    const question = await screen.findByRole('alertdialog');
    await user.click(within(question).getByRole('button', { name: 'Delete on the server' }));
    expect((await within(question).findByRole('alert')).textContent).toContain('The disk is full.');
  });

  it('whose rest is gone from the server says so, and offers nothing that cannot be done', async () => {
    const mail = sceneOptions('heads', Date.now()).mail ?? sampleMail(0);
    const messages = mail.messages.map((each) =>
      each.summary.ref.accountId === popId && each.summary.place.kind === 'server'
        ? { ...each, summary: { ...each.summary, place: { kind: 'here' } as const } }
        : each,
    );
    const api = await openWindow(createFakeApi({ mail: { ...mail, messages } }));
    await user.click(screen.getAllByRole('treeitem', { name: /^Inbox/u })[1] ?? document.body);
    const [row] = await screen.findAllByRole('option', { name: /Only here$/u });
    await user.click(row ?? document.body);
    expect(await screen.findByText('Only the head of this message is left')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Download' })).toBeNull();
    expect(argsOf(api, 'message.download')).toEqual([]);
  });
});

describe('its menu', () => {
  it('downloads it, and asks before it goes from the server', async () => {
    const { api, row } = await headRow('heads');
    const { ref } = firstHead(api);
    fireEvent.contextMenu(row);
    await user.click(await screen.findByRole('menuitem', { name: 'Delete on the server…' }));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    fireEvent.contextMenu(row);
    await user.click(await screen.findByRole('menuitem', { name: 'Download' }));
    await waitFor(() => expect(argsOf(api, 'message.download')).toEqual([[ref]]));
    expect(argsOf(api, 'message.removeFromServer')).toEqual([]);
  });
});

describe('why it did not come', () => {
  const words = (size: number, largestDownload: number | null | undefined, wanted = false, online = true) =>
    headOnlyWords(i18n.t, {
      content: { size },
      account: { incoming: pop.incoming, ...(largestDownload === undefined ? {} : { largestDownload }) },
      wanted,
      online,
    })[1];
  it.each<[string | undefined, string | undefined]>([
    [words(12e6, 5e6), 'Nothing was downloaded because it is larger than 5 MB.'],
    [words(12e6, 0), 'Nothing was downloaded because this account fetches heads only.'],
    [words(4e6, 5e6), undefined],
    [words(4e6, null), undefined],
    [words(4e6, undefined), undefined],
    [words(12e6, 5e6, true), 'Homing fetches it with the next check.'],
    [words(12e6, 5e6, true, false), 'Homing is offline, and fetches it as soon as there is a connection.'],
  ])('%# %s', (said, expected) => {
    expect(said).toBe(expected);
  });
});

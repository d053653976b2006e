// @vitest-environment jsdom
/** Texts on their way to this computer: progress that can be paused, and what is asked for without a connection. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import type { MailFailure } from '../../shared/failure.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { imapId, popId, sampleMail } from '../doubles/sample-mail.ts';
import { sceneOptions } from './preview/scenes.ts';
import { openWindow, user } from './window-story.tsx';

const lost: MailFailure = { kind: 'offline', retry: 'later', reason: 'lost', text: 'The connection was lost.' };

function scene(name: string): FakeApi {
  return createFakeApi(sceneOptions(name, Date.now()));
}

function maildropScene(maildrop: AccountStorage['maildrop']): FakeApi {
  const mail = sampleMail(Date.now());
  return createFakeApi({ mail: { ...mail, storage: mail.storage.map((each) => (each.kind === 'pop' ? { ...each, maildrop } : each)) } });
}

function argsOf(api: FakeApi, name: string): readonly (readonly unknown[])[] {
  return api.calls.filter((call) => call.name === name).map((call) => call.args);
}

async function openMissing(): Promise<HTMLElement> {
  const [row] = await screen.findAllByRole('option', { name: /On the server$/u });
  await user.click(row ?? document.body);
  return screen.findByRole('region', { name: 'Message' });
}

describe('the download in the background', () => {
  it('says how far it is in messages and bytes, is paused, and goes on', async () => {
    const api = await openWindow(scene('downloading'));
    const status = screen.getByRole('status', { name: 'Status' });
    await waitFor(() => expect(status.textContent).toContain('Downloading Inbox, 1,204 of 9,312, 12 MB of 193 MB'));
    await user.click(screen.getByRole('button', { name: 'Pause download' }));
    await waitFor(() => expect(status.textContent).toContain('Download paused'));
    expect(status.textContent).not.toContain('Downloading');
    expect(screen.queryByRole('button', { name: 'Pause download' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Resume download' }));
    await waitFor(() => expect(status.textContent).not.toContain('Download paused'));
    expect(argsOf(api, 'account.pauseDownload')).toEqual([
      [imapId, true],
      [imapId, false],
    ]);
  });

  it('says how long it still takes, once there is enough to tell', async () => {
    const api = await openWindow(createFakeApi());
    const status = screen.getByRole('status', { name: 'Status' });
    const began = Date.now();
    const clock = vi.spyOn(Date, 'now');
    const report = (second: number) =>
      act(() => {
        clock.mockReturnValue(began + second * 1000);
        const bytes = { done: second * 1_000_000, total: 130_000_000 };
        api.setStatus(popId, { activity: { what: 'downloading', done: second, total: 40, bytes } });
      });
    try {
      for (let second = 0; second <= 3; second += 1) report(second);
      await waitFor(() => expect(status.textContent).toContain('Downloading mail, 3 of 40, 3 MB of 130 MB'));
      expect(status.textContent).not.toContain('left');
      for (let second = 4; second <= 10; second += 1) report(second);
      await waitFor(() => expect(status.textContent).toContain('Downloading mail, 10 of 40, 10 MB of 130 MB, about 2 minutes left'));
      act(() => api.setStatus(imapId, { activity: { what: 'listing', done: 0, total: null } }));
      await waitFor(() => expect(status.textContent).toContain('about 2 minutes left, and 1 more account'));
    } finally {
      clock.mockRestore();
    }
  });
});

describe('the download of POP accounts', () => {
  it('is paused, says how much is still on the server, and goes on', async () => {
    const api = await openWindow(scene('pop-downloading'));
    const status = screen.getByRole('status', { name: 'Status' });
    await waitFor(() => expect(status.textContent).toContain('Downloading mail, 12 of 214, 96 MB of 1.2 GB'));
    await user.click(screen.getByRole('button', { name: 'Pause download' }));
    await waitFor(() => expect(status.textContent).toContain('Download paused; 1.2 GB are still on the server'));
    await user.click(screen.getByRole('button', { name: 'Resume download' }));
    await waitFor(() => expect(status.textContent).not.toContain('Download paused'));
    expect(argsOf(api, 'account.pauseDownload')).toEqual([
      [popId, true],
      [popId, false],
    ]);
  });

  it('that end already are not paused again, and those that run together pause together', async () => {
    const api = await openWindow(scene('pop-downloading'));
    act(() => api.setStatus(imapId, { activity: { what: 'downloading', mailbox: 'Inbox', done: 1, total: 9 } }));
    await user.click(await screen.findByRole('button', { name: 'Pause download' }));
    await screen.findByText('Download paused');
    expect(argsOf(api, 'account.pauseDownload').map(([id]) => id)).toEqual(expect.arrayContaining([imapId, popId]));
    act(() => api.setStatus(popId, { activity: { what: 'downloading', done: 13, total: 214 } }));
    await screen.findByText('Downloading mail, 13 of 214');
    expect(screen.queryByRole('button', { name: 'Pause download' })).toBeNull();
  });

  it.each<readonly [string, Parameters<typeof maildropScene>[0]]>([
    ['tells no sizes', { messages: 312, bytes: null }],
    ['was not looked at yet', null],
    ['is empty', { messages: 0, bytes: 0 }],
  ])('whose server %s are said to be paused, and no more', async (_why, maildrop) => {
    const api = await openWindow(maildropScene(maildrop));
    act(() => api.setStatus(popId, { downloadPaused: true }));
    expect(await screen.findByText('Download paused')).toBeTruthy();
  });

  it('is paused and goes on from the menu of its account too', async () => {
    const api = await openWindow();
    const choose = async (item: string) => {
      const account = await screen.findByRole('treeitem', { name: /^ann@home\.example/u });
      await user.pointer({ keys: '[MouseRight]', target: within(account).getByText('ann@home.example') });
      await user.click(await screen.findByRole('menuitem', { name: item }));
    };
    await choose('Pause download');
    await waitFor(() => expect(argsOf(api, 'account.pauseDownload')).toEqual([[popId, true]]));
    await choose('Resume download');
    await waitFor(() => expect(argsOf(api, 'account.pauseDownload')).toHaveLength(2));
  });
});

describe('a message that is not here', () => {
  it('opened offline is asked for by itself, and says that it will come', async () => {
    const api = await openWindow(scene('offline'));
    const message = await openMissing();
    expect(await within(message).findByText(/^This message is only on imap\.example\.org\. Homing will fetch it/u)).toBeTruthy();
    await waitFor(() => expect(argsOf(api, 'message.download')).toHaveLength(1));
    await user.click(within(message).getByRole('button', { name: 'Try now' }));
    await waitFor(() => expect(argsOf(api, 'message.download')).toHaveLength(2));
  });

  it('comes by itself when there is a connection again', async () => {
    const api = await openWindow(scene('offline'));
    await openMissing();
    await waitFor(() => expect(argsOf(api, 'message.download')).toHaveLength(1));
    act(() => api.setStatus(imapId, { connection: { state: 'online' } }));
    expect(await screen.findByTitle('Message body')).toBeTruthy();
  });

  it('says the same where the program cannot remember what was asked for', async () => {
    const api = scene('offline');
    api.fail('message.download', lost);
    await openWindow(api);
    const message = await openMissing();
    expect(await within(message).findByText(/Homing will fetch it as soon as there is a connection\.$/u)).toBeTruthy();
  });

  it('that the server does not give says why', async () => {
    const api = createFakeApi();
    api.fail('message.download', { kind: 'rejected', retry: 'never', text: 'The server does not hand it out.' });
    await openWindow(api);
    const message = await openMissing();
    expect(await within(message).findByText('The server does not hand it out.')).toBeTruthy();
    expect(within(message).getByRole('button', { name: 'Download' })).toBeTruthy();
  });
});

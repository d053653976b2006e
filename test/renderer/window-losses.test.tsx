// @vitest-environment jsdom
/** What the window says when mail is suddenly gone from the server, or cannot be put in Trash any more. */
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { AccountStatus, VanishedAnswer } from '../../shared/account.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { FailedOperation, OperationId } from '../../shared/operation.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { imapId } from '../doubles/sample-mail.ts';
import { openWindow, user } from './window-story.tsx';

const inbox = { accountId: imapId, mailboxId: 1 as MailboxId };

function withVanished(count: number): FakeApi {
  const status: AccountStatus = {
    accountId: imapId,
    connection: { state: 'online' },
    lastChecked: null,
    activity: null,
    notice: null,
    queued: 0,
    downloadPaused: false,
    vanished: [{ mailboxId: inbox.mailboxId, mailbox: 'Inbox', count }],
  };
  return createFakeApi({ statuses: [status] });
}

function argsOf(api: FakeApi, name: string): readonly (readonly unknown[])[] {
  return api.calls.filter((call) => call.name === name).map((call) => call.args);
}

describe('mail that vanished from the server', () => {
  it('is told with how many, where, and that it is kept', async () => {
    await openWindow(withVanished(1204));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('imap.example.org suddenly has 1,204 messages fewer in Inbox.');
    expect(alert.textContent).toContain('Homing kept them on this computer.');
    expect(screen.queryByRole('alertdialog')).toBeNull();
  });

  it.each<readonly [string, VanishedAnswer]>([
    ['Put them back on the server', 'put-back'],
    ['Keep them only here', 'keep'],
  ])('“%s” is an answer, after which nothing is asked any more', async (button, answer) => {
    const api = await openWindow(withVanished(25));
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: button }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(argsOf(api, 'account.answerVanished')).toEqual([[inbox, answer]]);
  });

  it('is removed here only after another question, which names the number', async () => {
    const api = await openWindow(withVanished(25));
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Remove them here too' }));
    const question = await screen.findByRole('alertdialog', { name: 'Remove 25 messages from this computer too?' });
    expect(question.textContent).toContain('no longer in Inbox on imap.example.org');
    await user.click(within(question).getByRole('button', { name: 'Cancel' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(argsOf(api, 'account.answerVanished')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Remove them here too' }));
    await user.click(await screen.findByRole('button', { name: 'Remove 25 messages for ever' }));
    await waitFor(() => expect(argsOf(api, 'account.answerVanished')).toEqual([[inbox, 'remove']]));
  });

  it('one message is one message', async () => {
    await openWindow(withVanished(1));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('imap.example.org suddenly has 1 message fewer in Inbox.Homing kept it');
    expect(within(alert).getByRole('button', { name: 'Put it back on the server' })).toBeTruthy();
  });
});

describe('a full mailbox', () => {
  function fullTrash(api: FakeApi): FailedOperation {
    const refs = api.mail.messages.slice(0, 2).map(({ summary }) => summary.ref);
    return {
      accountId: imapId,
      operationId: 7 as OperationId,
      title: 'Could not move 2 messages to Trash',
      failure: { kind: 'quota', retry: 'after-user', text: 'The server has no room for a copy in Trash.' },
      remedy: { kind: 'delete-without-copy', refs },
    };
  }

  it('offers to delete without a copy, says what that means, and does it for exactly these messages', async () => {
    const api = await openWindow();
    const failed = fullTrash(api);
    const before = api.mail.messages.length;
    act(() => api.emit('operation.failed', failed));
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Delete without a copy in Trash' }));
    const question = await screen.findByRole('alertdialog', { name: 'Delete without a copy in Trash?' });
    expect(question.textContent).toContain('2 messages are deleted for ever on imap.example.org, for all your devices.');
    expect(argsOf(api, 'message.expunge')).toEqual([]);
    await user.click(within(question).getByRole('button', { name: 'Delete for ever' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(argsOf(api, 'message.expunge')).toEqual([[failed.remedy?.refs]]);
    expect(api.mail.messages).toHaveLength(before - 2);
  });

  it('makes the same offer in a window that was not there when it was told, until it is put away', async () => {
    const refused = [fullTrash(createFakeApi())];
    const api = await openWindow(createFakeApi({ refused }));
    const alert = within(await screen.findByRole('alert'));
    expect(alert.getByRole('button', { name: 'Delete without a copy in Trash' })).toBeTruthy();
    await user.click(alert.getByRole('button', { name: 'Dismiss' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(argsOf(api, 'operation.putAway')).toEqual([[imapId, 7]]);
  });

  it('a failure without that remedy has no such button', async () => {
    const api = await openWindow();
    const { remedy: _none, ...failed } = fullTrash(api);
    act(() => api.emit('operation.failed', failed));
    expect(within(await screen.findByRole('alert')).queryByRole('button', { name: 'Delete without a copy in Trash' })).toBeNull();
  });
});

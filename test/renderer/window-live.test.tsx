// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import type { MailFailure } from '../../shared/failure.ts';
import { flaggedFlag } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { imapId, popId } from '../doubles/sample-mail.ts';
import { openWindow, selectedName, user } from './window-story.tsx';

const refused: MailFailure = { kind: 'auth', retry: 'after-user', text: 'The server refused the password.' };

function queriesNamed(api: FakeApi, name: string): number {
  return api.calls.filter((call) => call.name === name).length;
}

describe('what changes elsewhere', () => {
  it('appears in place: the row, the counts, and nothing that was not touched is asked again', async () => {
    const api = await openWindow();
    const [first] = api.mail.messages;
    if (first === undefined) throw new Error('no sample mail');
    const before = {
      pages: queriesNamed(api, 'message.page'),
      settings: queriesNamed(api, 'settings.get'),
      accounts: queriesNamed(api, 'account.list'),
    };
    act(() => void api.mail.setFlags([first.summary.ref], { add: [flaggedFlag], remove: [] }));
    expect(await screen.findByRole('option', { name: /Load test.*starred/u })).toBeTruthy();
    expect(queriesNamed(api, 'message.page')).toBe(before.pages + 1);
    expect([queriesNamed(api, 'settings.get'), queriesNamed(api, 'account.list')]).toEqual([before.settings, before.accounts]);
  });

  it('in a mailbox that is not shown does not read the list again', async () => {
    const api = await openWindow();
    const sent = api.mail.messages.find(({ summary }) => summary.ref.mailboxId === 3);
    if (sent === undefined) throw new Error('no sent mail');
    const pages = queriesNamed(api, 'message.page');
    const mailboxes = queriesNamed(api, 'mailbox.list');
    act(() => void api.mail.setFlags([sent.summary.ref], { add: [flaggedFlag], remove: [] }));
    await waitFor(() => expect(queriesNamed(api, 'mailbox.list')).toBe(mailboxes + 1));
    expect(queriesNamed(api, 'message.page')).toBe(pages);
  });

  it('shows in the status line: offline, queued actions, progress', async () => {
    const api = await openWindow();
    const offline: MailFailure = { kind: 'offline', retry: 'later', reason: 'lost', text: 'The connection was lost.' };
    act(() =>
      api.emit('account.status', {
        accountId: imapId,
        connection: { state: 'offline', failure: offline },
        lastChecked: null,
        activity: null,
        notice: null,
        queued: 3,
        downloadPaused: false,
        vanished: [],
      }),
    );
    act(() =>
      api.emit('account.status', {
        accountId: popId,
        connection: { state: 'online' },
        lastChecked: null,
        activity: { what: 'downloading', mailbox: 'Inbox', done: 120, total: 400 },
        notice: null,
        queued: 0,
        downloadPaused: false,
        vanished: [],
      }),
    );
    const status = screen.getByRole('status', { name: 'Status' });
    await waitFor(() => expect(status.textContent).toContain('Downloading Inbox, 120 of 400'));
    expect(status.textContent).toContain('ann@example.org is offline: The connection was lost.');
    expect(status.textContent).toContain('3 actions wait for the server');
  });
});

describe('failures', () => {
  it('a refused password is an alert whose remedy asks for it', async () => {
    const api = await openWindow();
    act(() => api.emit('credentials.needed', { accountId: imapId, failure: refused }));
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('imap.example.org did not accept the password of ann@example.org.');
    await user.click(within(alert).getByRole('button', { name: 'Enter password' }));
    const dialog = await screen.findByRole('dialog', { name: 'Password for ann@example.org' });
    await user.type(within(dialog).getByLabelText('Password'), 'pigeon');
    await user.click(within(dialog).getByRole('button', { name: 'Save password' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    expect(api.calls.find(({ name }) => name === 'account.setPassword')?.args).toEqual([imapId, 'pigeon', false]);
  });

  it('is told by the state alone too: a window opened later must show it', async () => {
    const status = {
      accountId: imapId,
      connection: { state: 'offline', failure: refused },
      lastChecked: null,
      activity: null,
      notice: null,
      queued: 0,
      downloadPaused: false,
      vanished: [],
    } as const;
    await openWindow(createFakeApi({ statuses: [status] }));
    expect(await screen.findByRole('alert')).toBeTruthy();
  });

  it('an untrusted certificate is shown whole before it can be trusted', async () => {
    const api = await openWindow();
    const certificate = {
      subject: 'CN=imap.example.org',
      issuer: 'CN=Example test authority',
      validFrom: '2026-01-01T00:00:00Z',
      validTo: '2027-01-01T00:00:00Z',
      fingerprint: 'AB:CD:EF',
      pem: '-----BEGIN CERTIFICATE-----',
    };
    const failure: MailFailure = { kind: 'tls', retry: 'after-user', text: 'Nobody vouches for the certificate.', certificate };
    act(() => api.emit('certificate.untrusted', { accountId: imapId, side: 'incoming', failure }));
    await user.click(within(await screen.findByRole('alert')).getByRole('button', { name: 'Show certificate' }));
    const dialog = await screen.findByRole('dialog', { name: 'Certificate of imap.example.org' });
    for (const fact of ['CN=imap.example.org', 'CN=Example test authority', 'AB:CD:EF']) expect(dialog.textContent).toContain(fact);
    await user.click(within(dialog).getByRole('button', { name: 'Trust this certificate for imap.example.org' }));
    await waitFor(() =>
      expect(api.calls.find(({ name }) => name === 'account.trustCertificate')?.args).toEqual([imapId, 'incoming', certificate.pem]),
    );
  });

  it('a failed action says so and can be put away; a failed command puts the selection back', async () => {
    const api = await openWindow();
    act(() =>
      api.emit('operation.failed', {
        accountId: imapId,
        operationId: 7 as OperationId,
        title: 'Could not move 3 messages to Archive',
        failure: { kind: 'quota', retry: 'after-user', text: 'The mailbox is full.' },
      }),
    );
    const alert = await screen.findByRole('alert');
    expect(alert.textContent).toContain('Could not move 3 messages to Archive');
    await user.click(within(alert).getByRole('button', { name: 'Dismiss' }));
    expect(screen.queryByRole('alert')).toBeNull();
    api.fail('message.moveToRole', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    await user.keyboard('je');
    expect((await screen.findByRole('alert')).textContent).toContain('The disk is full.');
    expect(selectedName()).toMatch(/^Mirja/u);
  });

  it('a clicked link shows its whole address before anything opens', async () => {
    const api = await openWindow();
    const url = 'https://bank.example.evil.example/login?next=https://bank.example';
    act(() => api.emit('link.clicked', { url }));
    const dialog = await screen.findByRole('dialog', { name: 'Open this address?' });
    expect(dialog.textContent).toContain(url);
    expect(api.calls.some(({ name }) => name === 'link.open')).toBe(false);
    await user.click(within(dialog).getByRole('button', { name: 'Open' }));
    await waitFor(() => expect(api.calls.find(({ name }) => name === 'link.open')?.args).toEqual([url]));
  });

  it('a list whose reader is being started again comes by itself', async () => {
    const api = createFakeApi();
    api.fail('message.page', { kind: 'busy', retry: 'later', text: 'A part of Homing stopped.' });
    await openWindow(api, () => waitFor(() => expect(queriesNamed(api, 'message.page')).toBe(1)));
    api.fail('message.page', null);
    expect(await screen.findAllByRole('option')).not.toHaveLength(0);
  });

  it('a list that cannot be read says why and can be tried again', async () => {
    const api = createFakeApi();
    api.fail('message.page', { kind: 'storage', retry: 'after-user', text: 'The file is damaged.' });
    await openWindow(api, () => screen.findByText('The file is damaged.'));
    api.fail('message.page', null);
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findAllByRole('option')).not.toHaveLength(0);
  });
});

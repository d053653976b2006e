// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import axe from 'axe-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CertificateFacts, MailFailure } from '../../shared/failure.ts';
import type { VerifyReport } from '../../shared/ipc.ts';
import { button, sayWho, startWizard, success, textbox, toServers, type } from './setup-story.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const certificate: CertificateFacts = {
  subject: 'CN=mail.example.org',
  issuer: 'CN=Ann’s own authority',
  validFrom: '2026-01-03T12:00:00Z',
  validTo: '2027-01-03T12:00:00Z',
  fingerprint: 'A1:B2:C3',
  pem: 'PEM of imap',
};
const untrusted: MailFailure = { kind: 'tls', retry: 'after-user', text: 'Nobody vouches for this certificate.', certificate };
const wrongPassword: MailFailure = {
  kind: 'auth',
  retry: 'after-user',
  text: 'The password was refused.',
  server: 'NO [AUTHENTICATIONFAILED] no',
};

const failures: readonly MailFailure[] = [
  { kind: 'offline', reason: 'unknown-host', retry: 'later', text: 'There is no such server.' },
  { kind: 'offline', reason: 'refused', retry: 'later', text: 'The server refused the connection.' },
  { kind: 'tls', retry: 'after-user', text: 'No protected connection could be made.' },
  wrongPassword,
  { kind: 'busy', retry: 'later', text: 'The mailbox is in use by another program.' },
  { kind: 'protocol', retry: 'never', text: 'This server does not speak IMAP.' },
  { kind: 'unsupported', retry: 'never', text: 'This server cannot do that.' },
  { kind: 'bug', retry: 'never', text: 'Something went wrong inside Homing.' },
];

describe('a refused sign-in', () => {
  it.each(failures)('$kind: $text is said, and the form stays filled', async (failure) => {
    const { user, drafts, onDone } = startWizard({ verify: [{ incoming: failure, outgoing: null }, success] });
    await toServers(user);
    await user.click(button('Add account'));
    const alert = await screen.findByRole('alert');
    expect(within(alert).getByText(failure.text)).toBeTruthy();
    expect(textbox('Incoming server').value).toBe('imap.example.org');
    expect(textbox('Password').value).toBe('secret');
    const focused = textbox(failure.kind === 'auth' ? 'Password' : 'Incoming server');
    await waitFor(() => expect(document.activeElement).toBe(focused));
    expect(drafts('account.add')).toEqual([]);

    await user.click(button('Add account'));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
  });

  it('belongs to the server that refused', async () => {
    const { user } = startWizard({ verify: [{ incoming: null, outgoing: failures[0] ?? null }] });
    await toServers(user);
    await user.click(button('Add account'));
    const alert = await screen.findByRole('alert');
    expect(alert.closest('section')?.querySelector('h2')?.textContent).toBe('Sending (SMTP)');
    await waitFor(() => expect(document.activeElement).toBe(textbox('Outgoing server')));
  });

  it('shows what the server said, and takes another password in the same place', async () => {
    const { user, drafts, onDone } = startWizard({ verify: [{ incoming: wrongPassword, outgoing: wrongPassword }, success] });
    await toServers(user);
    await user.click(button('Add account'));
    expect(await screen.findAllByText(/AUTHENTICATIONFAILED/)).toHaveLength(2);
    await type(user, 'Password', 'better');
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(drafts('account.add')[0]?.password).toBe('better');
  });

  it('is not the only thing that can go wrong: an account that cannot be kept is an alert too', async () => {
    const { user, api, onDone } = startWizard();
    api.fail('account.add', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    await toServers(user);
    await user.click(button('Add account'));
    expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.');
    expect(onDone).not.toHaveBeenCalled();
  });
});

describe('a certificate nobody vouches for', () => {
  it('is shown, and trusted for that one server', async () => {
    const { user, drafts, onDone } = startWizard({ verify: [{ incoming: untrusted, outgoing: null }, success] });
    await toServers(user);
    await user.click(button('Add account'));
    for (const fact of ['CN=mail.example.org', 'CN=Ann’s own authority', 'January 3, 2026 to January 3, 2027']) {
      expect(await screen.findByText(fact)).toBeTruthy();
    }
    expect(screen.getByText('SHA-256 fingerprint').nextElementSibling?.textContent).toBe('A1:B2:C3');
    await user.click(button('Trust this certificate for imap.example.org'));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(drafts('account.verify').map((draft) => draft.incoming.trustedCertificate)).toEqual([undefined, 'PEM of imap']);
    expect(drafts('account.add')[0]?.incoming.trustedCertificate).toBe('PEM of imap');
    expect(drafts('account.add')[0]?.outgoing.trustedCertificate).toBeUndefined();
  });

  it('is asked for once where both sides are the same server', async () => {
    const { user, drafts, onDone } = startWizard({ verify: [{ incoming: untrusted, outgoing: untrusted }, success] });
    await toServers(user);
    await type(user, 'Incoming server', 'mail.example.org');
    await type(user, 'Outgoing server', 'mail.example.org');
    await user.click(button('Add account'));
    const [first] = await screen.findAllByRole('button', { name: 'Trust this certificate for mail.example.org' });
    if (first === undefined) throw new Error('no button to trust');
    await user.click(first);
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(drafts('account.add')[0]?.outgoing.trustedCertificate).toBe('PEM of imap');
  });
});

/** A promise the test resolves. */
function deferred<T>() {
  const parts: { resolve?: (value: T) => void } = {};
  const promise = new Promise<T>((resolve) => {
    parts.resolve = resolve;
  });
  return { promise, resolve: (value: T) => parts.resolve?.(value) };
}

describe('a sign-in that takes long', () => {
  it('says where it is, can be left, and its late answer counts no more', async () => {
    const late = deferred<VerifyReport>();
    const { user, drafts, onDone } = startWizard({ verify: [late.promise] });
    await toServers(user);
    await user.click(button('Add account'));
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('Signing in to imap.example.org…'));
    expect(button('Add account').disabled).toBe(true);
    await user.click(button('Stop'));
    expect(screen.getByRole('status').textContent).toBe('');
    expect(textbox('Incoming server').value).toBe('imap.example.org');
    late.resolve(success);
    await late.promise;
    expect(drafts('account.add')).toEqual([]);
    expect(onDone).not.toHaveBeenCalled();
  });
});

describe('axe', () => {
  it.each([false, true])('finds nothing wrong on any step (as a dialog: %s)', async (canCancel) => {
    const { user } = startWizard({ verify: [{ incoming: untrusted, outgoing: wrongPassword }], keeping: 'weak', canCancel });
    await screen.findByText(/no keyring/);
    const found: string[] = [];
    async function look(): Promise<void> {
      // jsdom draws nothing: contrast is looked at in screenshots. The page around the component has no landmarks of its own.
      const rules = { 'color-contrast': { enabled: false }, region: { enabled: false } };
      const { violations } = await axe.run(document.body, { rules });
      found.push(...violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`));
    }
    await look();
    await sayWho(user);
    await user.click(screen.getByRole('radio', { name: 'Download mail to this computer (POP)' }));
    await look();
    await user.click(button('Continue'));
    await screen.findByRole('textbox', { name: 'Incoming server' });
    await user.click(button('Add account'));
    await screen.findAllByRole('alert');
    await look();
    expect(found).toEqual([]);
  });
});

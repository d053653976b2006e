// @vitest-environment jsdom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { button, pick, radio, sayWho, startWizard, textbox, toServers, type } from './setup-story.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the whole way', () => {
  it('adds an IMAP account with the guesses from the address', async () => {
    const { user, drafts, onDone } = startWizard();
    expect(screen.getByRole('main', { name: 'Add account' })).toBeTruthy();
    expect(screen.getByText('You always know where your mail lives.')).toBeTruthy();
    await toServers(user);
    expect(textbox('Incoming server').value).toBe('imap.example.org');
    expect(textbox('Outgoing server').value).toBe('smtp.example.org');
    expect(textbox('User name').value).toBe('ann@example.org');
    await user.click(button('Add account'));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    const expected = {
      kind: 'imap',
      identity: { name: 'Ann Smith', address: 'ann@example.org' },
      incoming: { host: 'imap.example.org', port: 993, security: 'tls', userName: 'ann@example.org' },
      outgoing: { host: 'smtp.example.org', port: 465, security: 'tls', userName: 'ann@example.org' },
      password: 'secret',
      keepPasswordWeakly: false,
    };
    expect(drafts('account.verify')).toEqual([expected]);
    expect(drafts('account.add')).toEqual([expected]);
  });

  it('adds a POP account by hand, on other ports, removing copies after some days', async () => {
    const { user, drafts, onDone } = startWizard();
    await sayWho(user, 'Set up by hand');
    await user.click(radio('Download mail to this computer (POP)'));
    const copies = screen.getByRole('radiogroup', { name: 'Copies on the server' });
    expect(within(copies).getByRole('radio', { name: 'Leave a copy on the server' }).getAttribute('aria-checked')).toBe('true');
    expect(within(copies).getAllByRole('radio')).toHaveLength(4);
    await user.click(radio('Remove after a number of days'));
    const days = screen.getByRole('spinbutton', { name: 'Days after download' });
    await user.clear(days);
    await user.type(days, '30');
    expect(screen.getByText('Your mail lives on this computer.')).toBeTruthy();
    await pick(user, 'Download of big messages', 'Heads only above 5 MB');
    expect(screen.getByText(/^Your mail lives on this computer\. What is larger than 5 MB stays on the server/u)).toBeTruthy();
    await user.click(button('Continue'));

    expect(textbox('Incoming server').value).toBe('');
    await type(user, 'Incoming server', 'localhost');
    await type(user, 'Incoming port', '10110');
    await pick(user, 'Incoming security', 'STARTTLS');
    await type(user, 'Outgoing server', 'localhost');
    await pick(user, 'Outgoing security', 'None');
    expect(textbox('Incoming port').value).toBe('10110');
    expect(textbox('Outgoing port').value).toBe('587');
    expect(screen.getByText(/others on the way can read your password/)).toBeTruthy();
    await type(user, 'User name', 'ann');
    await user.click(button('Add account'));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(drafts('account.add')[0]).toMatchObject({
      kind: 'pop',
      copies: { kind: 'remove-after-days', days: 30 },
      largestDownload: 5_000_000,
      incoming: { host: 'localhost', port: 10110, security: 'starttls', userName: 'ann' },
      outgoing: { host: 'localhost', port: 587, security: 'none', userName: 'ann' },
    });
  });

  it('can be done by keyboard alone', async () => {
    const { user, drafts, onDone } = startWizard();
    await waitFor(() => expect(document.activeElement).toBe(textbox('Your name')));
    await user.keyboard('Ann{Tab}ann@example.org{Tab}secret{Enter}');
    await waitFor(() => expect(document.activeElement).toBe(radio('Keep mail on the server (IMAP)')));
    await user.keyboard('{ArrowDown}');
    await waitFor(() => expect(document.activeElement).toBe(radio('Download mail to this computer (POP)')));
    await user.keyboard('{Enter}');
    await screen.findByRole('textbox', { name: 'Incoming server' });
    await waitFor(() => expect(document.activeElement).toBe(textbox('Incoming server')));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(drafts('account.add')[0]).toMatchObject({
      kind: 'pop',
      copies: { kind: 'leave' },
      incoming: { host: 'pop.example.org', port: 995 },
    });
  });
});

describe('going back and forth', () => {
  it('keeps everything that was typed, and lets untouched guesses follow', async () => {
    const { user } = startWizard();
    await toServers(user);
    await type(user, 'Outgoing server', 'mail.my.org');
    await user.click(button('Back'));
    await user.click(radio('Download mail to this computer (POP)'));
    await user.click(radio('Remove when I delete it here'));
    await user.click(button('Back'));
    expect(textbox('Your name').value).toBe('Ann Smith');
    expect(textbox('Password').value).toBe('secret');
    await user.click(button('Continue'));
    expect(radio('Remove when I delete it here').getAttribute('aria-checked')).toBe('true');
    await user.click(button('Continue'));
    expect(textbox('Incoming server').value).toBe('pop.example.org');
    expect(textbox('Incoming port').value).toBe('995');
    expect(textbox('Outgoing server').value).toBe('mail.my.org');
  });

  it('takes Escape as a step back, and leaves only where there is something to go back to', async () => {
    const { user, onDone } = startWizard({ canCancel: true });
    expect(screen.getByRole('dialog', { name: 'Add account' })).toBeTruthy();
    await sayWho(user);
    await user.keyboard('{Escape}');
    expect(textbox('Your name').value).toBe('Ann Smith');
    await user.keyboard('{Escape}');
    expect(onDone).toHaveBeenCalledWith(null);
  });

  it('cannot be left on an empty profile', async () => {
    const { user, onDone } = startWizard();
    expect(screen.queryByRole('button', { name: 'Cancel' })).toBeNull();
    await user.keyboard('{Escape}');
    expect(onDone).not.toHaveBeenCalled();
  });
});

describe('what was typed wrong', () => {
  it('is said in words at the field, and unsaid when it is right', async () => {
    const { user } = startWizard();
    await type(user, 'Your name', 'Ann');
    await type(user, 'Email address', 'ann.example.org');
    await type(user, 'Password', 'x');
    await user.click(button('Continue'));
    await waitFor(() => expect(textbox('Email address').getAttribute('aria-invalid')).toBe('true'));
    expect(screen.getByText(/has an @ in it/)).toBeTruthy();
    await waitFor(() => expect(document.activeElement).toBe(textbox('Email address')));
    await type(user, 'Email address', 'ann@example.org');
    await waitFor(() => expect(screen.queryByText(/has an @ in it/)).toBeNull());
  });

  it('keeps a bad server from being asked at all', async () => {
    const { user, drafts } = startWizard();
    await toServers(user);
    await type(user, 'Incoming server', 'imap://example.org');
    await type(user, 'Outgoing port', '99999');
    await user.click(button('Add account'));
    expect(await screen.findByText(/without slashes/)).toBeTruthy();
    expect(screen.getByText('A port lies between 1 and 65535.')).toBeTruthy();
    expect(drafts('account.verify')).toEqual([]);
  });
});

describe('a system without a keyring', () => {
  it('says so, and keeps the password only when asked to', async () => {
    const { user, drafts, onDone } = startWizard({ keeping: 'weak' });
    expect(await screen.findByText(/This system has no keyring/)).toBeTruthy();
    const keep = screen.getByRole('checkbox', { name: 'Keep the password on this computer anyway' });
    expect((keep as HTMLInputElement).checked).toBe(false);
    await user.click(keep);
    await toServers(user);
    await user.click(button('Add account'));
    await waitFor(() => expect(onDone).toHaveBeenCalledOnce());
    expect(drafts('account.add')[0]?.keepPasswordWeakly).toBe(true);
  });

  it('is not talked about where there is one', async () => {
    const { user } = startWizard();
    await sayWho(user);
    await user.click(button('Back'));
    expect(screen.queryByText(/no keyring/)).toBeNull();
  });
});

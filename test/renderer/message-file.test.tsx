// @vitest-environment jsdom
import { act, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { failed, ok } from '../../shared/failure.ts';
import type { MessageFile } from '../../shared/message.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import { sampleMail } from '../doubles/sample-mail.ts';
import { openWindow, user } from './window-story.tsx';

const picture = { partId: '2', fileName: 'logo.png', contentType: 'image/png', size: 68, contentId: '<logo@x>', inline: true };
const offer = { partId: '3', fileName: 'offer.pdf', contentType: 'application/pdf', size: 842_000, contentId: null, inline: false };

const letter: MessageFile = {
  fileName: 'offer.eml',
  size: 900_000,
  envelope: {
    headerMessageId: null,
    inReplyTo: null,
    references: [],
    subject: 'Our offer',
    date: null,
    from: [{ name: 'Ann Lee', address: 'ann@example.org' }],
    replyTo: [],
    to: [{ name: '', address: 'bob@example.net' }],
    cc: [],
    bcc: [],
  },
  body: {
    state: 'here',
    html: '<p onclick="x()">Hello<script>x()</script><img src="cid:logo@x" alt="Our logo"><img src="https://x.example/track"></p>',
    text: null,
    parts: [picture, offer],
    truncated: false,
  },
};

function emptyProfile() {
  const mail = sampleMail(Date.now());
  return createFakeApi({ mail: { ...mail, accounts: [] } });
}

describe('a message file', () => {
  it('is shown safely over the mail, to be read and nothing else', async () => {
    const api = await openWindow();
    act(() => api.emit('file.opened', ok(letter)));
    const dialog = await screen.findByRole('dialog', { name: 'Message file' });
    const inside = within(dialog);
    expect(inside.getByRole('heading', { name: 'Our offer' })).toBeTruthy();
    for (const text of ['offer.eml', 'ann@example.org', 'A file on this computer, in none of your accounts.']) inside.getByText(text);
    inside.getByText('1 picture inside this message is not shown. It is listed with the attachments.');
    inside.getByText(/^1 remote image is not loaded/u);

    const frame = inside.getByTitle('Message body');
    expect(frame.getAttribute('sandbox')).toBe('');
    const shown = frame.getAttribute('srcdoc') ?? '';
    expect(shown).toMatch(/<p>Hello.*Our logo/u);
    expect(shown).not.toMatch(/script>|onclick|x\.example|mail-part:\/\//u);

    const files = within(inside.getByRole('list', { name: 'Attachments' })).getAllByRole('listitem');
    expect(files.map((item) => item.querySelector('.visually-hidden')?.textContent)).toEqual(['logo.png, 68 bytes', 'offer.pdf, 842 kB']);
    expect(inside.getAllByRole('button').map((button) => button.getAttribute('aria-label'))).toEqual(['Close']);
    await user.click(inside.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('stays under the question about its link, and makes way for a message to be written', async () => {
    const api = await openWindow();
    act(() => api.emit('file.opened', ok(letter)));
    await screen.findByRole('dialog', { name: 'Message file' });
    act(() => api.emit('link.clicked', { url: 'https://x.example/' }));
    await screen.findByRole('dialog', { name: 'Open this address?' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Open this address?' })).toBeNull());
    expect(screen.getByRole('dialog', { name: 'Message file' })).toBeTruthy();
    act(() => api.emit('compose.requested', { to: 'ann@example.org', cc: '', bcc: '', subject: '', text: '' }));
    await screen.findByRole('textbox', { name: 'Message text' });
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Message file' })).toBeNull());
  });

  it('needs no account, and says why when it cannot be shown', async () => {
    const api = await openWindow(emptyProfile(), () => screen.findByRole('main', { name: 'Add account' }));
    act(() => api.emit('file.opened', ok(letter)));
    await screen.findByRole('dialog', { name: 'Message file' });
    act(() => api.emit('file.opened', failed({ kind: 'gone', retry: 'never', text: 'b.eml is not there any more.' })));
    const dialog = await screen.findByRole('dialog', { name: 'This file cannot be shown' });
    expect(within(dialog).getByRole('alert').textContent).toBe('b.eml is not there any more.');
  });

  it('opened while an account is added does not take the form away when it is closed', async () => {
    const api = await openWindow();
    await user.click(screen.getByRole('button', { name: 'Add account' }));
    await user.type(await screen.findByRole('textbox', { name: 'Your name' }), 'Ann');
    act(() => api.emit('file.opened', ok(letter)));
    await screen.findByRole('dialog', { name: 'Message file' });
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog', { name: 'Message file' })).toBeNull());
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Your name' }).value).toBe('Ann');
  });
});

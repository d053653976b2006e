// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Composer } from '../../renderer/composer/composer.tsx';
import { useUnsentTexts } from '../../renderer/composer/unsent-texts.ts';
import type { ComposeStart } from '../../renderer/state/compose.ts';
import { createQueryClient } from '../../renderer/state/live-query.ts';
import { useWindow } from '../../renderer/state/window.ts';
import '../../renderer/strings/i18n.ts';
import { ok } from '../../shared/failure.ts';
import type { Api } from '../../shared/ipc.ts';
import type { Part } from '../../shared/message.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import { ann, bo, letter } from './composer-letter.ts';

beforeEach(() => useUnsentTexts.setState({ drafts: {} }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const box = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

async function open(start: ComposeStart, accounts = [ann]) {
  const api = createFakeApi();
  const query = async (name: string) => (name === 'account.list' ? ok(accounts) : api.query(name as 'mailbox.list'));
  vi.stubGlobal('api', { ...api, query: query as unknown as Api['query'] });
  const onClose = vi.fn();
  const user = userEvent.setup();
  const view = render(
    <QueryClientProvider client={createQueryClient()}>
      <Composer start={start} onClose={onClose} />
    </QueryClientProvider>,
  );
  await screen.findByRole('dialog', { name: 'New message' });
  const sent = () => api.calls.filter(({ name }) => name === 'draft.send').map(({ args }) => args[0]);
  return { api, onClose, user, view, sent };
}

describe('sending', () => {
  it('hands over exactly what was typed, closes, and says where it is', async () => {
    const { user, sent, onClose } = await open({ kind: 'new' });
    await waitFor(() => expect(document.activeElement).toBe(box('To')));
    await user.paste('Cleo <cleo@example.net>');
    await user.click(box('Cc'));
    await user.paste('dora@example.org');
    await user.click(box('Bcc'));
    await user.paste('eve@example.org');
    await user.click(box('Subject'));
    await user.paste('Hello');
    await user.click(box('Message text'));
    await user.paste('First line\nsecond line');
    await user.click(button('Send'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(sent()).toEqual([
      {
        accountId: 'ann',
        to: 'Cleo <cleo@example.net>',
        cc: 'dora@example.org',
        bcc: 'eve@example.org',
        subject: 'Hello',
        text: 'First line\nsecond line',
        attachments: [],
        inReplyTo: null,
      },
    ]);
    expect(useWindow.getState().said).toMatch(/In the outbox/);
    expect(useUnsentTexts.getState().drafts).toEqual({});
  });

  it('works by Ctrl+Enter from the text of an answer', async () => {
    const { user, sent, onClose } = await open({ kind: 'reply', content: letter() });
    await waitFor(() => expect(document.activeElement).toBe(box('Message text')));
    await user.keyboard('Yes!{Control>}{Enter}{/Control}');
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(sent()[0]).toMatchObject({
      to: 'Cleo <cleo@example.net>',
      subject: 'Re: The lake',
      inReplyTo: { how: 'reply', ref: { messageId: 7 } },
    });
    expect(sent()[0]).toHaveProperty('text', expect.stringMatching(/^Yes!\n\nOn .*Cleo wrote:\n> Shall we\?\n$/));
  });

  it('goes from the account chosen', async () => {
    const { user, sent, onClose } = await open({ kind: 'reply', content: letter() }, [ann, bo]);
    await user.click(screen.getByRole('combobox', { name: 'From' }));
    await user.click(await screen.findByRole('option', { name: 'Bo Berg <bo@example.org>' }));
    await user.click(button('Send'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(sent()[0]).toHaveProperty('accountId', 'bo');
  });

  it('waits for an address that is one', async () => {
    const { user, sent, onClose } = await open({ kind: 'new' });
    await user.click(button('Send'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/at least one address/);
    expect(document.activeElement).toBe(box('To'));
    await user.paste('cleo');
    await user.click(button('Send'));
    await waitFor(() => expect(screen.getByRole('alert').textContent).toBe('“cleo” is not a whole email address.'));
    expect(box('To').getAttribute('aria-invalid')).toBe('true');
    expect(sent()).toEqual([]);
    expect(onClose).not.toHaveBeenCalled();
  });

  it('keeps the text when it fails', async () => {
    const { user, api, onClose } = await open({ kind: 'reply', content: letter() });
    api.fail('draft.send', { kind: 'storage', retry: 'after-user', text: 'The disk is full.' });
    await user.click(box('Subject'));
    await user.keyboard(' again');
    await user.click(button('Send'));
    expect((await screen.findByRole('alert')).textContent).toBe('The disk is full.');
    expect(box('Subject').value).toBe('Re: The lake again');
    expect(onClose).not.toHaveBeenCalled();
    api.fail('draft.send', null);
    await user.click(button('Send'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
  });
});

describe('attached files', () => {
  it('are listed with their size, go along, and can be taken off', async () => {
    const { user, sent, onClose } = await open({ kind: 'reply', content: letter() });
    await user.click(button('Attach files'));
    const files = await screen.findByRole('list', { name: 'Attached files' });
    expect(files.textContent).toMatch(/Load test plan\.pdf842 kB/);
    await user.click(button('Remove Load test plan.pdf'));
    expect(screen.queryByRole('list', { name: 'Attached files' })).toBeNull();
    await user.click(button('Attach files'));
    await screen.findByRole('list', { name: 'Attached files' });
    await user.click(button('Send'));
    await waitFor(() => expect(onClose).toHaveBeenCalledOnce());
    expect(sent()[0]).toHaveProperty('attachments', [{ token: 'file-1', fileName: 'Load test plan.pdf', size: 842_000 }]);
  });

  it('of a message that is passed on are not silently left out', async () => {
    const part: Part = { partId: '2', fileName: 'a.pdf', contentType: 'application/pdf', size: 1, contentId: null, inline: false };
    await open({ kind: 'forward', content: letter({ body: { state: 'here', html: null, text: 'x', parts: [part], truncated: false } }) });
    expect(screen.getByText(/attachment of this message is not passed on/)).toBeTruthy();
  });
});

describe('closing', () => {
  it('keeps what was typed until the same is opened again', async () => {
    const first = await open({ kind: 'new' });
    await first.user.click(box('Subject'));
    await first.user.paste('Half a thought');
    await first.user.keyboard('{Escape}');
    expect(first.onClose).toHaveBeenCalledOnce();
    expect(useWindow.getState().said).toMatch(/kept/);
    first.view.unmount();
    await open({ kind: 'new' });
    expect(box('Subject').value).toBe('Half a thought');
  });

  it('by Discard asks only if something was typed', async () => {
    const { user, onClose } = await open({ kind: 'reply', content: letter() });
    await user.click(button('Discard'));
    expect(onClose).toHaveBeenCalledOnce();
  });

  it('by Discard forgets the text once that was confirmed', async () => {
    const { user, onClose, api } = await open({ kind: 'new' });
    await user.click(box('Message text'));
    await user.paste('Nonsense');
    await user.click(button('Discard'));
    const question = await screen.findByRole('alertdialog', { name: 'Discard this message?' });
    await user.click(within(question).getByRole('button', { name: 'Keep writing' }));
    expect(onClose).not.toHaveBeenCalled();
    expect(box('Message text').value).toBe('Nonsense');
    await user.click(button('Discard'));
    await user.click(within(await screen.findByRole('alertdialog')).getByRole('button', { name: 'Discard' }));
    expect(onClose).toHaveBeenCalledOnce();
    expect(useUnsentTexts.getState().drafts).toEqual({});
    expect(api.calls.some(({ name }) => name === 'draft.send')).toBe(false);
  });
});

it('gives axe nothing to find', async () => {
  const { user } = await open({ kind: 'reply-all', content: letter() }, [ann, bo]);
  await user.click(button('Attach files'));
  await screen.findByRole('list', { name: 'Attached files' });
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});

// @vitest-environment jsdom
import { screen, within } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { createFakeApi } from '../doubles/fake-api.ts';
import { sampleMail } from '../doubles/sample-mail.ts';
import { openWindow, user } from './window-story.tsx';

const now = Date.now();

async function openMessage(name: RegExp): Promise<HTMLElement> {
  const [row] = await screen.findAllByRole('option', { name });
  if (row === undefined) throw new Error('no such row');
  await user.click(row);
  return screen.findByRole('region', { name: 'Message' });
}

describe('names and roles people and tests find things by', () => {
  it('sidebar: navigation, tree, buttons, unread counts in the names', async () => {
    await openWindow();
    const navigation = screen.getByRole('navigation', { name: 'Mailboxes' });
    const tree = within(navigation).getByRole('tree');
    expect(within(tree).getByRole('treeitem', { name: /^All inboxes, \d+ unread$/u })).toBeTruthy();
    expect(within(tree).getAllByRole('treeitem', { name: /^Inbox, \d+ unread$/u })).toHaveLength(2);
    expect(within(tree).getAllByRole('treeitem', { name: 'Sent' })).toHaveLength(2);
    expect(within(tree).getByRole('treeitem', { name: 'Drawings' }).getAttribute('aria-level')).toBe('4');
    for (const name of ['New message', 'Check mail', 'Add account', 'Storage'])
      expect(within(navigation).getByRole('button', { name })).toBeTruthy();
  });

  it('storage: one meter per account in per cent and in words, and where the mail lives', async () => {
    await openWindow(createFakeApi({ now }));
    const imap = await screen.findByRole('meter', { name: 'Storage of ann@example.org' });
    expect([imap.getAttribute('aria-valuemin'), imap.getAttribute('aria-valuenow'), imap.getAttribute('aria-valuemax')]).toEqual([
      '0',
      '83',
      '100',
    ]);
    expect(imap.getAttribute('aria-valuetext')).toBe('4.2 GB of 5 GB used on imap.example.org, measured 5 minutes ago');
    const pop = screen.getByRole('meter', { name: 'Storage of ann@home.example' });
    expect(pop.getAttribute('aria-valuetext')).toBe('640 MB used on this computer, 212 GB free on this disk, measured just now');
    expect(screen.getByText('On imap.example.org')).toBeTruthy();
    expect(screen.getByText('On this computer')).toBeTruthy();
  });

  it('storage: the button opens the region and the way back closes it', async () => {
    await openWindow();
    await user.click(screen.getByRole('button', { name: 'Storage' }));
    const region = screen.getByRole('region', { name: 'Storage' });
    expect(within(region).getByRole('article', { name: 'ann@home.example' }).textContent).toContain('3,204 of 3,204');
    await user.click(within(region).getByRole('button', { name: 'Back to mail' }));
    expect(screen.queryByRole('region', { name: 'Storage' })).toBeNull();
  });

  it('list: a row says sender, subject, date, unread and place', async () => {
    await openWindow();
    const list = screen.getByRole('listbox', { name: 'Messages' });
    const [first] = within(list).getAllByRole('option');
    const name = first?.querySelector('.visually-hidden')?.textContent ?? '';
    expect(name).toMatch(
      /^Mirja Koskinen, Load test on Thursday: who brings the gauges\?, .*\d{4}.*, unread, with attachments, On the server and here$/u,
    );
    expect(screen.getByRole('searchbox', { name: 'Search mail' })).toBeTruthy();
  });

  it('message: heading, frame without any permission, buttons, attachments', async () => {
    await openWindow();
    const message = await openMessage(/Load test/u);
    expect(within(message).getByRole('heading', { name: 'Load test on Thursday: who brings the gauges?' })).toBeTruthy();
    const frame = within(message).getByTitle('Message body');
    expect(frame.tagName).toBe('IFRAME');
    expect(frame.getAttribute('sandbox')).toBe('');
    expect(frame.getAttribute('srcdoc')).toContain("default-src 'none'; img-src mail-part: data:; style-src 'unsafe-inline'");
    for (const name of ['Reply', 'Reply all', 'Forward', 'Archive', 'Delete'])
      expect(within(message).getByRole('button', { name })).toBeTruthy();
    expect(await within(message).findByRole('button', { name: 'Mark as unread' })).toBeTruthy();
    const files = within(message).getByRole('list', { name: 'Attachments' });
    expect(within(files).getByRole('button', { name: 'Save Load test plan.pdf' })).toBeTruthy();
    expect(message.textContent).toContain('On imap.example.org, with a copy on this computer.');
  });

  it('status: last checked and whether there is a connection', async () => {
    await openWindow();
    const status = screen.getByRole('status', { name: 'Status' });
    expect(status.textContent).toContain('Online');
    expect(status.textContent).toContain('Checked 2 minutes ago');
  });

  it('an empty profile shows the set-up, and nothing else', async () => {
    const api = createFakeApi({ mail: { ...sampleMail(now), accounts: [] } });
    await openWindow(api, () => screen.findByRole('textbox', { name: 'Email address' }));
    expect(screen.queryByRole('navigation', { name: 'Mailboxes' })).toBeNull();
  });
});

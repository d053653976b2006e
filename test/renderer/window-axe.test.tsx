// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { sampleMail } from '../doubles/sample-mail.ts';
import { sceneOptions } from './preview/scenes.ts';
import { openWindow, user } from './window-story.tsx';

/** Contrast needs painting, and the body frame is a document of its own: both are looked at elsewhere. */
async function seriousFindings(): Promise<readonly string[]> {
  const { violations } = await axe.run(document.body, {
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
    iframes: false,
  });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

const empty = (): FakeApi => createFakeApi({ mail: { ...sampleMail(Date.now()), messages: [] } });

const views: readonly (readonly [string, () => Promise<unknown>])[] = [
  ['the list', () => openWindow()],
  [
    'an open message with attachments',
    async () => {
      await openWindow();
      await user.keyboard('j');
      await screen.findByRole('region', { name: 'Message' });
    },
  ],
  ['an empty list', () => openWindow(empty(), () => screen.findByText('All read and filed'))],
  [
    'storage',
    async () => {
      await openWindow();
      await user.click(screen.getByRole('button', { name: 'Storage' }));
    },
  ],
  [
    'the palette',
    async () => {
      await openWindow();
      await user.keyboard('{Control>}k{/Control}');
      await screen.findByRole('dialog', { name: 'Commands' });
    },
  ],
  [
    'the shortcuts',
    async () => {
      await openWindow();
      await user.keyboard('?');
      await screen.findByRole('dialog', { name: 'Keyboard shortcuts' });
    },
  ],
  [
    'the menu of a folder, with its choices open',
    async () => {
      await openWindow();
      fireEvent.contextMenu(screen.getByRole('treeitem', { name: 'Drawings' }));
      await user.click(await screen.findByRole('menuitem', { name: 'Keep offline' }));
      await screen.findAllByRole('menuitemradio');
    },
  ],
  [
    'mail that vanished, and the question about it',
    async () => {
      await openWindow(createFakeApi(sceneOptions('vanished', Date.now())));
      await user.click(await screen.findByRole('button', { name: 'Remove them here too' }));
      await screen.findByRole('alertdialog');
    },
  ],
  ['a new folder', () => fromMenu('New folder…', 'New folder')],
  ['the question before a folder is deleted', () => fromMenu('Delete…', 'Delete this folder?')],
  ['another place for a folder', () => fromMenu('Move to…', 'Move Drawings into')],
  [
    'the options of an account, with its extensions',
    async () => {
      await openWindow(createFakeApi(sceneOptions('no-limit', Date.now())));
      fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@example/u }));
      await user.click(await screen.findByRole('menuitem', { name: 'Account options…' }));
      await user.click(await screen.findByRole('button', { name: /^If this server misbehaves/u }));
      await screen.findAllByRole('switch');
    },
  ],
  [
    'the options of a POP account',
    async () => {
      await openWindow(createFakeApi(sceneOptions('heads', Date.now())));
      fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@home/u }));
      await user.click(await screen.findByRole('menuitem', { name: 'Account options…' }));
      await screen.findByRole('heading', { name: 'Check for new mail' });
    },
  ],
  [
    'the look at a maildrop',
    async () => {
      await look('maildrop-few');
      await screen.findAllByText(/, New$/u);
    },
  ],
  [
    'the question before mail goes from the server',
    async () => {
      await look('maildrop-few');
      const [first] = await screen.findAllByText(/, New$/u);
      await user.click(first ?? document.body);
      await user.click(screen.getByText('Delete on the server'));
      await user.click(screen.getByText('Apply…'));
      await screen.findByRole('alertdialog');
    },
  ],
  ['a maildrop that is being looked at', () => look('maildrop-looking')],
  ['an empty maildrop', () => look('maildrop-empty')],
  [
    'a message of which only the head is here',
    async () => {
      await openWindow(createFakeApi(sceneOptions('heads', Date.now())));
      await user.click(screen.getAllByRole('treeitem', { name: /^Inbox/u })[1] ?? document.body);
      await user.click((await screen.findAllByRole('option', { name: /On the server$/u }))[0] ?? document.body);
      await screen.findByText('Only the head of this message is here');
    },
  ],
  [
    'the menu of a row',
    async () => {
      await openWindow();
      fireEvent.contextMenu(screen.getAllByRole('option')[0] ?? document.body);
      await screen.findByRole('menu');
    },
  ],
  [
    'folders to move a message to',
    async () => {
      await openWindow();
      await user.keyboard('jv');
      await screen.findByRole('dialog', { name: 'Move message to' });
    },
  ],
  [
    'several limits of one server',
    async () => {
      await openWindow(createFakeApi(sceneOptions('quota-roots', Date.now())));
      await user.click(screen.getByRole('button', { name: 'Storage' }));
      await screen.findByRole('list', { name: 'Limits of imap.example.org' });
    },
  ],
  [
    'the list of hidden folders',
    async () => {
      await openWindow();
      fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@example/u }));
      await user.click(await screen.findByRole('menuitem', { name: 'Show hidden folders…' }));
      await screen.findByRole('dialog', { name: /^Folders of/u });
    },
  ],
];

async function look(scene: string): Promise<void> {
  await openWindow(createFakeApi(sceneOptions(scene, Date.now())));
  fireEvent.contextMenu(screen.getByRole('treeitem', { name: /^ann@home/u }));
  await user.click(await screen.findByRole('menuitem', { name: 'Look at the server…' }));
  await screen.findByRole('dialog', { name: 'Mail on the server' });
}

async function fromMenu(item: string, dialog: string): Promise<void> {
  await openWindow();
  fireEvent.contextMenu(screen.getByRole('treeitem', { name: 'Drawings' }));
  await user.click(await screen.findByRole('menuitem', { name: item }));
  await waitFor(() =>
    expect(screen.queryByRole('dialog', { name: dialog }) ?? screen.getByRole('alertdialog', { name: dialog })).toBeTruthy(),
  );
}

describe('axe finds nothing serious in', () => {
  it.each(views)('%s', async (_name, open) => {
    await open();
    expect(await seriousFindings()).toEqual([]);
  });
});

// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { describe, expect, it } from 'vitest';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';
import { sampleMail } from '../doubles/sample-mail.ts';
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
];

describe('axe finds nothing serious in', () => {
  it.each(views)('%s', async (_name, open) => {
    await open();
    expect(await seriousFindings()).toEqual([]);
  });
});

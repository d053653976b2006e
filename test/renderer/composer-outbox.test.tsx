// @vitest-environment jsdom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { Outbox } from '../../renderer/composer/outbox.tsx';
import { createQueryClient } from '../../renderer/state/live-query.ts';
import '../../renderer/strings/i18n.ts';
import type { OperationId, OutboxItem } from '../../shared/operation.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import { ann } from './composer-letter.ts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const waiting: OutboxItem = {
  accountId: ann.id,
  operationId: 1 as OperationId,
  subject: 'On the train',
  to: ['cleo@example.net', 'dora@example.org'],
  state: 'pending',
  attempts: 0,
  nextTry: null,
  failure: null,
};
const delayed: OutboxItem = {
  ...waiting,
  operationId: 2 as OperationId,
  subject: 'Photos',
  attempts: 3,
  nextTry: Date.now() + 230_000,
  failure: { kind: 'busy', retry: 'later', text: 'The server asked to come back later.', server: '451 Greylisted' },
};
const refused: OutboxItem = {
  ...waiting,
  operationId: 3 as OperationId,
  subject: '',
  state: 'failed',
  attempts: 1,
  failure: { kind: 'rejected', retry: 'never', text: 'Nobody has this address there.', server: '550 No such user' },
};
const running: OutboxItem = { ...waiting, operationId: 4 as OperationId, subject: 'Minutes', state: 'running' };

function show(outbox: readonly OutboxItem[]) {
  const api = createFakeApi({ outbox });
  vi.stubGlobal('api', api);
  render(
    <QueryClientProvider client={createQueryClient()}>
      <Outbox />
    </QueryClientProvider>,
  );
  return { api, user: userEvent.setup() };
}

it('says of each mail to whom, why it waits, and when it is tried again', async () => {
  show([waiting, delayed, refused, running]);
  const rows = within(await screen.findByRole('list', { name: 'Outbox' })).getAllByRole('listitem');
  const [first, second, third, fourth] = rows.map((row) => row.textContent ?? '');
  expect(first).toMatch(/On the train.*To cleo@example.net, dora@example.org.*Goes out as soon as there is a connection/);
  expect(second).toMatch(/Next try in 4 minutes, tried 3 times.*come back later\..*The server said: 451 Greylisted/);
  expect(third).toMatch(/No subject.*Not sent, tried once.*Nobody has this address there\..*550 No such user/);
  expect(fourth).toMatch(/Minutes.*Being sent now/);
  expect(rows.map((row) => within(row).queryAllByRole('button').length)).toEqual([2, 2, 2, 0]);
});

it('tries again at once, and discards after asking', async () => {
  const { api, user } = show([refused]);
  await user.click(await screen.findByRole('button', { name: 'Try now' }));
  expect(api.calls).toContainEqual({ name: 'outbox.retry', args: ['ann', 3] });
  await user.click(screen.getByRole('button', { name: 'Discard' }));
  const question = await screen.findByRole('alertdialog', { name: 'Discard “No subject”?' });
  expect(api.calls.some(({ name }) => name === 'outbox.discard')).toBe(false);
  await user.click(within(question).getByRole('button', { name: 'Discard' }));
  await waitFor(() => expect(screen.getByText('Everything has been sent')).toBeTruthy());
  expect(api.calls).toContainEqual({ name: 'outbox.discard', args: ['ann', 3] });
});

/** The wizard on a fake api whose sign-in answers are scripted, and the steps a person takes in it. */
import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { UserEvent } from '@testing-library/user-event';
import { vi } from 'vitest';
import { SetupWizard } from '../../renderer/setup/setup-wizard.tsx';
import { createQueryClient } from '../../renderer/state/live-query.ts';
import '../../renderer/strings/i18n.ts';
import type { AccountDraft, PasswordKeeping } from '../../shared/account.ts';
import { ok } from '../../shared/failure.ts';
import type { Result } from '../../shared/failure.ts';
import type { Api, VerifyReport } from '../../shared/ipc.ts';
import { createFakeApi } from '../doubles/fake-api.ts';
import type { FakeApi } from '../doubles/fake-api.ts';

export const success: VerifyReport = { incoming: null, outgoing: null };

interface Story {
  readonly user: UserEvent;
  readonly api: FakeApi;
  readonly onDone: ReturnType<typeof vi.fn>;
  /** Drafts that were verified and added, in order. */
  drafts(name: 'account.verify' | 'account.add'): readonly AccountDraft[];
}

interface StoryOptions {
  /** One answer for each attempt to sign in; the last one repeats. A promise lets the test decide when it comes. */
  readonly verify?: readonly (VerifyReport | Promise<VerifyReport>)[];
  readonly keeping?: PasswordKeeping;
  readonly canCancel?: boolean;
}

export function startWizard({ verify = [success], keeping = 'keyring', canCancel = false }: StoryOptions = {}): Story {
  const fake = createFakeApi();
  let attempts = 0;
  const api: FakeApi = {
    ...fake,
    query: (async (name: string, ...args: []) =>
      name === 'account.passwordKeeping' ? ok(keeping) : fake.query(name as 'account.list', ...args)) as Api['query'],
    command: (async (name: 'account.verify', draft: AccountDraft): Promise<Result<VerifyReport>> => {
      const answer = await fake.command(name, draft);
      if (name !== 'account.verify' || !answer.ok) return answer;
      attempts += 1;
      return ok(await (verify[Math.min(attempts, verify.length) - 1] ?? success));
    }) as Api['command'],
  };
  vi.stubGlobal('api', api);
  const onDone = vi.fn();
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={createQueryClient()}>
      <SetupWizard canCancel={canCancel} onDone={onDone} />
    </QueryClientProvider>,
  );
  return {
    user,
    api,
    onDone,
    drafts: (name) => fake.calls.filter((call) => call.name === name).map((call) => call.args[0] as AccountDraft),
  };
}

export const textbox = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name });
export const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });
export const radio = (name: string) => screen.getByRole('radio', { name });

export async function type(user: UserEvent, name: string, text: string): Promise<void> {
  await user.clear(textbox(name));
  await user.paste(text);
}

export async function pick(user: UserEvent, name: string, option: string): Promise<void> {
  await user.click(screen.getByRole('combobox', { name }));
  await user.click(await screen.findByRole('option', { name: option }));
}

/** Fills in the first step and leaves it. */
export async function sayWho(user: UserEvent, leaveBy = 'Continue'): Promise<void> {
  await type(user, 'Your name', 'Ann Smith');
  await type(user, 'Email address', 'ann@example.org');
  await type(user, 'Password', 'secret');
  await user.click(button(leaveBy));
  await screen.findByRole('radiogroup', { name: 'Where should your mail live?' });
}

/** Up to the page with the servers. */
export async function toServers(user: UserEvent): Promise<void> {
  await sayWho(user);
  await user.click(button('Continue'));
  await screen.findByRole('textbox', { name: 'Incoming server' });
}

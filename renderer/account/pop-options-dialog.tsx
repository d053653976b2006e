/** What a person can set about a POP account. Saves what was changed, and nothing else. */
import { useState } from 'react';
import type { PopAccount } from '../../shared/account.ts';
import { command } from '../api.ts';
import { useSubmit } from '../state/use-submit.ts';
import { BigMailSection } from './big-mail-section.tsx';
import { CheckSection } from './check-section.tsx';
import { CopiesSection } from './copies-section.tsx';
import { OptionsFrame } from './options-frame.tsx';
import { popChange, popFormOf, popProblems } from './pop-options-form.ts';
import type { PopForm } from './pop-options-form.ts';

export function PopOptionsDialog({ account }: { readonly account: PopAccount }) {
  // As they were when the dialog was opened: what changes elsewhere meanwhile is not undone by saving.
  const [before] = useState(() => popFormOf(account));
  const [form, setForm] = useState(before);
  const problems = popProblems(form);
  const { busy, failure, submit } = useSubmit(async () => {
    const change = popChange(before, form);
    if (Object.keys(change).length > 0) await command('account.setPopOptions', account.id, change);
  });
  const change = (part: Partial<PopForm>) => setForm((old) => ({ ...old, ...part }));
  const section = { form, problems, change };
  return (
    <OptionsFrame
      account={account}
      size="large"
      canSave={!busy && Object.values(problems).every((problem) => problem === null)}
      failure={failure}
      onSave={submit}
    >
      <CopiesSection accountId={account.id} {...section} />
      <BigMailSection {...section} />
      <CheckSection {...section} />
    </OptionsFrame>
  );
}

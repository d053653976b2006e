/** What a person can set about an account. Saves what was changed, and nothing else. */
import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { imapOptionsOf } from '../../shared/account.ts';
import type { AccountId, ImapAccount } from '../../shared/account.ts';
import { command } from '../api.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { useSubmit } from '../state/use-submit.ts';
import { ExtensionsSection } from './extensions-section.tsx';
import { OfflineSection } from './offline-section.tsx';
import { changeOf, formOf, optionsSchema } from './options-form.ts';
import type { OptionsForm } from './options-form.ts';
import { OptionsFrame } from './options-frame.tsx';
import { PopOptionsDialog } from './pop-options-dialog.tsx';
import { RolesSection } from './roles-section.tsx';
import { RoomSection } from './room-section.tsx';

interface AccountOptionsDialogProps {
  readonly accountId: AccountId;
  /** Where it begins: the limit, for whoever was asked for it. */
  readonly at: 'top' | 'limit';
}

export function AccountOptionsDialog({ accountId, at }: AccountOptionsDialogProps) {
  const account = useLiveQuery('account.list').data?.find(({ id }) => id === accountId);
  if (account === undefined) return null;
  return account.kind === 'imap' ? <OptionsDialog account={account} at={at} /> : <PopOptionsDialog account={account} />;
}

function OptionsDialog({ account, at }: { readonly account: ImapAccount; readonly at: 'top' | 'limit' }) {
  // As they were when the dialog was opened: what changes elsewhere meanwhile is not undone by saving.
  const [before] = useState(() => imapOptionsOf(account));
  const form = useForm<OptionsForm>({ defaultValues: formOf(before), resolver: zodResolver(optionsSchema) });
  const { busy, failure, submit } = useSubmit(async () => {
    const change = changeOf(before, form.getValues());
    if (Object.keys(change).length > 0) await command('account.setOptions', account.id, change);
  });
  const { setFocus } = form;
  useEffect(() => {
    if (at !== 'limit') return undefined;
    // A frame later: the dialog gives the focus to its first field itself.
    const frame = requestAnimationFrame(() => setFocus('limit'));
    return () => cancelAnimationFrame(frame);
  }, [at, setFocus]);
  return (
    <FormProvider {...form}>
      <OptionsFrame
        account={account}
        size="medium"
        canSave={!busy}
        failure={failure}
        onSave={() => void form.handleSubmit(submit)()}
        onReset={() => form.reset(formOf(imapOptionsOf({ ...account, options: {} })))}
      >
        <OfflineSection />
        <RolesSection account={account} />
        <RoomSection account={account} />
        <ExtensionsSection />
      </OptionsFrame>
    </FormProvider>
  );
}

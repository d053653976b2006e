/**
 * What lies in the maildrop of a POP account, before it is downloaded. Looking changes nothing; what is marked is carried out when it
 * is applied, and what goes from the server is asked about once more.
 */
import { useMutation } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId, PopAccount } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MaildropLook } from '../../shared/maildrop.ts';
import { command } from '../api.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { closeDialog } from '../state/window.ts';
import { count } from '../strings/sizes.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Question } from '../ui/question.tsx';
import { picksOf } from './maildrop-marks.ts';
import type { Marks } from './maildrop-marks.ts';
import { MaildropView } from './maildrop-view.tsx';
import { MaildropWaiting } from './maildrop-waiting.tsx';

export function MaildropDialog({ accountId }: { readonly accountId: AccountId }) {
  const account = useLiveQuery('account.list').data?.find(({ id }) => id === accountId);
  return account?.kind === 'pop' ? <LookDialog account={account} /> : null;
}

function LookDialog({ account }: { readonly account: PopAccount }) {
  const { t } = useTranslation();
  const server = account.incoming.host;
  const [look, setLook] = useState<MaildropLook | null>(null);
  const [marks, setMarks] = useState<Marks>(new Map());
  const [leaving, setLeaving] = useState(false);
  const {
    mutate: lookNow,
    isPending,
    error,
  } = useMutation({ mutationFn: () => command('maildrop.look', account.id), networkMode: 'always', onSuccess: setLook });
  useEffect(() => lookNow(), [lookNow]);
  const failure = error === null ? null : failureOf(error);
  const waiting = picksOf(look?.entries ?? [], marks).length;
  const close = () => (waiting === 0 ? closeDialog() : setLeaving(true));
  return (
    <Dialog open size="wide" title={t('maildrop.title')} onClose={close}>
      {look === null || look.entries.length === 0 ? (
        <MaildropWaiting server={server} failure={failure} looking={isPending || look === null} onLook={lookNow} />
      ) : (
        <MaildropView
          account={account}
          look={look}
          marks={marks}
          looking={isPending}
          failure={failure}
          onMarks={setMarks}
          onLook={lookNow}
          onClose={close}
        />
      )}
      {leaving ? (
        <Question
          title={t('maildrop.leaveTitle')}
          text={t('maildrop.leaveText', { count: waiting, messages: count(waiting), server })}
          confirm={t('maildrop.leaveConfirm')}
          onConfirm={closeDialog}
          onClose={() => setLeaving(false)}
        />
      ) : null}
    </Dialog>
  );
}

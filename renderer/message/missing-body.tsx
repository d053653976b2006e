/** A message that is only on the server. */
import { useMutation } from '@tanstack/react-query';
import { CloudDownload } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MessageContent, MessageRef } from '../../shared/message.ts';
import { command } from '../api.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { HeadOnlyBody } from './head-only-body.tsx';

interface MissingBodyProps {
  readonly content: MessageContent;
  readonly account: Account;
  /** It was asked for already. */
  readonly wanted: boolean;
}

export function MissingBody({ content, account, wanted }: MissingBodyProps) {
  return account.kind === 'pop' ? (
    <HeadOnlyBody content={content} account={account} wanted={wanted} />
  ) : (
    <FetchedBody target={content.ref} account={account} wanted={wanted} />
  );
}

interface FetchedBodyProps {
  readonly target: MessageRef;
  readonly account: Account;
  readonly wanted: boolean;
}

/** Asked for by itself when it is opened. Offline that is remembered, and the message comes with the next connection. */
function FetchedBody({ target, account, wanted }: FetchedBodyProps) {
  const { t } = useTranslation();
  const status = useLiveQuery('account.statuses').data?.find(({ accountId }) => accountId === account.id);
  const reach = status?.connection.state;
  const online = reach === 'online';
  const server = account.incoming.host;
  const {
    mutate: download,
    isPending,
    error,
  } = useMutation({ mutationFn: () => command('message.download', target), networkMode: 'always' });
  // Once when the message is opened, once more whenever the connection goes or comes back.
  useEffect(() => {
    if (reach !== undefined) download();
  }, [reach, download]);
  if (isPending && online) {
    return (
      <EmptyState icon={<Spinner />} title={t('message.downloading', { server })}>
        {t('message.missingText', { server })}
      </EmptyState>
    );
  }
  const failure = error === null ? null : failureOf(error);
  const waits = !online && (wanted || failure === null || failure.kind === 'offline');
  return (
    <EmptyState
      icon={<CloudDownload />}
      title={t('message.missingTitle')}
      action={<Button onClick={() => download()}>{t(waits ? 'message.tryNow' : 'message.download')}</Button>}
    >
      {waits ? t('message.missingWanted', { server }) : (failure?.text ?? t('message.missingText', { server }))}
    </EmptyState>
  );
}

/** A message that is only on the server: fetched by itself while there is a connection, else by the button later. */
import { useMutation } from '@tanstack/react-query';
import { CloudDownload } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MessageRef } from '../../shared/message.ts';
import { command } from '../api.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Spinner } from '../ui/spinner.tsx';

interface MissingBodyProps {
  readonly target: MessageRef;
  readonly account: Account;
}

export function MissingBody({ target, account }: MissingBodyProps) {
  const { t } = useTranslation();
  const status = useLiveQuery('account.statuses').data?.find(({ accountId }) => accountId === account.id);
  const online = status?.connection.state === 'online';
  const server = account.incoming.host;
  const {
    mutate: download,
    isPending,
    error,
  } = useMutation({ mutationFn: () => command('message.download', target), networkMode: 'always' });
  // Once when the message is opened, once more whenever the connection comes back.
  useEffect(() => {
    if (online) download();
  }, [online, download]);
  if (isPending) {
    return (
      <EmptyState icon={<Spinner />} title={t('message.downloading', { server })}>
        {t('message.missingText', { server })}
      </EmptyState>
    );
  }
  const why = error !== null ? failureOf(error).text : t(online ? 'message.missingText' : 'message.missingOffline', { server });
  return (
    <EmptyState
      icon={<CloudDownload />}
      title={t('message.missingTitle')}
      action={<Button onClick={() => download()}>{t('message.download')}</Button>}
    >
      {why}
    </EmptyState>
  );
}

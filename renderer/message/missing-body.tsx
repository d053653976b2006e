/** A message that is only on the server: fetched by itself while there is a connection, else by the button later. */
import { CloudDownload } from 'lucide-react';
import { useEffect, useState } from 'react';
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

type Step = { readonly at: 'idle' } | { readonly at: 'running' } | { readonly at: 'failed'; readonly text: string };

export function MissingBody({ target, account }: MissingBodyProps) {
  const { t } = useTranslation();
  const [step, setStep] = useState<Step>({ at: 'idle' });
  const status = useLiveQuery('account.statuses').data?.find(({ accountId }) => accountId === account.id);
  const online = status?.connection.state === 'online';
  const server = account.incoming.host;
  const download = async () => {
    setStep({ at: 'running' });
    try {
      await command('message.download', target);
      setStep({ at: 'idle' });
    } catch (thrown) {
      setStep({ at: 'failed', text: failureOf(thrown).text });
    }
  };
  useEffect(() => {
    if (online) void download();
    // Once when the message is opened, once more whenever the connection comes back.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [online]);
  if (step.at === 'running') {
    return (
      <EmptyState icon={<Spinner />} title={t('message.downloading', { server })}>
        {t('message.missingText', { server })}
      </EmptyState>
    );
  }
  const why = step.at === 'failed' ? step.text : t(online ? 'message.missingText' : 'message.missingOffline', { server });
  return (
    <EmptyState
      icon={<CloudDownload />}
      title={t('message.missingTitle')}
      action={<Button onClick={() => void download()}>{t('message.download')}</Button>}
    >
      {why}
    </EmptyState>
  );
}

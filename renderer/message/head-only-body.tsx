/**
 * A message of a POP account of which only the head is here. Nothing is downloaded unasked: that is what the head is for. It can be
 * fetched, or deleted where it is.
 */
import { useMutation } from '@tanstack/react-query';
import { CloudDownload, CloudOff, Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PopAccount } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MessageContent } from '../../shared/message.ts';
import { command } from '../api.ts';
import { Refused } from '../shell/refused.tsx';
import { useLiveQuery } from '../state/live-query.ts';
import { openDialog } from '../state/window.ts';
import { size } from '../strings/sizes.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { headOnlyWords } from './head-only-words.ts';
import styles from './message-pane.module.css';

interface HeadOnlyBodyProps {
  readonly content: MessageContent;
  readonly account: PopAccount;
  /** It was asked for, and comes with the next look at the server. */
  readonly wanted: boolean;
}

export function HeadOnlyBody({ content, account, wanted }: HeadOnlyBodyProps) {
  const { t } = useTranslation();
  const status = useLiveQuery('account.statuses').data?.find(({ accountId }) => accountId === account.id);
  const online = status?.connection.state === 'online';
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => command('message.download', content.ref),
    networkMode: 'always',
  });
  if (content.place.kind === 'here') {
    return (
      <EmptyState icon={<CloudDownload />} title={t('headOnly.left')}>
        {t('headOnly.leftText', { server: account.incoming.host })}
      </EmptyState>
    );
  }
  if (online && (isPending || (wanted && status.activity !== null))) {
    return (
      <EmptyState icon={<Spinner />} title={t('message.downloading', { server: account.incoming.host })}>
        {t('headOnly.onItsWay', { size: size(content.size) })}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<CloudDownload />}
      title={t('headOnly.title')}
      action={
        <>
          <Button look="primary" icon={<Download aria-hidden="true" />} onClick={() => mutate()}>
            {t(wanted ? 'message.tryNow' : 'message.download')}
          </Button>
          <Button
            icon={<CloudOff aria-hidden="true" />}
            onClick={() => openDialog({ kind: 'remove-from-server', refs: [content.ref], bytes: content.size })}
          >
            {t('headOnly.remove')}
          </Button>
        </>
      }
    >
      {headOnlyWords(t, { content, account, wanted, online }).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {error === null ? null : (
        <div className={styles.refused}>
          <Refused failure={failureOf(error)} />
        </div>
      )}
    </EmptyState>
  );
}

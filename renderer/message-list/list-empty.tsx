/** A list without rows: still reading, nothing found, nothing here, not readable. Each says what is so and what can be done. */
import { CircleAlert, CloudOff, Inbox, MailSearch } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../shared/account.ts';
import { useLiveQuery } from '../state/live-query.ts';
import type { MailPages } from '../state/pages.ts';
import { searchFor } from '../state/selection.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import styles from './message-list.module.css';

interface ListEmptyProps {
  readonly pages: MailPages;
  readonly search: string;
  readonly accountId: AccountId | null;
  readonly isInbox: boolean;
}

export function ListEmpty({ pages, search, accountId, isInbox }: ListEmptyProps) {
  const { t } = useTranslation();
  const statuses = (useLiveQuery('account.statuses').data ?? []).filter((status) => accountId === null || status.accountId === accountId);
  if (pages.failure !== null) {
    return (
      <EmptyState icon={<CircleAlert />} title={t('list.failed')} action={<Button onClick={pages.retry}>{t('list.retry')}</Button>}>
        {pages.failure.text}
      </EmptyState>
    );
  }
  // The local store answers within a frame or two: a spinner would only flash.
  if (pages.loading) return <div className={styles.list} role="listbox" aria-label={t('list.title')} aria-busy="true" />;
  if (search !== '') {
    const clear = <Button onClick={() => searchFor('')}>{t('search.clear')}</Button>;
    return (
      <EmptyState icon={<MailSearch />} title={t('search.emptyTitle', { query: search })} action={clear}>
        {t('search.emptyText')}
      </EmptyState>
    );
  }
  const offline = statuses.length > 0 && statuses.every(({ connection }) => connection.state === 'offline');
  if (offline) {
    return (
      <EmptyState icon={<CloudOff />} title={t('list.emptyTitle')}>
        {t('list.emptyOffline')}
      </EmptyState>
    );
  }
  const syncing = statuses.some(({ activity }) => activity !== null);
  return (
    <EmptyState icon={<Inbox />} title={t(isInbox && !syncing ? 'list.emptyInbox' : 'list.emptyTitle')}>
      {t(syncing ? 'list.emptySyncing' : 'list.emptyText')}
    </EmptyState>
  );
}

/** What was sent and no server has taken yet: why, when it is tried again, and what can be done. Mount it in a view called "Outbox". */
import { Send } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { failureOf } from '../../shared/failure.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Notice } from '../ui/notice.tsx';
import { OutboxRow } from './outbox-row.tsx';
import styles from './outbox.module.css';

export function Outbox() {
  const { t } = useTranslation();
  const { data: items, error } = useLiveQuery('outbox.list');
  if (error !== null) {
    return (
      <Notice tone="danger" role="alert" title={t('composer.outbox.unreadable')}>
        {failureOf(error).text}
      </Notice>
    );
  }
  if (items === undefined) return null;
  if (items.length === 0) {
    return (
      <EmptyState icon={<Send />} title={t('composer.outbox.empty')}>
        {t('composer.outbox.emptyText')}
      </EmptyState>
    );
  }
  return (
    <ul className={styles.list} aria-label={t('composer.outbox.list')}>
      {items.map((item) => (
        <OutboxRow key={`${item.accountId} ${item.operationId}`} item={item} />
      ))}
    </ul>
  );
}

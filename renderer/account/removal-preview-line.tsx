/** What a policy would remove from the server, in one sentence. Nothing is said until it is known. */
import { useTranslation } from 'react-i18next';
import type { AccountId, CopiesPolicy } from '../../shared/account.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { count, size } from '../strings/sizes.ts';
import { Notice } from '../ui/notice.tsx';
import styles from './account-options.module.css';

interface RemovalPreviewLineProps {
  readonly accountId: AccountId;
  readonly policy: CopiesPolicy;
}

export function RemovalPreviewLine({ accountId, policy }: RemovalPreviewLineProps) {
  const { t } = useTranslation();
  const { data, isError } = useLiveQuery('account.previewRemoval', accountId, policy);
  const words = (): string => {
    if (isError) return t('account.copies.unknown');
    if (data === undefined) return t('account.copies.asking');
    if (data.messages === 0) return t('account.copies.nothing');
    const amount = { count: data.messages, messages: count(data.messages), bytes: size(data.bytes) };
    const removed = t('account.copies.removed', amount);
    if (data.notHere === 0) return t('account.copies.allHere', { removed, count: data.messages });
    return t('account.copies.notHere', { removed, count: data.notHere, messages: count(data.notHere) });
  };
  return (
    <Notice tone={data !== undefined && data.notHere > 0 ? 'caution' : 'info'} role="status" className={styles.preview}>
      {words()}
    </Notice>
  );
}

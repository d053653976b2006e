/** Every account side by side: where its mail lives, how much room is taken and left, how much can be read offline. */
import { ArrowLeft } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useLiveQuery } from '../state/live-query.ts';
import { showSurface } from '../state/window.ts';
import { Button } from '../ui/button.tsx';
import { StorageCard } from './storage-card.tsx';
import styles from './storage-view.module.css';

export function StorageView() {
  const { t } = useTranslation();
  const accounts = useLiveQuery('account.list').data ?? [];
  const storage = useLiveQuery('storage.list').data ?? [];
  return (
    <section className={styles.view} aria-label={t('storage.title')}>
      <header className={styles.header}>
        <Button look="quiet" icon={<ArrowLeft aria-hidden="true" />} onClick={() => showSurface('mail')}>
          {t('storage.back')}
        </Button>
        <h1 className={styles.title}>{t('storage.title')}</h1>
        <p className={styles.intro}>{t('storage.intro')}</p>
      </header>
      <div className={styles.accounts}>
        {accounts.map((account) => {
          const own = storage.find(({ accountId }) => accountId === account.id);
          return own === undefined ? null : <StorageCard key={account.id} account={account} storage={own} />;
        })}
      </div>
    </section>
  );
}

/** What the hint on a sidebar's meter says: how much room, then how sure and how old that number is. */
import { useTranslation } from 'react-i18next';
import type { AccountStorage } from '../../shared/storage.ts';
import { sourceWords, usedWords } from './storage-words.ts';
import styles from './storage-hint.module.css';

export function StorageHint({ storage, now }: { readonly storage: AccountStorage; readonly now: number }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles.used}>{usedWords(t, storage)}</span>
      <span className={styles.source}>{sourceWords(t, storage, now)}</span>
    </>
  );
}

/** What the hint on a sidebar's meter says: how much room, then how sure and how old that number is. */
import { useTranslation } from 'react-i18next';
import type { AccountStorage } from '../../shared/storage.ts';
import { rootsToList, rootWords, sourceWords, usedWords } from './storage-words.ts';
import styles from './storage-hint.module.css';

export function StorageHint({ storage, now }: { readonly storage: AccountStorage; readonly now: number }) {
  const { t } = useTranslation();
  return (
    <>
      <span className={styles.used}>{usedWords(t, storage)}</span>
      {rootsToList(storage).map((root) => (
        <span key={`${root.name} ${root.resource}`} className={styles.root}>
          {t('storage.rootLine', { name: root.name, used: rootWords(t, root) })}
        </span>
      ))}
      <span className={styles.source}>{sourceWords(t, storage, now)}</span>
    </>
  );
}

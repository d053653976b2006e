/** Every limit a server tells, each with its own meter: room, and on some servers how many messages there may be. */
import { useTranslation } from 'react-i18next';
import { fullness, percentUsed } from '../../shared/storage.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { Meter } from '../ui/meter.tsx';
import { rootsToList, rootWords } from './storage-words.ts';
import styles from './quota-roots.module.css';

interface QuotaRootsProps {
  readonly storage: AccountStorage;
  readonly address: string;
}

export function QuotaRoots({ storage, address }: QuotaRootsProps) {
  const { t } = useTranslation();
  const roots = rootsToList(storage);
  if (roots.length === 0) return null;
  return (
    <ul className={styles.roots} aria-label={t('storage.roots', { where: storage.where })}>
      {roots.map((root) => {
        const percent = percentUsed({ used: root.usage, limit: root.limit });
        const words = rootWords(t, root);
        return (
          <li key={`${root.name} ${root.resource}`}>
            <p className={styles.line}>
              <span className={styles.name}>{root.name}</span>
              <span>{words}</span>
            </p>
            <Meter
              label={t('storage.rootMeter', { name: root.name, address })}
              percent={percent ?? 0}
              level={fullness(percent)}
              text={words}
            />
          </li>
        );
      })}
    </ul>
  );
}

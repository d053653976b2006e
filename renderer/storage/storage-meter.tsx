/** The meter of one account's room, the same in the sidebar and in the Storage view. */
import { useTranslation } from 'react-i18next';
import { fullness, percentUsed } from '../../shared/storage.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { useNow } from '../state/now.ts';
import { Meter } from '../ui/meter.tsx';
import { storageWords } from './storage-words.ts';

interface StorageMeterProps {
  readonly storage: AccountStorage;
  readonly address: string;
  readonly thick?: boolean;
}

export function StorageMeter({ storage, address, thick = false }: StorageMeterProps) {
  const { t } = useTranslation();
  const now = useNow();
  const percent = percentUsed(storage);
  return (
    <Meter
      label={t('storage.meter', { address })}
      percent={percent ?? 0}
      level={fullness(percent)}
      text={storageWords(t, storage, now)}
      thick={thick}
    />
  );
}

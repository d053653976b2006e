/** Room, taken and left, as sentences for meters, hover cards and the Storage view. */
import type { TFunction } from 'i18next';
import type { AccountStorage } from '../../shared/storage.ts';
import { assertNever } from '../../shared/failure.ts';
import { ago } from '../strings/dates.ts';
import { size } from '../strings/sizes.ts';

/** "2.1 GB of 5 GB used on imap.example.org, measured 5 minutes ago". */
export function storageWords(t: TFunction, storage: AccountStorage, now: number): string {
  return t('storage.usedAndHow', { used: usedWords(t, storage), how: sourceWords(t, storage, now) });
}

/** "2.1 GB of 5 GB used on imap.example.org". */
export function usedWords(t: TFunction, storage: AccountStorage): string {
  const used = size(storage.used);
  if (storage.kind === 'pop') return t('storage.usedHere', { used, free: size(storage.diskFree) });
  if (storage.limit === null) return t('storage.usedNoLimit', { used, where: storage.where });
  return t('storage.usedOfLimit', { used, limit: size(storage.limit), where: storage.where });
}

/** "On imap.example.org" or "On this computer". */
export function whereWords(t: TFunction, storage: AccountStorage): string {
  return storage.kind === 'pop' ? t('storage.onThisComputer') : t('storage.onServer', { where: storage.where });
}

/** How sure the number is, and how old. */
export function sourceWords(t: TFunction, { source, measuredAt }: AccountStorage, now: number): string {
  switch (source) {
    case 'measured': {
      if (measuredAt === null) return t('storage.notMeasured');
      const age = ago(measuredAt, now);
      return age === null ? t('storage.measuredNow') : t('storage.measured', { ago: age });
    }
    case 'estimated':
      return t('storage.estimated');
    case 'entered':
      return t('storage.entered');
    default:
      return assertNever(source);
  }
}

/** Room, taken and left, as sentences for meters, hover cards and the Storage view. */
import type { TFunction } from 'i18next';
import type { QuotaRoot } from '../../shared/mailbox.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { assertNever } from '../../shared/failure.ts';
import { ago } from '../strings/dates.ts';
import { count, size } from '../strings/sizes.ts';

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

/** What becomes of copies on a POP server whatever the person chose, or null where nothing does. */
export function removalWords(t: TFunction, { serverRemovesAfterDays: days }: AccountStorage): string | null {
  if (days === null) return null;
  return days === 0 ? t('storage.serverRemovesRead') : t('storage.serverRemoves', { count: days, days: count(days) });
}

/** "Still on the server: 312 messages, 1.2 GB", or null where nobody looked yet. */
export function maildropWords(t: TFunction, { maildrop }: AccountStorage): string | null {
  if (maildrop === null) return null;
  const { messages, bytes } = maildrop;
  if (messages === 0) return t('storage.maildropEmpty');
  const counted = { count: messages, messages: count(messages) };
  return bytes === null ? t('storage.maildropNoSize', counted) : t('storage.maildrop', { ...counted, size: size(bytes) });
}

/** How sure the number is, and how old. */
export function sourceWords(t: TFunction, { source, measuredAt }: AccountStorage, now: number): string {
  const age = measuredAt === null ? null : ago(measuredAt, now);
  switch (source) {
    case 'measured':
      if (measuredAt === null) return t('storage.notMeasured');
      return age === null ? t('storage.measuredNow') : t('storage.measured', { ago: age });
    case 'estimated':
      if (measuredAt === null) return t('storage.estimated');
      return age === null ? t('storage.estimatedNow') : t('storage.estimatedAgo', { ago: age });
    case 'entered':
      if (measuredAt === null) return t('storage.entered');
      return age === null ? t('storage.enteredNow') : t('storage.enteredAgo', { ago: age });
    default:
      return assertNever(source);
  }
}

/** One limit of several: "4.2 GB of 5 GB", "9,312 of 10,000 messages". */
export function rootWords(t: TFunction, { resource, usage, limit }: QuotaRoot): string {
  if (resource === 'storage') {
    const used = size(usage);
    return limit === null ? t('storage.rootNoLimit', { used }) : t('storage.rootOf', { used, limit: size(limit) });
  }
  const used = count(usage);
  if (limit !== null) return t('storage.rootMessagesOf', { used, limit: count(limit), count: limit });
  return t('storage.rootNoLimit', { used: t('storage.rootMessages', { used, count: usage }) });
}

/** Listed one by one where the big number does not say it all: several, or one that counts messages. */
export function rootsToList({ roots }: AccountStorage): readonly QuotaRoot[] {
  return roots.length > 1 || roots.some(({ resource }) => resource === 'message') ? roots : [];
}

/** One account's column in the Storage view. */
import { Cloud, Laptop } from 'lucide-react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import { fullness, percentUsed } from '../../shared/storage.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { useNow } from '../state/now.ts';
import { openDialog } from '../state/window.ts';
import { count, size } from '../strings/sizes.ts';
import { Button } from '../ui/button.tsx';
import { QuotaRoots } from './quota-roots.tsx';
import { StorageMeter } from './storage-meter.tsx';
import { maildropWords, removalWords, sourceWords, whereWords } from './storage-words.ts';
import styles from './storage-view.module.css';

export function StorageCard({ account, storage }: { readonly account: Account; readonly storage: AccountStorage }) {
  const { t } = useTranslation();
  const now = useNow();
  const { address } = account.identity;
  const pop = storage.kind === 'pop';
  const percent = percentUsed(storage);
  const level = fullness(percent);
  const left = pop ? storage.diskFree : storage.limit === null ? null : Math.max(0, storage.limit - storage.used);
  const limit = storage.limit === null ? t('storage.unknown') : size(storage.limit);
  const onServer = [maildropWords(t, storage), removalWords(t, storage)].filter((line) => line !== null);
  const limitButton = pop ? null : limitButtonOf(storage);
  const facts = [
    [t(pop ? 'storage.limitDisk' : 'storage.limit'), limit],
    [t('storage.messages'), count(storage.messages)],
    [t('storage.readableHere'), t('storage.readableCount', { here: count(storage.messagesHere), all: count(storage.messages) })],
    [t('storage.takesHere'), size(storage.bytesHere)],
    [t(pop ? 'storage.folder' : 'storage.server'), storage.where],
  ] as const;
  return (
    <article className={styles.account} aria-label={address}>
      <h2 className={styles.address}>{address}</h2>
      <p className={styles.where}>
        {pop ? <Laptop aria-hidden="true" /> : <Cloud aria-hidden="true" />}
        {whereWords(t, storage)}
      </p>
      <p className={styles.kind}>{t(pop ? 'storage.popKind' : 'storage.imapKind')}</p>
      <p className={styles.amount}>
        <span className={styles.used}>{size(storage.used)}</span>
        {pop || storage.limit === null ? null : <span className={styles.of}>{t('storage.ofLimit', { limit })}</span>}
      </p>
      <StorageMeter storage={storage} address={address} thick />
      <p className={styles.below} data-level={level}>
        <span>
          {percentWords(t, percent, storage.used)}
          {level === 'tight' || level === 'full' ? `. ${t(`storage.${level}`)}` : ''}
        </span>
        {left === null ? null : <span>{t('storage.left', { size: size(left) })}</span>}
      </p>
      <QuotaRoots storage={storage} address={address} />
      {limitButton === null ? null : (
        <Button className={styles.limit} onClick={() => openDialog({ kind: 'account-options', accountId: account.id, at: 'limit' })}>
          {t(limitButton)}
        </Button>
      )}
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={styles.source}>{sourceWords(t, storage, now)}</p>
      {onServer.map((line) => (
        <p key={line} className={styles.kind}>
          {line}
        </p>
      ))}
    </article>
  );
}

/** Only a person can know what the server does not tell. */
function limitButtonOf({ limit, source }: AccountStorage): 'storage.enterLimit' | 'storage.changeLimit' | null {
  if (source === 'entered') return 'storage.changeLimit';
  return limit === null ? 'storage.enterLimit' : null;
}

function percentWords(t: TFunction, percent: number | null, used: number): string {
  if (percent === null) return t('storage.noLimit');
  return percent === 0 && used > 0 ? t('storage.percentLittle') : t('storage.percent', { percent });
}

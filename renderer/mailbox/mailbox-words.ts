/** Mailboxes in words. */
import type { TFunction } from 'i18next';
import type { Account } from '../../shared/account.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { offlinePolicyOf, parentOf } from './mailbox-rules.ts';
import type { OfflineKey } from './mailbox-rules.ts';

/** "on imap.example.org" or "on this computer". */
export function accountWhere(t: TFunction, account: Account): string {
  return account.kind === 'pop' ? t('mailbox.onThisComputer') : t('mailbox.onServer', { server: account.incoming.host });
}

/** Where a deletion takes effect: "on imap.example.org, for all your devices" or "on this computer". */
export function deletionWhere(t: TFunction, account: Account): string {
  return account.kind === 'pop' ? t('mailbox.onThisComputer') : t('mailbox.forAllDevices', { server: account.incoming.host });
}

/** "Last 6 months". */
export function offlineWords(t: TFunction, key: OfflineKey): string {
  const policy = offlinePolicyOf(key);
  if (policy === null) return t('mailbox.offlineAs.account');
  return policy.kind === 'recent' ? t('mailbox.offlineAs.recent', { count: policy.months }) : t(`mailbox.offlineAs.${policy.kind}`);
}

/** The names from the top down to its parent, "Projects / Harbour bridge"; empty at the top. */
export function parentWords(mailbox: Mailbox, mailboxes: readonly Mailbox[]): string {
  const parent = parentOf(mailbox, mailboxes);
  if (parent === undefined) return '';
  return [parentWords(parent, mailboxes), parent.name].filter((part) => part !== '').join(' / ');
}

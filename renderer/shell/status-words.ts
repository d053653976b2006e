/** The status line in words, from the accounts' states. Pure. */
import type { TFunction } from 'i18next';
import type { Account, AccountStatus, Activity } from '../../shared/account.ts';
import { ago, span } from '../strings/dates.ts';
import { count, size } from '../strings/sizes.ts';

/** "Online", "Offline", "ann@example.org is offline: ...". */
export function connectionWords(t: TFunction, statuses: readonly AccountStatus[], accounts: readonly Account[]): string {
  const offline = statuses.flatMap(({ accountId, connection }) =>
    connection.state === 'offline' ? [{ accountId, reason: connection.failure.text }] : [],
  );
  const [first] = offline;
  if (first === undefined)
    return t(statuses.some(({ connection }) => connection.state === 'connecting') ? 'status.checking' : 'status.online');
  if (offline.length === statuses.length) return t('status.offline');
  const address = accounts.find(({ id }) => id === first.accountId)?.identity.address ?? first.accountId;
  return t('status.accountOffline', { address, reason: first.reason });
}

/** The oldest "last checked" counts: a line that says "just now" must hold for every account. */
export function checkedWords(t: TFunction, statuses: readonly AccountStatus[], now: number): string {
  const times = statuses.flatMap(({ lastChecked }) => (lastChecked === null ? [] : [lastChecked]));
  if (times.length === 0) return t('status.neverChecked');
  const age = ago(Math.min(...times), now);
  return age === null ? t('status.checkedNow') : t('status.checked', { ago: age });
}

/** "Downloading Inbox, 1,204 of 9,312, 12 MB of 193 MB, about 3 minutes left". `left` in milliseconds; null: nobody knows. */
export function activityWords(t: TFunction, activity: Activity, left: number | null): string {
  const what = t(`status.${activity.what}`, { mailbox: activity.mailbox ?? t('status.allMail') });
  if (activity.total === null) return activity.done === 0 ? what : t('status.countedOpen', { what, done: count(activity.done) });
  const counted = t('status.counted', { what, done: count(activity.done), total: count(activity.total) });
  const { bytes } = activity;
  return [
    counted,
    ...(bytes === undefined ? [] : [t('status.bytes', { done: size(bytes.done), total: size(bytes.total) })]),
    ...(left === null ? [] : [leftWords(t, left)]),
  ].join(', ');
}

function leftWords(t: TFunction, left: number): string {
  return left < 60_000 ? t('status.leftLittle') : t('status.left', { time: span(left) });
}

/** The status line in words, from the accounts' states. Pure. */
import type { TFunction } from 'i18next';
import type { Account, AccountStatus, Activity } from '../../shared/account.ts';
import type { WorkSpeed } from '../state/work-start.ts';
import { ago, span } from '../strings/dates.ts';
import { count } from '../strings/sizes.ts';

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

/** "Downloading Inbox, 120 of 400, about 2 minutes left". */
export function activityWords(t: TFunction, activity: Activity, speed: WorkSpeed | undefined): string {
  const what = t(`status.${activity.what}`, { mailbox: activity.mailbox ?? t('status.allMail') });
  if (activity.total === null) return activity.done === 0 ? what : t('status.countedOpen', { what, done: count(activity.done) });
  const counted = t('status.counted', { what, done: count(activity.done), total: count(activity.total) });
  const left = speed === undefined ? null : timeLeft(activity.done, activity.total, speed);
  return left === null ? counted : `${counted}, ${t('status.left', { time: span(left) })}`;
}

/** Milliseconds; null until there is enough progress to tell. */
export function timeLeft(done: number, total: number, { startedAt, startedWith, movedAt }: WorkSpeed): number | null {
  const moved = done - startedWith;
  const took = movedAt - startedAt;
  if (moved <= 0 || took < 2000 || done >= total) return null;
  return ((total - done) * took) / moved;
}

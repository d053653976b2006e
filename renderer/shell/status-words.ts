/** The status line in words, from the accounts' states. Pure. */
import type { TFunction } from 'i18next';
import type { Account, AccountStatus, Activity } from '../../shared/account.ts';
import { progressOf } from '../state/work-start.ts';
import type { WorkSpeed } from '../state/work-start.ts';
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

/** "Downloading Inbox, 1,204 of 9,312, 12 MB of 193 MB, about 3 minutes left". */
export function activityWords(t: TFunction, activity: Activity, speed: WorkSpeed | undefined): string {
  const what = t(`status.${activity.what}`, { mailbox: activity.mailbox ?? t('status.allMail') });
  if (activity.total === null) return activity.done === 0 ? what : t('status.countedOpen', { what, done: count(activity.done) });
  const counted = t('status.counted', { what, done: count(activity.done), total: count(activity.total) });
  const { bytes } = activity;
  const progress = progressOf(activity);
  const left = speed === undefined || progress.total === null ? null : timeLeft(progress.done, progress.total, speed);
  return [
    counted,
    ...(bytes === undefined ? [] : [t('status.bytes', { done: size(bytes.done), total: size(bytes.total) })]),
    ...(left === null ? [] : [t('status.left', { time: span(left) })]),
  ].join(', ');
}

/** Milliseconds; null until there is enough progress to tell. */
export function timeLeft(done: number, total: number, { startedAt, startedWith, movedAt }: WorkSpeed): number | null {
  const moved = done - startedWith;
  const took = movedAt - startedAt;
  if (moved <= 0 || took < 2000 || done >= total) return null;
  return ((total - done) * took) / moved;
}

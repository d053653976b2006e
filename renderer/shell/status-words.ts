/** The status line in words, from the accounts' states. Pure. */
import type { TFunction } from 'i18next';
import type { Account, AccountKind, AccountStatus, Activity } from '../../shared/account.ts';
import { assertNever } from '../../shared/failure.ts';
import type { AccountStorage } from '../../shared/storage.ts';
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
export function activityWords(t: TFunction, activity: Activity, kind: AccountKind, left: number | null): string {
  const what = whatWords(t, activity, kind);
  if (activity.total === null) return activity.done === 0 ? what : t('status.countedOpen', { what, done: count(activity.done) });
  const counted = t('status.counted', { what, done: count(activity.done), total: count(activity.total) });
  const { bytes } = activity;
  return [
    counted,
    ...(bytes === undefined ? [] : [t('status.bytes', { done: size(bytes.done), total: size(bytes.total) })]),
    ...(left === null ? [] : [leftWords(t, left)]),
  ].join(', ');
}

/** A maildrop has no mailboxes: a POP account lists messages, and all that it counts of them beside downloads are heads and removals. */
function whatWords(t: TFunction, { what, mailbox = t('status.allMail'), total }: Activity, kind: AccountKind): string {
  switch (what) {
    case 'listing':
      if (kind === 'imap') return t('status.listing');
      return t(total === null ? 'status.listingMaildrop' : 'status.readingHeads');
    case 'syncing':
      return kind === 'imap' ? t('status.syncing', { mailbox }) : t('status.removing');
    case 'downloading':
      return t('status.downloading', { mailbox });
    default:
      return assertNever(what);
  }
}

/** "Download paused; 1.2 GB are still on the server", the amount where it is known of each; IMAP mail stays there anyway. Null: none is paused. */
export function pausedWords(t: TFunction, statuses: readonly AccountStatus[], storage: readonly AccountStorage[]): string | null {
  const paused = statuses.filter(({ downloadPaused }) => downloadPaused);
  if (paused.length === 0) return null;
  const bytes = paused.map((status) => storage.find(({ accountId }) => accountId === status.accountId)?.maildrop?.bytes ?? null);
  const known = bytes.filter((each) => each !== null);
  const sum = known.reduce((all, each) => all + each, 0);
  return sum === 0 || known.length < bytes.length ? t('status.paused') : t('status.pausedRest', { size: size(sum) });
}

function leftWords(t: TFunction, left: number): string {
  return left < 60_000 ? t('status.leftLittle') : t('status.left', { time: span(left) });
}

/** The line at the bottom: last checked, online or offline, waiting actions, progress with time left, the last result. */
import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { AccountId, AccountKind, Activity } from '../../shared/account.ts';
import { pauseDownload } from '../state/account-actions.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { useNow } from '../state/now.ts';
import { openDialog, useWindow } from '../state/window.ts';
import { timeLeft } from '../state/pace.ts';
import { useWork } from '../state/work.ts';
import { Spinner } from '../ui/spinner.tsx';
import { activityWords, checkedWords, connectionWords, pausedWords } from './status-words.ts';
import styles from './status-line.module.css';

interface Busy {
  readonly accountId: AccountId;
  readonly kind: AccountKind;
  readonly activity: Activity;
}

export function StatusLine() {
  const { t } = useTranslation();
  const now = useNow();
  const statuses = useLiveQuery('account.statuses').data ?? [];
  const accounts = useLiveQuery('account.list').data ?? [];
  const storage = useLiveQuery('storage.list').data ?? [];
  const outbox = useLiveQuery('outbox.list').data ?? [];
  const said = useWindow((state) => state.said);
  const queued = statuses.reduce((sum, status) => sum + status.queued, 0);
  const busy = statuses.flatMap(({ accountId, activity }): readonly Busy[] => {
    const kind = accounts.find(({ id }) => id === accountId)?.kind;
    return activity === null || kind === undefined ? [] : [{ accountId, kind, activity }];
  });
  const downloads = busy.filter(({ activity }) => activity.what === 'downloading');
  // What can be counted says more than what was just begun.
  const shown = downloads[0] ?? busy[0];
  const paused = statuses.filter(({ downloadPaused }) => downloadPaused).map(({ accountId }) => accountId);
  const pausedSaid = pausedWords(t, statuses, storage);
  const offline = statuses.some(({ connection }) => connection.state === 'offline');
  return (
    <footer className={styles.line}>
      <div role="status" aria-label={t('status.label')} className={styles.status}>
        <span className={clsx(styles.connection, offline && styles.offline)}>{connectionWords(t, statuses, accounts)}</span>
        <span className={styles.item}>{checkedWords(t, statuses, now)}</span>
        {queued === 0 ? null : <span className={styles.item}>{t('status.queued', { count: queued })}</span>}
        {shown === undefined ? null : <ActivityText busy={shown} more={busy.length - 1} now={now} />}
        {pausedSaid === null ? null : <span className={styles.item}>{pausedSaid}</span>}
        <span className="visually-hidden">{said}</span>
      </div>
      <DownloadButtons running={downloads.map(({ accountId }) => accountId).filter((id) => !paused.includes(id))} paused={paused} />
      {outbox.length === 0 ? null : (
        <button type="button" className={clsx(styles.button, styles.outbox)} onClick={() => openDialog({ kind: 'outbox' })}>
          {t('status.outbox', { count: outbox.length })}
        </button>
      )}
    </footer>
  );
}

interface DownloadButtonsProps {
  /** Those that are not ending already. */
  readonly running: readonly AccountId[];
  readonly paused: readonly AccountId[];
}

/** Beside the status, not in it: what is read out at each step must not say the buttons too. */
function DownloadButtons({ running, paused }: DownloadButtonsProps) {
  const { t } = useTranslation();
  const set = (accounts: readonly AccountId[], pause: boolean) => accounts.forEach((accountId) => void pauseDownload(accountId, pause));
  return (
    <>
      {running.length === 0 ? null : (
        <button type="button" className={styles.button} onClick={() => set(running, true)}>
          {t('status.pause')}
        </button>
      )}
      {paused.length === 0 ? null : (
        <button type="button" className={styles.button} onClick={() => set(paused, false)}>
          {t('status.resume')}
        </button>
      )}
    </>
  );
}

interface ActivityTextProps {
  readonly busy: Busy;
  /** How many accounts are at work beside it. */
  readonly more: number;
  readonly now: number;
}

function ActivityText({ busy: { accountId, kind, activity }, more, now }: ActivityTextProps) {
  const { t } = useTranslation();
  const pace = useWork((state) => state[accountId]);
  // The clock of the line ticks slowly: a report that came since is the better one.
  const words = activityWords(t, activity, kind, timeLeft(pace, Math.max(now, pace?.movedAt ?? 0)));
  return (
    <span className={clsx(styles.item, styles.activity)}>
      <Spinner />
      {more === 0 ? words : [words, t('status.more', { count: more })].join(', ')}
    </span>
  );
}

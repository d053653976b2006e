/** The line at the bottom: last checked, online or offline, waiting actions, progress with time left, the last result. */
import { clsx } from 'clsx';
import { useTranslation } from 'react-i18next';
import type { AccountId, AccountStatus, Activity } from '../../shared/account.ts';
import { pauseDownload } from '../state/account-actions.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { useNow } from '../state/now.ts';
import { openDialog, useWindow } from '../state/window.ts';
import { timeLeft } from '../state/pace.ts';
import { useWork } from '../state/work.ts';
import { Spinner } from '../ui/spinner.tsx';
import { activityWords, checkedWords, connectionWords } from './status-words.ts';
import styles from './status-line.module.css';

type BusyStatus = AccountStatus & { readonly activity: Activity };

export function StatusLine() {
  const { t } = useTranslation();
  const now = useNow();
  const statuses = useLiveQuery('account.statuses').data ?? [];
  const accounts = useLiveQuery('account.list').data ?? [];
  const outbox = useLiveQuery('outbox.list').data ?? [];
  const said = useWindow((state) => state.said);
  const queued = statuses.reduce((sum, status) => sum + status.queued, 0);
  const busy = statuses.filter((status): status is BusyStatus => status.activity !== null);
  // What can be counted says more than what was just begun.
  const shown = busy.find(({ activity }) => activity.what === 'downloading') ?? busy[0];
  const downloading = statuses.find(
    ({ accountId, activity }) => activity?.what === 'downloading' && accounts.some(({ id, kind }) => id === accountId && kind === 'imap'),
  );
  const paused = statuses.filter(({ downloadPaused }) => downloadPaused).map(({ accountId }) => accountId);
  const offline = statuses.some(({ connection }) => connection.state === 'offline');
  return (
    <footer className={styles.line}>
      <div role="status" aria-label={t('status.label')} className={styles.status}>
        <span className={clsx(styles.connection, offline && styles.offline)}>{connectionWords(t, statuses, accounts)}</span>
        <span className={styles.item}>{checkedWords(t, statuses, now)}</span>
        {queued === 0 ? null : <span className={styles.item}>{t('status.queued', { count: queued })}</span>}
        {shown === undefined ? null : <ActivityText status={shown} more={busy.length - 1} now={now} />}
        {paused.length === 0 ? null : <span className={styles.item}>{t('status.paused')}</span>}
        <span className="visually-hidden">{said}</span>
      </div>
      <DownloadButtons downloading={downloading?.accountId} paused={paused} />
      {outbox.length === 0 ? null : (
        <button type="button" className={clsx(styles.button, styles.outbox)} onClick={() => openDialog({ kind: 'outbox' })}>
          {t('status.outbox', { count: outbox.length })}
        </button>
      )}
    </footer>
  );
}

interface DownloadButtonsProps {
  readonly downloading: AccountId | undefined;
  readonly paused: readonly AccountId[];
}

/** Beside the status, not in it: what is read out at each step must not say the buttons too. */
function DownloadButtons({ downloading, paused }: DownloadButtonsProps) {
  const { t } = useTranslation();
  const resume = () => paused.forEach((accountId) => void pauseDownload(accountId, false));
  return (
    <>
      {downloading === undefined || paused.includes(downloading) ? null : (
        <button type="button" className={styles.button} onClick={() => void pauseDownload(downloading, true)}>
          {t('status.pause')}
        </button>
      )}
      {paused.length === 0 ? null : (
        <button type="button" className={styles.button} onClick={resume}>
          {t('status.resume')}
        </button>
      )}
    </>
  );
}

interface ActivityTextProps {
  readonly status: BusyStatus;
  /** How many accounts are at work beside it. */
  readonly more: number;
  readonly now: number;
}

function ActivityText({ status: { accountId, activity }, more, now }: ActivityTextProps) {
  const { t } = useTranslation();
  const pace = useWork((state) => state[accountId]);
  // The clock of the line ticks slowly: a report that came since is the better one.
  const words = activityWords(t, activity, timeLeft(pace, Math.max(now, pace?.movedAt ?? 0)));
  return (
    <span className={clsx(styles.item, styles.activity)}>
      <Spinner />
      {more === 0 ? words : [words, t('status.more', { count: more })].join(', ')}
    </span>
  );
}

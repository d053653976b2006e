/**
 * One row: who, when, what about, how it begins, and where it is. The whole row is one option. Read aloud it is one text in the
 * order of a sentence; what is painted is hidden there.
 */
import { clsx } from 'clsx';
import { Paperclip, Reply, Star } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowComponentProps } from 'react-window';
import { answeredFlag, flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { MessageSummary } from '../../shared/message.ts';
import type { Place } from '../../shared/place.ts';
import { PlaceIcon } from '../place/place-icon.tsx';
import { placePhrase } from '../place/place-words.ts';
import { openMenu } from '../state/menu.ts';
import { putOnDrag } from '../state/message-drag.ts';
import { toggleStar } from '../state/mail-actions.ts';
import { refKey } from '../state/message-ref.ts';
import { select } from '../state/selection.ts';
import { listDate, mediumDate } from '../strings/dates.ts';
import { atPointer } from '../ui/menu-place.ts';
import { rowName, whoWords } from './row-name.ts';
import styles from './message-row.module.css';

export interface RowData {
  readonly rows: readonly MessageSummary[];
  readonly selected: string | null;
  /** The row whose menu is open. */
  readonly withMenu: string | null;
  readonly showRecipients: boolean;
  readonly total: number | null;
  readonly now: number;
}

/** The id of the row's element, for aria-activedescendant. */
export function rowId(key: string): string {
  return `row-${key.replaceAll('/', '-')}`;
}

export function MessageRow({ index, style, rows, selected, withMenu, showRecipients, total, now }: RowComponentProps<RowData>) {
  const { t } = useTranslation();
  const message = rows[index];
  // Rows past the end of what is loaded: the page is on its way from the local store.
  if (message === undefined) return <div style={style} className={styles.blank} aria-hidden="true" />;
  const key = refKey(message.ref);
  const unread = !message.flags.includes(seenFlag);
  const starred = message.flags.includes(flaggedFlag);
  const onStar = (event: MouseEvent) => {
    event.stopPropagation();
    void toggleStar(message.ref, message.flags);
  };
  return (
    // The list carries the keys (aria-activedescendant); the row is only what the mouse hits.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={rowId(key)}
      role="option"
      aria-selected={key === selected}
      aria-posinset={index + 1}
      aria-setsize={total ?? -1}
      style={style}
      className={clsx(styles.row, unread && styles.unread, key === selected && styles.selected, key === withMenu && styles.withMenu)}
      draggable
      onDragStart={(event) => putOnDrag(event.dataTransfer, message.ref)}
      onClick={() => select(message.ref)}
      onContextMenu={(event) => openMenu({ kind: 'message', ref: message.ref, subject: message.subject, more: false }, atPointer(event))}
    >
      <span className="visually-hidden">{rowName(t, message, showRecipients, now)}</span>
      <div className={styles.head} aria-hidden="true">
        <span className={styles.who} dir="auto">
          {whoWords(t, message, showRecipients)}
        </span>
        {message.flags.includes(answeredFlag) ? <Reply className={styles.sign} /> : null}
        {message.hasAttachments ? <Paperclip className={styles.sign} /> : null}
        <span className={styles.date} title={mediumDate(message.date)}>
          {listDate(message.date, now)}
        </span>
      </div>
      <div className={styles.middle} aria-hidden="true">
        <span className={clsx(styles.subject, message.subject === '' && styles.none)} dir="auto">
          {message.subject || t('list.noSubject')}
        </span>
        {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
        <span className={clsx(styles.star, starred && styles.starred)} title={t(starred ? 'list.unstar' : 'list.star')} onClick={onStar}>
          <Star />
        </span>
      </div>
      <div className={styles.tail} aria-hidden="true">
        <span className={styles.preview} dir="auto">
          {message.preview}
        </span>
        <span className={clsx(styles.place, styles[message.place.kind])} title={placePhrase(t, message.place)}>
          <PlaceIcon kind={message.place.kind} />
          <PlaceLabel place={message.place} />
        </span>
      </div>
    </div>
  );
}

/** Only what is out of the ordinary is spelled out: words on each row would be a column of noise. Narrow lists show signs alone. */
function PlaceLabel({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  return place.kind === 'server-and-here' ? null : <span className={styles.placeLabel}>{placePhrase(t, place)}</span>;
}

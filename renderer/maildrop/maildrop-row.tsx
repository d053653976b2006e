/** One message in the maildrop: from whom, what about, what becomes of it, when, how big. Read aloud it is one text. */
import { clsx } from 'clsx';
import { Ban, Check, CircleDot, Cloud, CloudOff, Download, Laptop, Pin, Trash2 } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { RowComponentProps } from 'react-window';
import type { MaildropChoice, MaildropEntry, MaildropState } from '../../shared/maildrop.ts';
import { listDate, mediumDate } from '../strings/dates.ts';
import { size } from '../strings/sizes.ts';
import { markOf } from './maildrop-marks.ts';
import type { Marks } from './maildrop-marks.ts';
import { entryName, senderWords, stateWords, subjectWords } from './maildrop-words.ts';
import type { Picking } from './row-picking.ts';
import styles from './maildrop.module.css';

interface RowData {
  readonly rows: readonly MaildropEntry[];
  readonly marks: Marks;
  readonly picking: Picking;
  readonly now: number;
  readonly onClick: (event: MouseEvent, index: number) => void;
}

const stateIcons: Readonly<Record<MaildropState, LucideIcon>> = { new: CircleDot, head: Cloud, here: Laptop, deleted: Trash2 };
const markIcons: Readonly<Record<MaildropChoice, LucideIcon>> = { fetch: Download, remove: CloudOff, leave: Pin };

/** The id of the row's element, for aria-activedescendant. */
export function entryId(index: number): string {
  return `maildrop-row-${index}`;
}

export function MaildropRow({ index, style, rows, marks, picking, now, onClick }: RowComponentProps<RowData>) {
  const { t } = useTranslation();
  const entry = rows[index];
  if (entry === undefined) return null;
  const mark = markOf(entry, marks);
  const picked = entry.uidl !== null && picking.picked.has(entry.uidl);
  const date = entry.head?.date ?? null;
  const words = stateWords(t, entry, mark);
  const Icon = mark !== null ? markIcons[mark] : entry.uidl === null ? Ban : stateIcons[entry.state];
  return (
    // The list carries the keys (aria-activedescendant); the row is only what the mouse hits.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
    <div
      id={entryId(index)}
      role="option"
      aria-selected={picked}
      aria-disabled={entry.uidl === null ? true : undefined}
      aria-posinset={index + 1}
      aria-setsize={rows.length}
      style={style}
      className={clsx(styles.row, picked && styles.rowPicked, index === picking.cursor && styles.atCursor)}
      data-state={entry.state}
      data-mark={mark ?? undefined}
      onClick={(event) => onClick(event, index)}
    >
      <span className="visually-hidden">{entryName(t, entry, mark, now)}</span>
      <span className={styles.check} aria-hidden="true">
        {entry.uidl === null ? null : <span className={styles.checkBox}>{picked ? <Check /> : null}</span>}
      </span>
      <span className={styles.sender} dir="auto" aria-hidden="true">
        {senderWords(t, entry)}
      </span>
      <span
        className={clsx(styles.subject, (entry.head === null || entry.head.subject === '') && styles.none)}
        dir="auto"
        title={entry.head?.subject}
        aria-hidden="true"
      >
        {subjectWords(t, entry)}
      </span>
      <span className={styles.state} title={words} aria-hidden="true">
        <Icon />
        <span>{words}</span>
      </span>
      <span className={styles.date} title={date === null ? undefined : mediumDate(date)} aria-hidden="true">
        {date === null ? '' : listDate(date, now)}
      </span>
      <span className={styles.size} aria-hidden="true">
        {size(entry.size)}
      </span>
    </div>
  );
}

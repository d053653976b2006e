/** The rows on the screen out of however many there are, picked by mouse or by key: space, shift and the arrows, Ctrl/Cmd+A. */
import { CloudCheck } from 'lucide-react';
import { useEffect } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { List, useListCallbackRef } from 'react-window';
import type { MaildropChoice, MaildropEntry } from '../../shared/maildrop.ts';
import { useRowHeight } from '../message-list/row-height.ts';
import { useNow } from '../state/now.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import type { Marks } from './maildrop-marks.ts';
import { entryId, MaildropRow } from './maildrop-row.tsx';
import { allOrNone, movedTo, stretchedTo, toggled } from './row-picking.ts';
import type { Picking } from './row-picking.ts';
import styles from './maildrop.module.css';

interface MaildropRowsProps {
  readonly server: string;
  readonly rows: readonly MaildropEntry[];
  readonly keys: readonly (string | null)[];
  readonly marks: Marks;
  readonly picking: Picking;
  readonly onPick: (picking: Picking) => void;
  readonly onMark: (choice: MaildropChoice) => void;
}

const rowRems = 2.25;
const listId = 'maildrop-list';

/** For when it comes: whoever works by keys goes on in it. */
export function focusMaildrop(): void {
  document.querySelector<HTMLElement>(`#${listId}`)?.focus();
}

const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  End: Number.MAX_SAFE_INTEGER,
  Home: Number.MIN_SAFE_INTEGER,
};

export function MaildropRows({ server, rows, keys, marks, picking, onPick, onMark }: MaildropRowsProps) {
  const { t } = useTranslation();
  const now = useNow();
  const rowHeight = useRowHeight(rowRems);
  const [attached, setList] = useListCallbackRef();
  const list = attached ?? null;
  const { cursor } = picking;
  useEffect(() => {
    if (list !== null && cursor < rows.length) list.scrollToRow({ index: cursor, align: 'auto' });
  }, [list, cursor, rows]);

  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step !== undefined) onPick((event.shiftKey ? stretchedTo : movedTo)(picking, keys, cursor + step));
    else if (event.key === ' ') onPick(toggled(picking, keys, cursor));
    else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) onPick(allOrNone(picking, keys));
    else if (event.key === 'Delete') onMark('remove');
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent, index: number) => onPick((event.shiftKey ? stretchedTo : toggled)(picking, keys, index));
  if (rows.length === 0) {
    return (
      <div className={styles.list}>
        <EmptyState icon={<CloudCheck />} title={t('maildrop.noneNew', { server })}>
          {t('maildrop.noneNewText')}
        </EmptyState>
      </div>
    );
  }
  return (
    <List
      id={listId}
      role="listbox"
      aria-label={t('maildrop.list', { server })}
      aria-multiselectable
      aria-activedescendant={entryId(cursor)}
      tabIndex={0}
      className={styles.list ?? ''}
      listRef={setList}
      rowComponent={MaildropRow}
      rowCount={rows.length}
      rowHeight={rowHeight}
      rowProps={{ rows, marks, picking, now, onClick }}
      overscanCount={8}
      defaultHeight={800}
      onKeyDown={onKeyDown}
    />
  );
}

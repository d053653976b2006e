/** The rows on the screen out of however many there are. More pages are read as one nears the end of what is loaded. */
import { useCallback, useEffect, useRef } from 'react';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { List, useListCallbackRef } from 'react-window';
import type { MessageSummary } from '../../shared/message.ts';
import { runAction } from '../shell/actions.ts';
import { listId } from '../shell/focus-targets.ts';
import { openMenu, useMenu } from '../state/menu.ts';
import { refKey } from '../state/message-ref.ts';
import { useNow } from '../state/now.ts';
import type { MailPages } from '../state/pages.ts';
import { moveSelection, useSelection } from '../state/selection.ts';
import { atElement, isMenuKey } from '../ui/menu-place.ts';
import { useAnchoredScroll } from './anchored-scroll.ts';
import { MessageRow, rowId } from './message-row.tsx';
import type { RowData } from './message-row.tsx';
import { useRowHeight } from './row-height.ts';
import styles from './message-list.module.css';

/** Rows before the end of the loaded ones at which the next page is read. */
const ahead = 25;
const rowRems = 4.25;
const rowKey = (index: number, { rows }: RowData): string => (rows[index] === undefined ? `blank-${index}` : refKey(rows[index].ref));

/** By key: at the row the keys mean. */
function openMenuOf(row: MessageSummary | undefined): void {
  const element = row === undefined ? null : document.querySelector(`#${rowId(refKey(row.ref))}`);
  if (row !== undefined && element !== null)
    openMenu({ kind: 'message', ref: row.ref, subject: row.subject, more: false }, atElement(element, true));
}

interface VirtualRowsProps {
  readonly pages: MailPages;
  readonly showRecipients: boolean;
}

export function VirtualRows({ pages, showRecipients }: VirtualRowsProps) {
  const { t } = useTranslation();
  const now = useNow();
  const rowHeight = useRowHeight(rowRems);
  const [attached, setList] = useListCallbackRef();
  const list = attached ?? null;
  const selectedRef = useSelection((state) => state.selected);
  const selected = selectedRef === null ? null : refKey(selectedRef);
  const withMenu = useMenu(({ open }) => (open?.subject.kind === 'message' && !open.subject.more ? refKey(open.subject.ref) : null));
  const { rows, total, hasMore } = pages;
  useAnchoredScroll(list, rows, rowHeight);

  const latest = useRef(pages);
  useEffect(() => {
    latest.current = pages;
  });
  // react-window wants a callback that never changes (a new one each time renders for ever).
  const onRowsRendered = useCallback(({ stopIndex }: { readonly stopIndex: number }) => {
    if (stopIndex > latest.current.rows.length - ahead) latest.current.loadMore();
  }, []);

  const selectedAt = selected === null ? -1 : rows.findIndex((row) => refKey(row.ref) === selected);
  const scrolledTo = useRef<string | null>(null);
  useEffect(() => {
    if (list === null || selectedAt === -1 || scrolledTo.current === selected) return;
    scrolledTo.current = selected;
    list.scrollToRow({ index: selectedAt, align: 'auto' });
  }, [list, selected, selectedAt]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (isMenuKey(event)) {
      event.preventDefault();
      return openMenuOf(rows[selectedAt]);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowDown') moveSelection(1);
    else if (event.key === 'ArrowUp') moveSelection(-1);
    else if (event.key === 'Enter') runAction('open');
    else return;
    event.preventDefault();
  };
  return (
    <List
      id={listId}
      role="listbox"
      aria-label={t('list.title')}
      aria-activedescendant={selectedAt === -1 || selected === null ? undefined : rowId(selected)}
      tabIndex={0}
      className={styles.list ?? ''}
      listRef={setList}
      rowComponent={MessageRow}
      rowCount={rows.length + (hasMore ? 1 : 0)}
      rowHeight={rowHeight}
      rowKey={rowKey}
      rowProps={{ rows, selected, withMenu, showRecipients, total, now }}
      overscanCount={8}
      defaultHeight={800}
      onRowsRendered={onRowsRendered}
      onKeyDown={onKeyDown}
    />
  );
}

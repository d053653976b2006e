/** Keeps the row a person looks at where it is when rows come and go above it. */
import { useLayoutEffect, useRef } from 'react';
import type { ListImperativeAPI } from 'react-window';
import type { MessageSummary } from '../../shared/message.ts';
import { refKey } from '../state/message-ref.ts';

/** At the very top new mail may push the rest down: there it is what one waits for. */
export function useAnchoredScroll(list: ListImperativeAPI | null, rows: readonly MessageSummary[], rowHeight: number): void {
  const before = useRef<readonly MessageSummary[]>(rows);
  useLayoutEffect(() => {
    const old = before.current;
    before.current = rows;
    const element = list?.element;
    if (element == null || old === rows || element.scrollTop < rowHeight / 2) return;
    const top = Math.floor(element.scrollTop / rowHeight);
    const shift = shiftOf(old, rows, top);
    if (shift !== 0) element.scrollBy({ top: shift * rowHeight, behavior: 'instant' });
  }, [list, rows, rowHeight]);
}

/** By how many rows the first row at or below `top` that is still there has moved. */
export function shiftOf(before: readonly MessageSummary[], after: readonly MessageSummary[], top: number): number {
  const at = new Map(after.map((row, index) => [refKey(row.ref), index]));
  for (let index = top; index < before.length; index += 1) {
    const row = before[index];
    const now = row === undefined ? undefined : at.get(refKey(row.ref));
    if (now !== undefined) return now - index;
  }
  return 0;
}

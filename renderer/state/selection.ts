/** What the window shows: the view of the list, the search typed over it, and the selected message. */
import { create } from 'zustand';
import type { MessageRef, MessageSummary } from '../../shared/message.ts';
import type { MailView } from '../../shared/view.ts';
import { refKey } from './message-ref.ts';

type PlainView = Exclude<MailView, { readonly kind: 'search' }>;

interface SelectionState {
  /** The mailbox or role the person chose; a search lies over it and gives it back. */
  readonly base: PlainView;
  readonly search: string;
  readonly selected: MessageRef | null;
  /** The rows the list has loaded, for moving through them by key. */
  readonly rows: readonly MessageSummary[];
}

export const allInboxes: PlainView = { kind: 'role', role: 'inbox' };
const start: SelectionState = { base: allInboxes, search: '', selected: null, rows: [] };

export const useSelection = create<SelectionState>(() => start);

/** Back to the state of a new window; for tests. */
export function resetSelection(): void {
  useSelection.setState(start);
}

/** The view the list shows: `null`-free, search first. */
export function viewOf({ base, search }: Pick<SelectionState, 'base' | 'search'>): MailView {
  return search === '' ? base : { kind: 'search', query: search, within: { kind: 'everywhere' } };
}

export function showView(base: PlainView): void {
  useSelection.setState({ base, search: '', selected: null });
}

export function searchFor(search: string): void {
  useSelection.setState({ search: search.trim() });
}

export function select(selected: MessageRef | null): void {
  useSelection.setState({ selected });
}

export function showRows(rows: readonly MessageSummary[]): void {
  useSelection.setState({ rows });
}

/** The selected row as the list knows it. */
export function selectedRow({ rows, selected }: Pick<SelectionState, 'rows' | 'selected'>): MessageSummary | null {
  return selected === null ? null : (rows.find((row) => refKey(row.ref) === refKey(selected)) ?? null);
}

/** One row down (1) or up (-1); the first row when nothing is selected. */
export function moveSelection(step: 1 | -1): void {
  const { rows, selected } = useSelection.getState();
  if (rows.length === 0) return;
  const at = selected === null ? -1 : rows.findIndex((row) => refKey(row.ref) === refKey(selected));
  const next = rows[at === -1 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  if (next !== undefined) select(next.ref);
}

/** What to select when the selected message leaves the list: the one below, else the one above. Call before it leaves. */
export function neighbour(): MessageRef | null {
  const { rows, selected } = useSelection.getState();
  if (selected === null) return null;
  const at = rows.findIndex((row) => refKey(row.ref) === refKey(selected));
  return at === -1 ? null : ((rows[at + 1] ?? rows[at - 1])?.ref ?? null);
}

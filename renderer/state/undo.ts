/** The last action that can be taken back. Shown for a while after it happened; Ctrl/Cmd+Z takes it back as long as it is shown. */
import { create } from 'zustand';
import type { Undo } from '../../shared/ipc.ts';
import { command } from '../api.ts';

interface UndoState {
  readonly offer: { readonly undo: readonly Undo[]; readonly text: string } | null;
}

export const useUndo = create<UndoState>(() => ({ offer: null }));

/** `text` says what was done, as a sentence: "Moved to Archive". */
export function offerUndo(undo: readonly Undo[], text: string): void {
  useUndo.setState({ offer: undo.length === 0 ? null : { undo, text } });
}

export function withdrawUndo(): void {
  useUndo.setState({ offer: null });
}

export async function takeBack(): Promise<void> {
  const { offer } = useUndo.getState();
  if (offer === null) return;
  withdrawUndo();
  await command('operation.undo', offer.undo);
}

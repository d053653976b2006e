/** What the composer was opened for. One composer at a time: opening another while one is open is refused by the caller. */
import { create } from 'zustand';
import type { ComposeRequest } from '../../shared/ipc.ts';
import type { MessageContent } from '../../shared/message.ts';

export type ComposeStart =
  | { readonly kind: 'new'; readonly request?: ComposeRequest }
  | { readonly kind: 'reply' | 'reply-all' | 'forward'; readonly content: MessageContent };

interface ComposeState {
  readonly start: ComposeStart | null;
}

export const useCompose = create<ComposeState>(() => ({ start: null }));

/** Opens the composer, unless one is open: its text must never be thrown away by a stray key or a mailto: link. */
export function openComposer(start: ComposeStart): void {
  if (useCompose.getState().start === null) useCompose.setState({ start });
}

export function closeComposer(): void {
  useCompose.setState({ start: null });
}

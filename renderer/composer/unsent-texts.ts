/** Texts being written, kept while the program runs: closing the composer by accident loses nothing. */
import { create } from 'zustand';
import type { Draft } from '../../shared/draft.ts';
import type { ComposeStart } from '../state/compose.ts';

interface UnsentState {
  readonly drafts: Readonly<Record<string, Draft>>;
}

export const useUnsentTexts = create<UnsentState>(() => ({ drafts: {} }));

/** The same for two openings that mean the same text: one new message, one answer of each kind to each message. */
export function textKey(start: ComposeStart): string {
  if (start.kind === 'new') return start.request === undefined ? 'new' : `new ${JSON.stringify(start.request)}`;
  const { accountId, mailboxId, messageId } = start.content.ref;
  return `${start.kind} ${accountId} ${mailboxId} ${messageId}`;
}

/** `before` is what was written so far, or what the composer started with. */
export function changeText(key: string, pristine: Draft, change: (before: Draft) => Partial<Draft>): void {
  useUnsentTexts.setState(({ drafts }) => {
    const before = drafts[key] ?? pristine;
    return { drafts: { ...drafts, [key]: { ...before, ...change(before) } } };
  });
}

export function forgetText(key: string): void {
  useUnsentTexts.setState(({ drafts }) => {
    const { [key]: _forgotten, ...others } = drafts;
    return { drafts: others };
  });
}

/** Something was typed or attached, and would be missed. The choice of the sender alone would not. */
export function isWorthKeeping(draft: Draft, pristine: Draft): boolean {
  const typed = (['to', 'cc', 'bcc', 'subject', 'text'] as const).some((field) => draft[field] !== pristine[field]);
  return typed || draft.attachments.length > 0;
}

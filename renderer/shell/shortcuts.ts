/** Binds the keys of the action table to the window. Typing is never a shortcut, and a dialog keeps its keys. */
import { useEffect } from 'react';
import { tinykeys } from 'tinykeys';
import { actionIds, actionOf, runAction } from './actions.ts';
import type { ActionId } from './actions.ts';

export function useShortcuts(enabled: boolean): void {
  useEffect(() => (enabled ? tinykeys(window, bindings()) : undefined), [enabled]);
}

function bindings(): Record<string, (event: KeyboardEvent) => void> {
  return Object.fromEntries(
    actionIds.flatMap((id) => (actionOf(id).keys ?? []).map((keys) => [keys, (event: KeyboardEvent) => press(event, id)])),
  );
}

function press(event: KeyboardEvent, id: ActionId): void {
  if (event.defaultPrevented || belongsElsewhere(event)) return;
  event.preventDefault();
  runAction(id);
}

function belongsElsewhere({ target, ctrlKey, metaKey, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (target.closest('[role=dialog],[role=alertdialog],[role=menu],[data-base-ui-portal]') !== null) return true;
  // Whatever has the focus uses these itself, or scrolls by them.
  if (key.startsWith('Arrow') || key === 'Enter') return target !== document.body;
  // The composer is a <dialog>: a letter pressed on one of its buttons is not meant for the message behind it.
  const typing = target.closest('input,textarea,select,[contenteditable=true],dialog') !== null;
  // Ctrl+K means nothing in a text field; Ctrl+Z there takes back typing.
  return typing && !((ctrlKey || metaKey) && key.toLowerCase() === 'k');
}

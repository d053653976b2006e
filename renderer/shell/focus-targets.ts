/** The three places the keyboard jumps to, by id: they are far apart in the tree, and there is one of each. */

export const searchId = 'search-mail';
export const listId = 'message-list';
export const messageId = 'open-message';

function focus(id: string): void {
  document.querySelector<HTMLElement>(`#${id}`)?.focus();
}

export function focusSearch(): void {
  focus(searchId);
}

export function focusList(): void {
  focus(listId);
}

export function listHasFocus(): boolean {
  return document.activeElement?.id === listId;
}

export function focusMessage(): void {
  focus(messageId);
}

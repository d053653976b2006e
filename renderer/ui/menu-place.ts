/** Where a menu opens: at the mouse, or at the element that was asked by key or button. */
import type { KeyboardEvent, MouseEvent } from 'react';

export interface MenuPlace {
  /** What the menu stands beside; for the mouse a point without extent. */
  readonly anchor: Element | { readonly getBoundingClientRect: () => DOMRect };
  /** Opened by key: its first item has the focus at once. */
  readonly byKeyboard: boolean;
}

/** Of a `contextmenu` event, in place of the browser's own menu. */
export function atPointer(event: MouseEvent): MenuPlace {
  event.preventDefault();
  const { clientX, clientY } = event;
  return { anchor: { getBoundingClientRect: () => new DOMRect(clientX, clientY, 0, 0) }, byKeyboard: false };
}

export function atElement(anchor: Element, byKeyboard: boolean): MenuPlace {
  return { anchor, byKeyboard };
}

/** Of a click: one without a count came from the keyboard (UI Events, `detail`). */
export function atButton(event: MouseEvent): MenuPlace {
  event.stopPropagation();
  return { anchor: event.currentTarget, byKeyboard: event.detail === 0 };
}

/** Some keyboards have a key for it; the others have Shift+F10. */
export function isMenuKey({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean {
  return key === 'ContextMenu' || (shiftKey && key === 'F10');
}

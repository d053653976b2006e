/** Whether the keyboard is what brought the focus into a frame: from inside it nothing is heard, and :focus-visible does not tell. */
import { useEffect, useState } from 'react';
import type { RefObject } from 'react';

export function useTabFocus(frame: RefObject<HTMLIFrameElement | null>): boolean {
  const [focused, setFocused] = useState(false);
  useEffect(() => {
    let tabbed = false;
    const listening = new AbortController();
    const options = { signal: listening.signal, capture: true };
    window.addEventListener('keydown', ({ key }) => (tabbed = key === 'Tab'), options);
    window.addEventListener('keyup', () => (tabbed = false), options);
    // The window loses the focus to the frame, and has it again when the focus comes out.
    window.addEventListener('blur', () => setFocused(tabbed && document.activeElement === frame.current), { signal: listening.signal });
    window.addEventListener('focus', () => setFocused((tabbed = false)), { signal: listening.signal });
    return () => listening.abort();
  }, [frame]);
  return focused;
}

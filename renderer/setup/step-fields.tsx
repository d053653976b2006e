import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import styles from './setup.module.css';

/** The fields of one step (give it the step as key). The keyboard goes on in the first of them; while busy none can be changed. */
export function StepFields({ busy, children }: { readonly busy: boolean; readonly children: ReactNode }) {
  const fields = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (busy) return undefined;
    // A frame later: a radio group knows its members only after its own effects.
    const frame = requestAnimationFrame(() => focusFirst(fields.current));
    return () => cancelAnimationFrame(frame);
  }, [busy]);
  return (
    <div className={styles.scroll} ref={fields} inert={busy}>
      {children}
    </div>
  );
}

/** The chosen answer, or the first field. */
function focusFirst(fields: HTMLElement | null): void {
  // Somebody quicker than a frame is already writing.
  if (fields?.contains(document.activeElement)) return;
  fields?.querySelector<HTMLElement>('[role=radio][aria-checked=true], input:not([type=radio])')?.focus();
}

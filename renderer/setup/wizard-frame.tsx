import { Dialog } from '@base-ui/react/dialog';
import type { ReactNode } from 'react';
import styles from './setup.module.css';

interface WizardFrameProps {
  readonly title: string;
  /** Over the program as a dialog; else the whole window, since there is nothing else yet. */
  readonly over: boolean;
  readonly onEscape: () => void;
  readonly children: ReactNode;
}

/** What the wizard stands in. A click outside does nothing: what was typed must not vanish by a slip of the mouse. */
export function WizardFrame({ title, over, onEscape, children }: WizardFrameProps) {
  if (!over) {
    return (
      <main aria-label={title} className={styles.window}>
        {children}
      </main>
    );
  }
  return (
    <Dialog.Root open disablePointerDismissal onOpenChange={(open) => (open ? undefined : onEscape())}>
      <Dialog.Portal>
        <Dialog.Backdrop className={styles.backdrop} />
        <Dialog.Popup aria-label={title} className={styles.popup} initialFocus={false}>
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/**
 * Modal dialogs.
 * `<Dialog open title="..." onClose={...} actions={<Button .../>}>...</Dialog>`: named by its title; Escape and a click
 * outside call onClose. `kind="alert"` is for a consequence that must be answered (role alertdialog, no click outside).
 * `size`: small (a question), medium (a form), large (wizard, composer), wide (a list that fills it from edge to edge). `bare` leaves out title bar and padding.
 */
import { AlertDialog } from '@base-ui/react/alert-dialog';
import { Dialog as Plain } from '@base-ui/react/dialog';
import { clsx } from 'clsx';
import { X } from 'lucide-react';
import type { ReactNode, RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './dialog.module.css';

interface DialogProps {
  readonly open: boolean;
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly description?: ReactNode;
  readonly actions?: ReactNode;
  readonly kind?: 'dialog' | 'alert';
  readonly size?: 'small' | 'medium' | 'large' | 'wide';
  readonly bare?: boolean;
  /** What gets the focus at first; else the first thing that can have it. */
  readonly initialFocus?: RefObject<HTMLElement | null>;
}

export function Dialog(props: DialogProps) {
  const { open, title, onClose, children, description, actions, kind = 'dialog', size = 'small', bare = false, initialFocus } = props;
  const { t } = useTranslation();
  const Base = kind === 'alert' ? AlertDialog : Plain;
  return (
    <Base.Root open={open} onOpenChange={(next) => (next ? undefined : onClose())}>
      <Base.Portal>
        <Base.Backdrop className={styles.backdrop} />
        <Base.Popup className={clsx(styles.popup, styles[size])} {...(initialFocus === undefined ? {} : { initialFocus })}>
          {bare ? (
            <Base.Title className="visually-hidden">{title}</Base.Title>
          ) : (
            <header className={styles.header}>
              <Base.Title className={styles.title}>{title}</Base.Title>
              {kind === 'alert' ? null : (
                <Base.Close className={styles.close} aria-label={t('ui.close')}>
                  <X aria-hidden="true" />
                </Base.Close>
              )}
            </header>
          )}
          <div className={clsx(styles.body, bare && styles.bare)}>
            {description === undefined ? null : <Base.Description className={styles.description}>{description}</Base.Description>}
            {children}
          </div>
          {actions === undefined ? null : <footer className={styles.actions}>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

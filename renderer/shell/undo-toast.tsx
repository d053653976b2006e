/** What just happened, with a way back, for eight seconds, at the foot of the sidebar; it stays while the mouse or the focus is on it. */
import { Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { undoLast } from '../state/mail-actions.ts';
import { useUndo, withdrawUndo } from '../state/undo.ts';
import { Button } from '../ui/button.tsx';
import { Keys } from '../ui/keys.tsx';
import styles from './undo-toast.module.css';

const shownFor = 8000;

export function UndoToast() {
  const { t } = useTranslation();
  const offer = useUndo((state) => state.offer);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (offer === null || held) return undefined;
    const timer = setTimeout(withdrawUndo, shownFor);
    return () => clearTimeout(timer);
  }, [offer, held]);
  if (offer === null) return null;
  const hold = () => setHeld(true);
  const release = () => setHeld(false);
  return (
    <div className={styles.toast} onMouseEnter={hold} onMouseLeave={release} onFocus={hold} onBlur={release}>
      <span className={styles.text}>{offer.text}</span>
      <Button
        look="quiet"
        icon={<Undo2 aria-hidden="true" />}
        className={styles.button}
        onClick={() => {
          release();
          void undoLast();
        }}
      >
        {t('done.undo')}
        <Keys keys="Ctrl Z" />
      </Button>
    </div>
  );
}

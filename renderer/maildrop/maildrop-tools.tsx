/** Above the rows: what is picked, what can be marked for it, and what is shown. */
import { CloudOff, Download, Pin, RefreshCw, Undo2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MaildropChoice, MaildropEntry } from '../../shared/maildrop.ts';
import { count } from '../strings/sizes.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Spinner } from '../ui/spinner.tsx';
import { amountOf, choicesFor } from './maildrop-marks.ts';
import type { Marks } from './maildrop-marks.ts';
import { inWords } from './maildrop-words.ts';
import styles from './maildrop.module.css';

interface MaildropToolsProps {
  readonly rows: readonly MaildropEntry[];
  readonly marks: Marks;
  readonly picked: readonly MaildropEntry[];
  readonly onlyNew: boolean;
  readonly newOnes: number;
  readonly looking: boolean;
  readonly onAll: () => void;
  readonly onMark: (choice: MaildropChoice | null) => void;
  readonly onOnlyNew: (onlyNew: boolean) => void;
  readonly onLook: () => void;
}

const marksOffered = [
  ['fetch', Download],
  ['remove', CloudOff],
  ['leave', Pin],
] as const;

export function MaildropTools(props: MaildropToolsProps) {
  const { rows, marks, picked, onlyNew, newOnes, onAll, onMark, looking, onOnlyNew, onLook } = props;
  const { t } = useTranslation();
  const pickable = rows.filter(({ uidl }) => uidl !== null).length;
  const all = picked.length > 0 && picked.length === pickable;
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (box.current !== null) box.current.indeterminate = picked.length > 0 && !all;
  }, [picked.length, all]);
  return (
    <div className={styles.tools}>
      <input
        ref={box}
        type="checkbox"
        className={styles.box}
        aria-label={t('maildrop.selectAll')}
        checked={all}
        disabled={pickable === 0}
        onChange={onAll}
      />
      <span className={styles.picked} role="status">
        {picked.length === 0 ? t('maildrop.nothingSelected') : t('maildrop.selected', inWords(amountOf(picked)))}
      </span>
      {picked.length === 0 ? null : (
        <div className={styles.marks}>
          {marksOffered.map(([choice, Icon]) => (
            <Button
              key={choice}
              icon={<Icon aria-hidden="true" />}
              disabled={!picked.some((entry) => choicesFor(entry).includes(choice))}
              onClick={() => onMark(choice)}
            >
              {t(`maildrop.do.${choice}`)}
            </Button>
          ))}
          {picked.some(({ uidl }) => uidl !== null && marks.has(uidl)) ? (
            <Button look="quiet" icon={<Undo2 aria-hidden="true" />} onClick={() => onMark(null)}>
              {t('maildrop.do.none')}
            </Button>
          ) : null}
        </div>
      )}
      <label className={styles.filter}>
        <input type="checkbox" className={styles.box} checked={onlyNew} onChange={(event) => onOnlyNew(event.target.checked)} />
        {t('maildrop.onlyNew')}
        <span className={styles.number} aria-hidden="true">
          {count(newOnes)}
        </span>
      </label>
      <IconButton
        label={t('maildrop.lookAgain')}
        icon={looking ? <Spinner /> : <RefreshCw aria-hidden="true" />}
        disabled={looking}
        onClick={onLook}
      />
    </div>
  );
}

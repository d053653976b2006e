/** Under the rows: everything that is marked, picked or not, shown or not, with the button that carries it out. */
import { useTranslation } from 'react-i18next';
import type { MaildropEntry } from '../../shared/maildrop.ts';
import { Button } from '../ui/button.tsx';
import { amountOf, marked } from './maildrop-marks.ts';
import type { Marks } from './maildrop-marks.ts';
import { inWords } from './maildrop-words.ts';
import styles from './maildrop.module.css';

interface MaildropFooterProps {
  readonly entries: readonly MaildropEntry[];
  readonly marks: Marks;
  readonly busy: boolean;
  readonly onClose: () => void;
  readonly onApply: () => void;
}

export function MaildropFooter({ entries, marks, busy, onClose, onApply }: MaildropFooterProps) {
  const { t } = useTranslation();
  const groups = (['fetch', 'remove', 'leave'] as const).flatMap((mark) => {
    const amount = amountOf(marked(entries, marks, mark));
    return amount.messages === 0 ? [] : [{ mark, words: t(`maildrop.marks.${mark}`, inWords(amount)) }];
  });
  return (
    <footer className={styles.footer}>
      <p className={styles.summary} role="status">
        {groups.length === 0 ? t('maildrop.marks.none') : null}
        {groups.map(({ mark, words }) => (
          <span key={mark} data-mark={mark}>
            {words}
          </span>
        ))}
      </p>
      <Button onClick={onClose}>{t(groups.length === 0 ? 'ui.close' : 'ui.cancel')}</Button>
      <Button look="primary" disabled={busy || groups.length === 0} onClick={onApply}>
        {t(groups.some(({ mark }) => mark === 'remove') ? 'maildrop.applyAsking' : 'maildrop.apply')}
      </Button>
    </footer>
  );
}

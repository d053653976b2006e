/** What the look cannot show or do, and why. */
import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MaildropLook } from '../../shared/maildrop.ts';
import { count } from '../strings/sizes.ts';
import styles from './maildrop.module.css';

export function MaildropNotes({ look, server }: { readonly look: MaildropLook; readonly server: string }) {
  const { t } = useTranslation();
  const nameless = look.entries.filter(({ uidl }) => uidl === null).length;
  const blind = look.entries.some(({ head }) => head === null);
  const notes = [
    ...(nameless === 0 ? [] : [t('maildrop.noIds', { count: nameless, messages: count(nameless), server })]),
    ...(blind ? [t('maildrop.noHeads', { asked: count(look.headsAsked) })] : []),
  ];
  return notes.map((note) => (
    <p key={note} className={styles.note}>
      <Info aria-hidden="true" />
      {note}
    </p>
  ));
}

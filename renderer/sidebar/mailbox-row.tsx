/** A mailbox's line in the tree: sign, name, unread count. Read aloud as one text: "Inbox, 3 unread". */
import { clsx } from 'clsx';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../strings/sizes.ts';
import styles from './sidebar.module.css';

interface MailboxRowProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly unread: number;
  /** Hidden, and shown only for what is below it. */
  readonly faint?: boolean;
  /** Its button takes the place of the count while the mouse is on the row. */
  readonly hasMenu?: boolean;
}

export function MailboxRow({ icon, name, unread, faint = false, hasMenu = false }: MailboxRowProps) {
  const { t } = useTranslation();
  return (
    <>
      <span className="visually-hidden">{unread === 0 ? name : t('sidebar.unread', { name, count: unread })}</span>
      <span className={clsx(styles.mailbox, faint && styles.faint)} aria-hidden="true">
        {icon}
        <span className={styles.mailboxName} title={name}>
          {name}
        </span>{' '}
        {/* The space: read without it, "Inbox" and "3" are another word than the row's name. */}
        {unread === 0 ? null : <span className={clsx(styles.unread, hasMenu && styles.makesRoom)}>{count(unread)}</span>}
      </span>
    </>
  );
}

/** A mailbox's line in the tree: sign, name, unread count. Read aloud as one text: "Inbox, 3 unread". */
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { count } from '../strings/sizes.ts';
import styles from './sidebar.module.css';

interface MailboxRowProps {
  readonly icon: ReactNode;
  readonly name: string;
  readonly unread: number;
}

export function MailboxRow({ icon, name, unread }: MailboxRowProps) {
  const { t } = useTranslation();
  return (
    <>
      <span className="visually-hidden">{unread === 0 ? name : t('sidebar.unread', { name, count: unread })}</span>
      <span className={styles.mailbox} aria-hidden="true">
        {icon}
        <span className={styles.mailboxName} title={name}>
          {name}
        </span>
        {unread === 0 ? null : <span className={styles.unread}>{count(unread)}</span>}
      </span>
    </>
  );
}

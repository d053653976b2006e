/** Mailboxes on the left: new mail to write, all inboxes, each account with its storage and its mailboxes. */
import { HardDrive, Inbox, PenLine, Plus, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { runAction } from '../shell/actions.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { allInboxes, showView, useSelection } from '../state/selection.ts';
import { showSurface, useWindow } from '../state/window.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { UndoToast } from '../shell/undo-toast.tsx';
import { AccountItem } from './account-item.tsx';
import { mailboxKey } from './mailbox-item.tsx';
import { MailboxRow } from './mailbox-row.tsx';
import { mailboxGroups } from './mailbox-tree.ts';
import { TreeItem } from './tree-item.tsx';
import styles from './sidebar.module.css';

export function Sidebar() {
  const { t } = useTranslation();
  const surface = useWindow((state) => state.surface);
  return (
    <nav className={styles.sidebar} aria-label={t('sidebar.title')}>
      <div className={styles.top}>
        <Button look="primary" icon={<PenLine aria-hidden="true" />} className={styles.compose} onClick={() => runAction('compose')}>
          {t('sidebar.newMessage')}
        </Button>
        <IconButton label={t('sidebar.checkMail')} icon={<RefreshCw aria-hidden="true" />} onClick={() => runAction('checkMail')} />
      </div>
      <MailboxesTree />
      <UndoToast />
      <div className={styles.bottom}>
        <Button
          look="quiet"
          icon={<HardDrive aria-hidden="true" />}
          aria-pressed={surface === 'storage'}
          onClick={() => showSurface(surface === 'storage' ? 'mail' : 'storage')}
        >
          {t('sidebar.storage')}
        </Button>
        <IconButton label={t('sidebar.addAccount')} icon={<Plus aria-hidden="true" />} side="top" onClick={() => runAction('addAccount')} />
      </div>
    </nav>
  );
}

function MailboxesTree() {
  const { t } = useTranslation();
  const accounts = useLiveQuery('account.list').data ?? [];
  const mailboxes = useLiveQuery('mailbox.list').data ?? [];
  const storage = useLiveQuery('storage.list').data ?? [];
  const statuses = useLiveQuery('account.statuses').data ?? [];
  const base = useSelection((state) => state.base);
  const selected = base.kind === 'mailbox' ? mailboxKey(base.accountId, base.mailboxId) : '';
  const unread = mailboxes.filter(({ role }) => role === 'inbox').reduce((sum, mailbox) => sum + mailbox.unread, 0);
  const choose = () => {
    showView(allInboxes);
    showSurface('mail');
  };
  return (
    <ul role="tree" aria-label={t('sidebar.title')} className={styles.tree}>
      <TreeItem
        name={t('sidebar.allInboxes')}
        level={1}
        selected={base.kind === 'role'}
        tabbable
        onChoose={choose}
        row={<MailboxRow icon={<Inbox aria-hidden="true" />} name={t('sidebar.allInboxes')} unread={unread} />}
      />
      {accounts.map((account) => (
        <AccountItem
          key={account.id}
          account={account}
          groups={mailboxGroups(mailboxes, account.id)}
          storage={storage.find(({ accountId }) => accountId === account.id)}
          status={statuses.find(({ accountId }) => accountId === account.id)}
          selected={selected}
        />
      ))}
    </ul>
  );
}

/** What can be done with the open message. Delete says beforehand what happens where. */
import { Archive, Ellipsis, Forward, Mail, MailOpen, Reply, ReplyAll, Star, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account } from '../../shared/account.ts';
import type { MailboxRole } from '../../shared/mailbox.ts';
import { flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { MessageContent } from '../../shared/message.ts';
import { actions, runAction } from '../shell/actions.ts';
import { toggleSeen, toggleStar } from '../state/mail-actions.ts';
import { openMenu, useMenu } from '../state/menu.ts';
import { atButton } from '../ui/menu-place.ts';
import { IconButton } from '../ui/button.tsx';
import { deleteConsequence } from './delete-consequence.ts';
import { deleteWords } from './delete-words.ts';
import styles from './message-toolbar.module.css';

interface MessageToolbarProps {
  readonly content: MessageContent;
  readonly account: Account;
  readonly role: MailboxRole | null;
}

type ToolId = 'reply' | 'replyAll' | 'forward' | 'archive' | 'delete';

export function MessageToolbar({ content, account, role }: MessageToolbarProps) {
  const { t } = useTranslation();
  const unread = !content.flags.includes(seenFlag);
  const starred = content.flags.includes(flaggedFlag);
  const menuOpen = useMenu(({ open }) => open?.subject.kind === 'message' && open.subject.more);
  const consequence = deleteWords(t, deleteConsequence(account, role, content.place));
  return (
    <div className={styles.toolbar}>
      <div className={styles.group}>
        <Tool id="reply" icon={<Reply aria-hidden="true" />} />
        <Tool id="replyAll" icon={<ReplyAll aria-hidden="true" />} />
        <Tool id="forward" icon={<Forward aria-hidden="true" />} />
      </div>
      <div className={styles.group}>
        {role === 'archive' ? null : <Tool id="archive" icon={<Archive aria-hidden="true" />} hint={t('message.archiveHint')} />}
        <Tool id="delete" icon={<Trash2 aria-hidden="true" />} hint={consequence} />
      </div>
      <div className={styles.group}>
        <IconButton
          label={t(unread ? 'message.markRead' : 'message.markUnread')}
          icon={unread ? <MailOpen aria-hidden="true" /> : <Mail aria-hidden="true" />}
          keys="U"
          onClick={() => void toggleSeen(content.ref, content.flags)}
        />
        <IconButton
          label={t(starred ? 'message.unstar' : 'message.star')}
          icon={<Star aria-hidden="true" className={starred ? styles.starred : undefined} />}
          keys="S"
          onClick={() => void toggleStar(content.ref, content.flags)}
        />
        <IconButton
          label={t('message.more')}
          icon={<Ellipsis aria-hidden="true" />}
          aria-haspopup="menu"
          aria-expanded={menuOpen}
          onClick={(event) =>
            openMenu({ kind: 'message', ref: content.ref, subject: content.envelope.subject, more: true }, atButton(event))
          }
        />
      </div>
    </div>
  );
}

function Tool({ id, icon, hint }: { readonly id: ToolId; readonly icon: ReactNode; readonly hint?: string }) {
  const { t } = useTranslation();
  const { label, shown } = actions[id];
  return <IconButton label={t(label)} icon={icon} keys={shown} hint={hint} onClick={() => runAction(id)} />;
}

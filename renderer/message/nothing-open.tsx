/**
 * The right pane while no message is open: what waits in the list, and the keys that go on from here. Nothing is opened
 * unasked, since opening a message marks it as read.
 */
import { MailOpen } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { actions } from '../shell/actions.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { useSelection } from '../state/selection.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { Keys } from '../ui/keys.tsx';
import styles from './nothing-open.module.css';

const offered = ['next', 'compose', 'palette', 'help'] as const;

export function NothingOpen() {
  const { t } = useTranslation();
  const base = useSelection((state) => state.base);
  const mailboxes = useLiveQuery('mailbox.list').data?.filter((mailbox) =>
    base.kind === 'role' ? mailbox.role === base.role : mailbox.accountId === base.accountId && mailbox.id === base.mailboxId,
  );
  const count = mailboxes?.reduce((sum, { unread }) => sum + unread, 0);
  return (
    <EmptyState icon={<MailOpen />} title={t('message.none')}>
      {count === undefined ? null : <p>{count === 0 ? t('message.noneUnread') : t('message.someUnread', { count })}</p>}
      <ul className={styles.keys}>
        {offered.map((id) => (
          <li key={id}>
            <Keys keys={actions[id].shown} />
            {t(actions[id].label)}
          </li>
        ))}
      </ul>
    </EmptyState>
  );
}

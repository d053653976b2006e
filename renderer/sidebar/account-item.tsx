/** One account in the tree: its address, where its mail lives, how full that is, and its mailboxes below. */
import { CloudOff } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Account, AccountStatus } from '../../shared/account.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { openMenu, useMenu } from '../state/menu.ts';
import { useNow } from '../state/now.ts';
import { StorageMeter } from '../storage/storage-meter.tsx';
import { StorageHint } from '../storage/storage-hint.tsx';
import { whereWords } from '../storage/storage-words.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import { MailboxItem } from './mailbox-item.tsx';
import { MailboxGroupItem } from './mailbox-group-item.tsx';
import type { MailboxGroup } from './mailbox-tree.ts';
import { TreeItem } from './tree-item.tsx';
import styles from './sidebar.module.css';

interface AccountItemProps {
  readonly account: Account;
  readonly groups: readonly MailboxGroup[];
  readonly storage: AccountStorage | undefined;
  readonly status: AccountStatus | undefined;
  readonly selected: string;
}

export function AccountItem({ account, groups, storage, status, selected }: AccountItemProps) {
  const { t } = useTranslation();
  const now = useNow();
  const [expanded, setExpanded] = useState(true);
  const id = useId();
  const { address } = account.identity;
  const menuOpen = useMenu(({ open }) => open?.subject.kind === 'account' && open.subject.accountId === account.id);
  const toggle = () => setExpanded(!expanded);
  return (
    <TreeItem
      name={address}
      labelledBy={`${id}-address ${id}-where`}
      level={1}
      look="account"
      tabbable={false}
      expanded={expanded}
      onToggle={toggle}
      onChoose={toggle}
      menu={{
        label: t('mailbox.more', { name: address }),
        open: menuOpen,
        onOpen: (place) => openMenu({ kind: 'account', accountId: account.id }, place),
      }}
      row={
        <span className={styles.account}>
          <span className={styles.accountName}>
            <span id={`${id}-address`} className={styles.address} title={address}>
              {address}
            </span>
            {status?.connection.state === 'offline' ? (
              <Tooltip text={status.connection.failure.text} side="right">
                <span className={styles.offline}>
                  <CloudOff aria-hidden="true" />
                  <span className="visually-hidden">{t('status.offline')}</span>
                </span>
              </Tooltip>
            ) : null}
          </span>
          {/* Without it the two lines are one word to whatever reads the text. */}{' '}
          {storage === undefined ? null : (
            <Tooltip text={<StorageHint storage={storage} now={now} />} side="right">
              <span className={styles.storage}>
                <span id={`${id}-where`} className={styles.where}>
                  {whereWords(t, storage)}
                </span>
                <StorageMeter storage={storage} address={address} />
              </span>
            </Tooltip>
          )}
        </span>
      }
    >
      {groups.map(({ namespace, nodes }) =>
        namespace === 'personal' ? (
          nodes.map((node) => <MailboxItem key={node.mailbox.id} node={node} level={2} selected={selected} />)
        ) : (
          <MailboxGroupItem key={namespace} namespace={namespace} nodes={nodes} selected={selected} />
        ),
      )}
    </TreeItem>
  );
}

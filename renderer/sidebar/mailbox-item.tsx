/** One mailbox in the tree, with those below it; messages can be dropped on it. */
import { useState } from 'react';
import type { DragEvent } from 'react';
import type { Mailbox, MailboxRef } from '../../shared/mailbox.ts';
import { useTranslation } from 'react-i18next';
import { mailboxRef } from '../state/mailbox-actions.ts';
import { openMenu, useMenu } from '../state/menu.ts';
import { carriesMessage, readDrag } from '../state/message-drag.ts';
import { moveMessage } from '../state/mail-actions.ts';
import { showView } from '../state/selection.ts';
import { showSurface } from '../state/window.ts';
import { MailboxIcon } from './mailbox-icon.tsx';
import { MailboxRow } from './mailbox-row.tsx';
import type { MailboxNode } from './mailbox-tree.ts';
import { TreeItem } from './tree-item.tsx';

interface MailboxItemProps {
  readonly node: MailboxNode;
  readonly level: number;
  /** Key of the selected item, see mailboxKey. */
  readonly selected: string;
}

/** What tells mailboxes apart in the whole tree. */
export function mailboxKey(accountId: string, mailboxId: number): string {
  return `${accountId}/${mailboxId}`;
}

function isMailbox({ accountId, id }: Mailbox, ref: MailboxRef): boolean {
  return ref.accountId === accountId && ref.mailboxId === id;
}

export function MailboxItem({ node: { mailbox, children }, level, selected }: MailboxItemProps) {
  const { t } = useTranslation();
  const [expanded, setExpanded] = useState(true);
  const [dropping, setDropping] = useState(false);
  const isSelected = mailboxKey(mailbox.accountId, mailbox.id) === selected;
  const menuOpen = useMenu(({ open }) => open?.subject.kind === 'mailbox' && isMailbox(mailbox, open.subject.mailbox));
  const toggle = () => setExpanded(!expanded);
  const choose = () => {
    if (!mailbox.selectable) return toggle();
    showView({ kind: 'mailbox', accountId: mailbox.accountId, mailboxId: mailbox.id });
    showSurface('mail');
  };
  const onDragOver = (event: DragEvent) => {
    if (!mailbox.selectable || !carriesMessage(event.dataTransfer)) return;
    event.preventDefault();
    setDropping(true);
  };
  const onDrop = (event: DragEvent) => {
    setDropping(false);
    const ref = readDrag(event.dataTransfer);
    if (ref === null || ref.accountId !== mailbox.accountId || ref.mailboxId === mailbox.id) return;
    event.preventDefault();
    void moveMessage(ref, mailbox);
  };
  return (
    <TreeItem
      name={mailbox.name}
      level={level}
      selected={isSelected}
      tabbable={isSelected}
      expanded={children.length === 0 ? undefined : expanded}
      onToggle={toggle}
      onChoose={choose}
      dropping={dropping}
      menu={{
        label: t('mailbox.more', { name: mailbox.name }),
        open: menuOpen,
        onOpen: (place) => openMenu({ kind: 'mailbox', mailbox: mailboxRef(mailbox) }, place),
      }}
      onDragOver={onDragOver}
      onDragLeave={() => setDropping(false)}
      onDrop={onDrop}
      row={
        <MailboxRow
          icon={<MailboxIcon role={mailbox.role} />}
          name={mailbox.name}
          unread={mailbox.unread}
          faint={!mailbox.subscribed}
          hasMenu
        />
      }
    >
      {children.length === 0
        ? undefined
        : children.map((child) => <MailboxItem key={child.mailbox.id} node={child} level={level + 1} selected={selected} />)}
    </TreeItem>
  );
}

/** The heading over mailboxes that belong to somebody else, with them below it. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MailboxNamespace } from '../../shared/mailbox.ts';
import { MailboxItem } from './mailbox-item.tsx';
import type { MailboxNode } from './mailbox-tree.ts';
import { TreeItem } from './tree-item.tsx';

interface MailboxGroupItemProps {
  readonly namespace: Exclude<MailboxNamespace, 'personal'>;
  readonly nodes: readonly MailboxNode[];
  readonly selected: string;
}

export function MailboxGroupItem({ namespace, nodes, selected }: MailboxGroupItemProps) {
  const { t } = useTranslation();
  const [expanded, setExpanded] = useState(true);
  const name = t(namespace === 'shared' ? 'mailbox.shared' : 'mailbox.otherUsers');
  const toggle = () => setExpanded(!expanded);
  return (
    <TreeItem name={name} level={2} look="heading" tabbable={false} expanded={expanded} onToggle={toggle} onChoose={toggle} row={name}>
      {nodes.map((node) => (
        <MailboxItem key={node.mailbox.id} node={node} level={3} selected={selected} />
      ))}
    </TreeItem>
  );
}

/** Another parent for a mailbox. */
import { FolderTree } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Mailbox, MailboxRef } from '../../shared/mailbox.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MailFailure } from '../../shared/failure.ts';
import { Refused } from '../shell/refused.tsx';
import { MailboxIcon } from '../sidebar/mailbox-icon.tsx';
import { moveMailbox } from '../state/mailbox-actions.ts';
import { closeDialog } from '../state/window.ts';
import { PickList } from '../ui/pick-list.tsx';
import type { PickEntry } from '../ui/pick-list.tsx';
import { inTreeOrder } from '../sidebar/mailbox-tree.ts';
import { parentOf, parentsFor } from './mailbox-rules.ts';
import { parentWords } from './mailbox-words.ts';
import { useOneMailbox } from './use-mailbox.ts';

export function MoveMailboxDialog({ target }: { readonly target: MailboxRef }) {
  const { t } = useTranslation();
  const facts = useOneMailbox(target);
  const [failure, setFailure] = useState<MailFailure | null>(null);
  if (facts === undefined) return null;
  const { mailbox, mailboxes } = facts;
  const move = async (parent: Mailbox | null) => {
    try {
      await moveMailbox(mailbox, parent);
      closeDialog();
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  const top: PickEntry = { key: 'top', label: t('mailbox.top'), icon: <FolderTree aria-hidden="true" />, run: () => void move(null) };
  const parents = parentsFor(mailbox, inTreeOrder(mailboxes)).map((parent) => ({
    key: parent.path,
    label: parent.name,
    before: parentWords(parent, mailboxes),
    icon: <MailboxIcon role={parent.role} />,
    run: () => void move(parent),
  }));
  return (
    <PickList
      title={t('mailbox.moveLabel', { name: mailbox.name })}
      placeholder={t('mailbox.moveSearch', { name: mailbox.name })}
      none={t('mailbox.moveNone')}
      entries={parentOf(mailbox, mailboxes) === undefined ? parents : [top, ...parents]}
      onClose={closeDialog}
    >
      <Refused failure={failure} />
    </PickList>
  );
}

/** A new mailbox, and another name for one. */
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../shared/account.ts';
import type { MailboxId, MailboxRef } from '../../shared/mailbox.ts';
import { createMailbox, renameMailbox } from '../state/mailbox-actions.ts';
import { childrenOf, parentOf } from './mailbox-rules.ts';
import { accountWhere } from './mailbox-words.ts';
import { NameForm } from './name-form.tsx';
import { useMailboxFacts, useOneMailbox } from './use-mailbox.ts';

interface NewMailboxDialogProps {
  readonly accountId: AccountId;
  readonly parentId: MailboxId | null;
}

export function NewMailboxDialog({ accountId, parentId }: NewMailboxDialogProps) {
  const { t } = useTranslation();
  const facts = useMailboxFacts(accountId, parentId);
  if (facts === undefined) return null;
  const { account, mailbox: parent, mailboxes } = facts;
  const where = accountWhere(t, account);
  return (
    <NameForm
      title={t('mailbox.newTitle')}
      description={
        parent === null
          ? t('mailbox.newAtTop', { address: account.identity.address, where })
          : t('mailbox.newIn', { parent: parent.name, where })
      }
      confirm={t('mailbox.make')}
      name=""
      delimiter={(parent ?? mailboxes[0])?.delimiter ?? null}
      siblings={childrenOf(parent, mailboxes)}
      onName={(name) => createMailbox(accountId, parent, name)}
    />
  );
}

export function RenameMailboxDialog({ target }: { readonly target: MailboxRef }) {
  const { t } = useTranslation();
  const facts = useOneMailbox(target);
  if (facts === undefined) return null;
  const { account, mailbox, mailboxes } = facts;
  const parent = parentOf(mailbox, mailboxes) ?? null;
  return (
    <NameForm
      title={t('mailbox.renameTitle', { name: mailbox.name })}
      description={t(account.kind === 'imap' ? 'mailbox.renameText' : 'mailbox.renameTextHere')}
      confirm={t('mailbox.renameDo')}
      name={mailbox.name}
      delimiter={mailbox.delimiter}
      siblings={childrenOf(parent, mailboxes).filter(({ id }) => id !== mailbox.id)}
      onName={async (name) => (name === mailbox.name ? undefined : renameMailbox(mailbox, parent, name))}
    />
  );
}

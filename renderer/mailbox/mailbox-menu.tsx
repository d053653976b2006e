/** What can be done with one mailbox. What makes no sense for it is left out; what does but not now is there, greyed. */
import { CloudDownload, Eraser, Eye, EyeOff, FolderInput, FolderPlus, PencilLine, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailboxRef } from '../../shared/mailbox.ts';
import { keepOffline, showMailbox } from '../state/mailbox-actions.ts';
import { openDialog } from '../state/window.ts';
import { MenuChoice, MenuItem, MenuSeparator } from '../ui/menu.tsx';
import { canEmpty, canHide, canRename, offlineKey, offlineKeys, offlinePolicyOf } from './mailbox-rules.ts';
import { offlineWords } from './mailbox-words.ts';
import { useOneMailbox } from './use-mailbox.ts';

export function MailboxMenu({ target }: { readonly target: MailboxRef }) {
  const { t } = useTranslation();
  const facts = useOneMailbox(target);
  if (facts === undefined) return null;
  const { account, mailbox } = facts;
  const { subscribed } = mailbox;
  const imap = account.kind === 'imap';
  const offline = offlineKey(mailbox.offline);
  const renamable = canRename(mailbox);
  return (
    <>
      <MenuItem
        label={t('mailbox.new')}
        icon={<FolderPlus aria-hidden="true" />}
        onChoose={() => openDialog({ kind: 'new-mailbox', accountId: account.id, parentId: mailbox.id })}
      />
      {renamable ? (
        <>
          <MenuItem
            label={t('mailbox.rename')}
            icon={<PencilLine aria-hidden="true" />}
            onChoose={() => openDialog({ kind: 'rename-mailbox', mailbox: target })}
          />
          <MenuItem
            label={t('mailbox.move')}
            icon={<FolderInput aria-hidden="true" />}
            onChoose={() => openDialog({ kind: 'move-mailbox', mailbox: target })}
          />
        </>
      ) : null}
      {imap && (mailbox.selectable || canHide(mailbox)) ? <MenuSeparator /> : null}
      {imap && mailbox.selectable ? (
        <MenuChoice
          label={t('mailbox.offline')}
          icon={<CloudDownload aria-hidden="true" />}
          value={offline}
          options={offlineKeys(offline).map((key) => ({ value: key, label: offlineWords(t, key) }))}
          onChoose={(key) => void keepOffline(mailbox, offlinePolicyOf(key))}
        />
      ) : null}
      {imap && canHide(mailbox) ? (
        <MenuItem
          label={t(subscribed ? 'mailbox.hide' : 'mailbox.show')}
          icon={subscribed ? <EyeOff aria-hidden="true" /> : <Eye aria-hidden="true" />}
          onChoose={() => void showMailbox(mailbox, !subscribed)}
        />
      ) : null}
      {canEmpty(mailbox) || renamable ? <MenuSeparator /> : null}
      {canEmpty(mailbox) ? (
        <MenuItem
          label={t('mailbox.empty', { name: mailbox.name })}
          icon={<Eraser aria-hidden="true" />}
          danger
          disabled={mailbox.total === 0}
          onChoose={() => openDialog({ kind: 'empty-mailbox', mailbox: target })}
        />
      ) : null}
      {renamable ? (
        <MenuItem
          label={t('mailbox.remove')}
          icon={<Trash2 aria-hidden="true" />}
          danger
          onChoose={() => openDialog({ kind: 'remove-mailbox', mailbox: target })}
        />
      ) : null}
    </>
  );
}

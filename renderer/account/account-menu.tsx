/** What can be done with an account as a whole. */
import { CirclePause, CirclePlay, CloudDownload, Eye, FolderPlus, Settings2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../shared/account.ts';
import { pauseDownload } from '../state/account-actions.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { openDialog } from '../state/window.ts';
import { MenuItem, MenuSeparator } from '../ui/menu.tsx';

export function AccountMenu({ accountId }: { readonly accountId: AccountId }) {
  const { t } = useTranslation();
  const account = useLiveQuery('account.list').data?.find(({ id }) => id === accountId);
  const status = useLiveQuery('account.statuses').data?.find((each) => each.accountId === accountId);
  if (account === undefined) return null;
  const paused = status?.downloadPaused === true;
  return (
    <>
      <MenuItem
        label={t('mailbox.new')}
        icon={<FolderPlus aria-hidden="true" />}
        onChoose={() => openDialog({ kind: 'new-mailbox', accountId, parentId: null })}
      />
      {account.kind === 'imap' ? (
        <MenuItem
          label={t('mailbox.shown')}
          icon={<Eye aria-hidden="true" />}
          onChoose={() => openDialog({ kind: 'shown-mailboxes', accountId })}
        />
      ) : (
        <MenuItem
          label={t('maildrop.menu')}
          icon={<CloudDownload aria-hidden="true" />}
          onChoose={() => openDialog({ kind: 'maildrop', accountId })}
        />
      )}
      <MenuSeparator />
      <MenuItem
        label={t(paused ? 'status.resume' : 'status.pause')}
        icon={paused ? <CirclePlay aria-hidden="true" /> : <CirclePause aria-hidden="true" />}
        onChoose={() => void pauseDownload(accountId, !paused)}
      />
      <MenuItem
        label={t('account.menu')}
        icon={<Settings2 aria-hidden="true" />}
        onChoose={() => openDialog({ kind: 'account-options', accountId, at: 'top' })}
      />
    </>
  );
}

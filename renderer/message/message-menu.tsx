/** What can be done with one message: in full on a row of the list, and as what the toolbar of the open message has no room for. */
import {
  Archive,
  CloudOff,
  Copy,
  Download,
  FolderInput,
  Forward,
  Mail,
  MailOpen,
  OctagonAlert,
  Reply,
  ReplyAll,
  Star,
  Trash2,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { MailboxRole } from '../../shared/mailbox.ts';
import { flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { Flag, MessageRef } from '../../shared/message.ts';
import { actions } from '../shell/actions.ts';
import { deleteMessage, startAnswer, toggleJunk } from '../shell/message-commands.ts';
import { showThrown } from '../state/failures.ts';
import { useLiveQuery } from '../state/live-query.ts';
import { downloadMessage, fileMessage, toggleSeen, toggleStar } from '../state/mail-actions.ts';
import { sameRef } from '../state/message-ref.ts';
import { useSelection } from '../state/selection.ts';
import { openDialog } from '../state/window.ts';
import { MenuItem, MenuSeparator } from '../ui/menu.tsx';

interface MessageMenuProps {
  readonly target: MessageRef;
  /** Only what the toolbar leaves out. */
  readonly more: boolean;
}

export function MessageMenu({ target, more }: MessageMenuProps) {
  const row = useSelection(({ rows }) => rows.find(({ ref }) => sameRef(ref, target)));
  const flags = row?.flags;
  const pop = useLiveQuery('account.list').data?.some(({ id, kind }) => id === target.accountId && kind === 'pop') === true;
  const mailboxes = useLiveQuery('mailbox.list').data ?? [];
  const role = mailboxes.find(({ accountId, id }) => accountId === target.accountId && id === target.mailboxId)?.role ?? null;
  if (more) return <FileItems target={target} role={role} />;
  return (
    <>
      {pop && row?.place.kind === 'server' ? <HeadOnlyItems target={target} bytes={row.size} /> : null}
      <AnswerItems target={target} />
      <MenuSeparator />
      {role === 'archive' ? null : <ArchiveItem target={target} />}
      <FileItems target={target} role={role} />
      {flags === undefined ? null : (
        <>
          <MenuSeparator />
          <FlagItems target={target} flags={flags} />
        </>
      )}
      <MenuSeparator />
      <DeleteItem target={target} role={role} />
    </>
  );
}

interface ItemsProps {
  readonly target: MessageRef;
}

/** Shows what an item threw. */
function run(act: () => Promise<void>): void {
  act().catch(showThrown);
}

function AnswerItems({ target }: ItemsProps) {
  const { t } = useTranslation();
  const answer = (kind: 'reply' | 'reply-all' | 'forward') => () => run(() => startAnswer(kind, target));
  return (
    <>
      <MenuItem label={t('message.reply')} icon={<Reply aria-hidden="true" />} keys={actions.reply.shown} onChoose={answer('reply')} />
      <MenuItem
        label={t('message.replyAll')}
        icon={<ReplyAll aria-hidden="true" />}
        keys={actions.replyAll.shown}
        onChoose={answer('reply-all')}
      />
      <MenuItem
        label={t('message.forward')}
        icon={<Forward aria-hidden="true" />}
        keys={actions.forward.shown}
        onChoose={answer('forward')}
      />
    </>
  );
}

/** What can be done with the rest of a message that only the head is here of. */
function HeadOnlyItems({ target, bytes }: ItemsProps & { readonly bytes: number }) {
  const { t } = useTranslation();
  return (
    <>
      <MenuItem label={t('message.download')} icon={<Download aria-hidden="true" />} onChoose={() => void downloadMessage(target)} />
      <MenuItem
        label={t('headOnly.remove')}
        icon={<CloudOff aria-hidden="true" />}
        danger
        onChoose={() => openDialog({ kind: 'remove-from-server', refs: [target], bytes })}
      />
      <MenuSeparator />
    </>
  );
}

function ArchiveItem({ target }: ItemsProps) {
  const { t } = useTranslation();
  return (
    <MenuItem
      label={t('message.archive')}
      icon={<Archive aria-hidden="true" />}
      keys={actions.archive.shown}
      onChoose={() => void fileMessage(target, 'archive')}
    />
  );
}

function FileItems({ target, role }: ItemsProps & { readonly role: MailboxRole | null }) {
  const { t } = useTranslation();
  const ours = role === 'sent' || role === 'drafts';
  return (
    <>
      {ours ? null : (
        <MenuItem
          label={t(role === 'junk' ? 'message.notJunk' : 'message.junk')}
          icon={<OctagonAlert aria-hidden="true" />}
          keys={actions.junk.shown}
          onChoose={() => run(() => toggleJunk(target))}
        />
      )}
      <MenuItem
        label={t('message.moveTo')}
        icon={<FolderInput aria-hidden="true" />}
        keys={actions.move.shown}
        onChoose={() => openDialog({ kind: 'pick-mailbox', ref: target, how: 'move' })}
      />
      <MenuItem
        label={t('message.copyTo')}
        icon={<Copy aria-hidden="true" />}
        onChoose={() => openDialog({ kind: 'pick-mailbox', ref: target, how: 'copy' })}
      />
    </>
  );
}

function FlagItems({ target, flags }: ItemsProps & { readonly flags: readonly Flag[] }) {
  const { t } = useTranslation();
  const unread = !flags.includes(seenFlag);
  return (
    <>
      <MenuItem
        label={t(unread ? 'message.markRead' : 'message.markUnread')}
        icon={unread ? <MailOpen aria-hidden="true" /> : <Mail aria-hidden="true" />}
        keys={actions.unread.shown}
        onChoose={() => void toggleSeen(target, flags)}
      />
      <MenuItem
        label={t(flags.includes(flaggedFlag) ? 'message.unstar' : 'message.star')}
        icon={<Star aria-hidden="true" />}
        keys={actions.star.shown}
        onChoose={() => void toggleStar(target, flags)}
      />
    </>
  );
}

function DeleteItem({ target, role }: ItemsProps & { readonly role: MailboxRole | null }) {
  const { t } = useTranslation();
  return (
    <MenuItem
      label={t(role === 'trash' ? 'message.deleteForEver' : 'message.delete')}
      icon={<Trash2 aria-hidden="true" />}
      keys={actions.delete.shown}
      danger={role === 'trash'}
      onChoose={() => run(() => deleteMessage(target))}
    />
  );
}

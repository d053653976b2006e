/** The questions before mail goes for ever: a whole mailbox, or everything in Trash or Junk. Each says how much goes, and where. */
import { useTranslation } from 'react-i18next';
import type { MailboxRef } from '../../shared/mailbox.ts';
import { Refused } from '../shell/refused.tsx';
import { emptyMailbox, removeMailbox } from '../state/mailbox-actions.ts';
import { useSubmit } from '../state/use-submit.ts';
import { closeDialog } from '../state/window.ts';
import { count } from '../strings/sizes.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Question } from '../ui/question.tsx';
import { childrenOf } from './mailbox-rules.ts';
import { deletionWhere } from './mailbox-words.ts';
import type { MailboxFacts } from './use-mailbox.ts';
import { useOneMailbox } from './use-mailbox.ts';

type Facts = NonNullable<ReturnType<typeof useOneMailbox>>;

export function RemoveMailboxDialog({ target }: { readonly target: MailboxRef }) {
  const facts = useOneMailbox(target);
  if (facts === undefined) return null;
  const inside = childrenOf(facts.mailbox, facts.mailboxes);
  return inside.length === 0 ? <RemoveQuestion {...facts} /> : <NotEmpty name={facts.mailbox.name} inside={inside} />;
}

function RemoveQuestion({ account, mailbox }: Facts) {
  const { t } = useTranslation();
  const { busy, failure, submit } = useSubmit(() => removeMailbox(mailbox));
  const { name, total } = mailbox;
  return (
    <Question
      title={t('mailbox.removeTitle')}
      text={t('mailbox.removeText', { name, count: total, total: count(total), where: deletionWhere(t, account) })}
      confirm={t('mailbox.removeDo')}
      busy={busy}
      onConfirm={submit}
      onClose={closeDialog}
    >
      <Refused failure={failure} />
    </Question>
  );
}

/** Servers keep what is below a deleted mailbox, without anything it hangs on. */
function NotEmpty({ name, inside }: { readonly name: string; readonly inside: MailboxFacts['mailboxes'] }) {
  const { t } = useTranslation();
  const names = inside.map((mailbox) => mailbox.name).join(', ');
  return (
    <Dialog
      open
      title={t('mailbox.removeTitle')}
      description={t('mailbox.removeFirst', { name, count: inside.length, names })}
      onClose={closeDialog}
      actions={<Button onClick={closeDialog}>{t('ui.close')}</Button>}
    >
      {null}
    </Dialog>
  );
}

export function EmptyMailboxDialog({ target }: { readonly target: MailboxRef }) {
  const facts = useOneMailbox(target);
  return facts === undefined ? null : <EmptyQuestion {...facts} />;
}

function EmptyQuestion({ account, mailbox }: Facts) {
  const { t } = useTranslation();
  const { busy, failure, submit } = useSubmit(() => emptyMailbox(mailbox));
  const amount = { count: mailbox.total, total: count(mailbox.total) };
  return (
    <Question
      title={t('mailbox.emptyTitle', { name: mailbox.name })}
      text={t('mailbox.emptyText', { ...amount, where: deletionWhere(t, account) })}
      confirm={t('mailbox.emptyDo', amount)}
      busy={busy}
      onConfirm={submit}
      onClose={closeDialog}
    >
      <Refused failure={failure} />
    </Question>
  );
}

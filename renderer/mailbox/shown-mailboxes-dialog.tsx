/** Which mailboxes of an account the sidebar shows: a list to tick, each tick taking effect at once. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccountId } from '../../shared/account.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import { failureOf } from '../../shared/failure.ts';
import { Refused } from '../shell/refused.tsx';
import { MailboxIcon } from '../sidebar/mailbox-icon.tsx';
import { inTreeOrder } from '../sidebar/mailbox-tree.ts';
import { subscribeMailbox } from '../state/mailbox-actions.ts';
import { closeDialog } from '../state/window.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { TextField } from '../ui/text-field.tsx';
import { canHide } from './mailbox-rules.ts';
import { parentWords } from './mailbox-words.ts';
import { PathText } from '../ui/path-text.tsx';
import { useMailboxFacts } from './use-mailbox.ts';
import styles from './shown-mailboxes.module.css';

/** A list that is seen whole needs no search. */
const longList = 12;

export function ShownMailboxesDialog({ accountId }: { readonly accountId: AccountId }) {
  const { t } = useTranslation();
  const facts = useMailboxFacts(accountId, null);
  const [wanted, setWanted] = useState('');
  const { mutate, error } = useMutation({
    networkMode: 'always',
    mutationFn: ({ mailbox, subscribed }: { readonly mailbox: Mailbox; readonly subscribed: boolean }) =>
      subscribeMailbox(mailbox, subscribed),
  });
  if (facts === undefined) return null;
  const { account, mailboxes } = facts;
  const rows = inTreeOrder(mailboxes).map((mailbox) => ({ mailbox, before: parentWords(mailbox, mailboxes) }));
  const found = rows.filter(({ mailbox, before }) => `${before} ${mailbox.name}`.toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <Dialog
      open
      title={t('mailbox.shownTitle', { address: account.identity.address })}
      description={t('mailbox.shownText', { server: account.incoming.host })}
      onClose={closeDialog}
      actions={
        <Button look="primary" onClick={closeDialog}>
          {t('mailbox.shownDone')}
        </Button>
      }
    >
      <div className={styles.content}>
        {rows.length > longList ? (
          <TextField
            label={t('mailbox.shownFind')}
            type="search"
            value={wanted}
            autoComplete="off"
            onChange={(event) => setWanted(event.target.value)}
          />
        ) : null}
        <Refused failure={error === null ? null : failureOf(error)} />
        <ul className={styles.list} aria-label={t('mailbox.shownList')}>
          {found.map(({ mailbox, before }) => (
            <li key={mailbox.id}>
              <label className={styles.row}>
                <input
                  type="checkbox"
                  checked={mailbox.subscribed || !canHide(mailbox)}
                  disabled={!canHide(mailbox)}
                  onChange={(event) => mutate({ mailbox, subscribed: event.target.checked })}
                />
                <MailboxIcon role={mailbox.role} />
                <span className={styles.name}>
                  <PathText before={before} name={mailbox.name} />
                </span>
              </label>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

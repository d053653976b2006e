/** What the palette offers now: actions, mailboxes to go to, mailboxes the selected message can move to. Pure. */
import type { TFunction } from 'i18next';
import type { Account } from '../../shared/account.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import type { MessageRef } from '../../shared/message.ts';
import { moveMessage } from '../state/mail-actions.ts';
import { showView } from '../state/selection.ts';
import { openDialog, showSurface } from '../state/window.ts';
import type { PickEntry } from '../ui/pick-list.tsx';
import { actionIds, actionOf, runAction } from './actions.ts';

interface Facts {
  readonly accounts: readonly Account[];
  readonly mailboxes: readonly Mailbox[];
  readonly selected: MessageRef | null;
}

export function paletteEntries(t: TFunction, { accounts, mailboxes, selected }: Facts): readonly PickEntry[] {
  const named = (mailbox: Mailbox) => {
    const address = accounts.find(({ id }) => id === mailbox.accountId)?.identity.address ?? mailbox.accountId;
    return t('actions.inAccount', { name: mailbox.name, address });
  };
  const usable = mailboxes.filter(({ selectable }) => selectable);
  const targets =
    selected === null ? [] : usable.filter(({ accountId, id }) => accountId === selected.accountId && id !== selected.mailboxId);
  return [
    ...actionIds
      .filter((id) => id !== 'palette' && actionOf(id).keyOnly === undefined && (selected !== null || actionOf(id).onMessage === undefined))
      .map((id) => ({ key: id, label: t(actionOf(id).label), shown: actionOf(id).shown, run: () => runAction(id) })),
    ...accounts
      .filter(({ kind }) => kind === 'pop')
      .map(({ id, incoming, identity }) => ({
        key: `look ${id}`,
        label: t('maildrop.action', { server: incoming.host, address: identity.address }),
        run: () => openDialog({ kind: 'maildrop', accountId: id }),
      })),
    ...targets.map((mailbox) => ({
      key: `move ${mailbox.id}`,
      label: t('actions.moveTo', { name: mailbox.name }),
      run: () => void (selected === null ? undefined : moveMessage(selected, mailbox)),
    })),
    ...usable.map((mailbox) => ({
      key: `go ${mailbox.accountId} ${mailbox.id}`,
      label: t('actions.goTo', { name: named(mailbox) }),
      run: () => {
        showView({ kind: 'mailbox', accountId: mailbox.accountId, mailboxId: mailbox.id });
        showSurface('mail');
      },
    })),
  ];
}

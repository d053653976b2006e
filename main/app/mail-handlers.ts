/** What stands behind each name of shared/ipc.ts: reads go to the reader thread, actions to the account they are about. */
import { randomUUID } from 'node:crypto';
import type { BrowserWindow } from 'electron';
import type { Account, AccountDraft, AccountId, PasswordKeeping } from '../../shared/account.ts';
import { accountGone, MailFailureError } from '../../shared/failure.ts';
import type { EventName, Events, Undo } from '../../shared/ipc.ts';
import type { LocalRef, MessageRef } from '../../shared/message.ts';
import type { ReaderClient } from '../accounts/reader-client.ts';
import type { Supervisor } from '../accounts/supervisor.ts';
import type { Credentials } from '../settings/credentials.ts';
import type { SettingsFile } from '../settings/settings-file.ts';
import type { OperationRequest } from '../threads/protocol.ts';
import type { AttachmentTokens } from './attachment-tokens.ts';
import { chooseAttachments } from './choose-attachments.ts';
import type { Handlers } from './ipc.ts';
import { openLink } from './open-link.ts';
import { saveAttachment } from './save-attachment.ts';
import { applyTheme } from './window.ts';

export interface HandlerParts {
  readonly settings: SettingsFile;
  readonly credentials: Credentials;
  readonly passwordKeeping: PasswordKeeping;
  readonly supervisor: Supervisor;
  readonly reader: ReaderClient;
  readonly tokens: AttachmentTokens;
  readonly window: () => BrowserWindow | null;
  readonly send: <N extends EventName>(name: N, payload: Events[N]) => void;
}

export function mailHandlers(parts: HandlerParts): Handlers {
  const { settings, credentials, supervisor, reader } = parts;

  const account = (id: AccountId): Account => {
    const found = settings.accounts().find((each) => each.id === id);
    if (found === undefined) throw new MailFailureError(accountGone());
    return found;
  };
  const save = async (changed: Account): Promise<void> => {
    await settings.putAccount(changed);
    await supervisor.update(changed);
    parts.send('account.listChanged', settings.accounts());
  };
  const window = (): BrowserWindow => {
    const open = parts.window();
    if (open === null) throw new MailFailureError({ kind: 'cancelled', retry: 'never', text: 'The window was closed.' });
    return open;
  };
  const submit = async (accountId: AccountId, action: OperationRequest): Promise<Undo> => ({
    accountId,
    operationId: await supervisor.channel(accountId).call('submit', action),
  });
  /** One action for each account that has a part in it: a selection in "All inboxes" spans several. */
  const submitByAccount = (refs: readonly MessageRef[], action: (refs: readonly LocalRef[]) => OperationRequest): Promise<Undo[]> => {
    const accounts = [...new Set(refs.map((ref) => ref.accountId))];
    return Promise.all(accounts.map((id) => submit(id, action(refs.filter((ref) => ref.accountId === id).map(localRef)))));
  };

  return {
    queries: {
      'account.list': () => settings.accounts(),
      'account.statuses': () => supervisor.statuses(),
      'account.passwordKeeping': () => parts.passwordKeeping,
      'account.previewRemoval': (accountId, copies) => supervisor.channel(accountId).call('previewRemoval', copies),
      'mailbox.list': () => reader.call('mailboxes'),
      'message.page': (view, after) => reader.call('page', view, after),
      'message.content': (ref) => reader.call('content', ref),
      'storage.list': () => reader.call('storage'),
      'outbox.list': () => reader.call('outbox'),
      'operation.listFailed': async () => {
        const told = await Promise.allSettled(settings.accounts().map(async ({ id }) => supervisor.channel(id).call('failedOperations')));
        // Of an account that is not open nothing is known now.
        return told.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
      },
      'settings.get': () => settings.settings(),
    },
    commands: {
      'account.verify': (draft) => supervisor.verify(draft),
      'account.add': async (draft) => {
        const added = accountOf(draft, settings.accounts());
        await credentials.set(added.id, draft.password, { keepWeakly: draft.keepPasswordWeakly });
        try {
          await supervisor.start(added);
          await settings.putAccount(added);
        } catch (thrown) {
          await supervisor.forget(added.id);
          await credentials.remove(added.id);
          throw thrown;
        }
        parts.send('account.listChanged', settings.accounts());
        return added.id;
      },
      'account.setPassword': async (accountId, password, keepWeakly) => {
        await credentials.set(accountId, password, { keepWeakly });
        await supervisor.channel(accountId).call('setPassword', password);
      },
      'account.trustCertificate': async (accountId, side, pem) => {
        const known = account(accountId);
        await save({ ...known, [side]: { ...known[side], trustedCertificate: pem } });
      },
      'account.setOptions': async (accountId, options) => {
        const known = account(accountId);
        if (known.kind !== 'imap') throw onlyFor('IMAP');
        await save({ ...known, options: { ...known.options, ...options } });
      },
      'account.setPopOptions': async (accountId, change) => {
        const known = account(accountId);
        if (known.kind !== 'pop') throw onlyFor('POP');
        await save({ ...known, ...change });
      },
      'account.pauseDownload': (accountId, paused) => supervisor.channel(accountId).call('pauseDownload', paused),
      'account.answerVanished': ({ accountId, mailboxId }, answer) =>
        supervisor.channel(accountId).call('answerVanished', mailboxId, answer),
      'account.checkMail': async (accountId) => {
        const ids = accountId === null ? settings.accounts().map(({ id }) => id) : [accountId];
        await Promise.all(ids.map((id) => supervisor.channel(id).call('checkMail')));
      },
      'maildrop.look': (accountId) => supervisor.channel(accountId).call('lookAtMaildrop'),
      'maildrop.choose': (accountId, picks) => supervisor.channel(accountId).call('chooseInMaildrop', picks),
      'mailbox.open': ({ accountId, mailboxId }) => supervisor.channel(accountId).call('openMailbox', mailboxId),
      'mailbox.create': (accountId, parentId, name) => submit(accountId, { kind: 'create-mailbox', parentId, name }),
      'mailbox.rename': ({ accountId, mailboxId }, parentId, name) =>
        submit(accountId, { kind: 'rename-mailbox', mailboxId, parentId, name }),
      'mailbox.remove': ({ accountId, mailboxId }) => submit(accountId, { kind: 'remove-mailbox', mailboxId }),
      'mailbox.subscribe': ({ accountId, mailboxId }, subscribed) =>
        submit(accountId, { kind: 'subscribe-mailbox', mailboxId, subscribed }),
      'mailbox.empty': async ({ accountId, mailboxId }) => void (await submit(accountId, { kind: 'empty-mailbox', mailboxId })),
      'mailbox.setOffline': ({ accountId, mailboxId }, policy) =>
        supervisor.channel(accountId).call('setMailboxOffline', mailboxId, policy),
      'message.setFlags': (refs, change) => submitByAccount(refs, (own) => ({ kind: 'set-flags', refs: own, change })),
      'message.move': async (refs, { accountId, mailboxId }) => {
        if (refs.some((ref) => ref.accountId !== accountId)) throw betweenAccounts();
        return [await submit(accountId, { kind: 'move', refs: refs.map(localRef), to: mailboxId })];
      },
      'message.copy': async (refs, { accountId, mailboxId }) => {
        if (refs.some((ref) => ref.accountId !== accountId)) throw betweenAccounts();
        return [await submit(accountId, { kind: 'copy', refs: refs.map(localRef), to: mailboxId })];
      },
      'message.moveToRole': (refs, role) => submitByAccount(refs, (own) => ({ kind: 'move-to-role', refs: own, role })),
      'message.expunge': async (refs) => void (await submitByAccount(refs, (own) => ({ kind: 'expunge', refs: own }))),
      'message.download': (ref) => supervisor.channel(ref.accountId).call('downloadMessage', localRef(ref)),
      'message.removeFromServer': async (refs) => {
        const accounts = [...new Set(refs.map((ref) => ref.accountId))];
        await Promise.all(
          accounts.map((id) => supervisor.channel(id).call('removeFromServer', refs.filter((ref) => ref.accountId === id).map(localRef))),
        );
      },
      'operation.undo': async (undo) => {
        await Promise.all(undo.map(({ accountId, operationId }) => supervisor.channel(accountId).call('undo', operationId)));
      },
      'operation.putAway': (accountId, operationId) => supervisor.channel(accountId).call('putAway', operationId),
      'draft.attach': () => chooseAttachments(window(), parts.tokens),
      'draft.send': (draft) => submit(draft.accountId, { kind: 'send', draft, files: parts.tokens.files(draft.attachments) }),
      'outbox.retry': (accountId, operationId) => supervisor.channel(accountId).call('retrySend', operationId),
      'outbox.discard': (accountId, operationId) => supervisor.channel(accountId).call('discardSend', operationId),
      'attachment.save': async (ref, partId) => {
        const { part, bytes } = await reader.call('part', ref, partId);
        return saveAttachment(window(), part.fileName, bytes);
      },
      'link.open': openLink,
      'settings.set': async (change) => {
        const changed = await settings.changeSettings(change);
        if (change.popInterval !== undefined) supervisor.intervalChanged();
        applyTheme(changed.theme);
        parts.send('settings.changed', changed);
        return changed;
      },
    },
  };
}

function betweenAccounts(): MailFailureError {
  const text = 'Messages cannot be moved from one account to another yet.';
  return new MailFailureError({ kind: 'unsupported', retry: 'never', text });
}

function onlyFor(protocol: 'IMAP' | 'POP'): MailFailureError {
  return new MailFailureError({ kind: 'unsupported', retry: 'never', text: `These settings are for ${protocol} accounts only.` });
}

function localRef({ mailboxId, messageId }: MessageRef): LocalRef {
  return { mailboxId, messageId };
}

/** A draft as an account; refused when the same mail would be kept twice. */
function accountOf(draft: AccountDraft, known: readonly Account[]): Account {
  const { password: _secret, keepPasswordWeakly: _choice, ...described } = draft;
  const same = known.some(
    ({ kind, incoming }) => kind === draft.kind && incoming.host === draft.incoming.host && incoming.userName === draft.incoming.userName,
  );
  if (same) throw new MailFailureError({ kind: 'rejected', retry: 'never', text: 'This account is already set up in Homing.' });
  return { ...described, id: randomUUID() as AccountId };
}

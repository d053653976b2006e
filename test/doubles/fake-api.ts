/**
 * An in-memory `Api` for component tests and previews: two accounts, nested mailboxes, some hundred messages.
 * Commands change its data and emit `store.changed`, as the real program does after a commit. `calls` keeps what was asked.
 *   const api = createFakeApi(); ... api.emit('account.status', {...}); api.fail('draft.send', failure);
 */
import type { Account, AccountStatus, CopiesPolicy, RemovalPreview } from '../../shared/account.ts';
import { failed, failureOf, ok } from '../../shared/failure.ts';
import type { MailFailure, Result } from '../../shared/failure.ts';
import type { MaildropLook } from '../../shared/maildrop.ts';
import type { Api, CommandName, Commands, EventName, Events, Queries, QueryName } from '../../shared/ipc.ts';
import type { FailedOperation, OutboxItem } from '../../shared/operation.ts';
import { defaultSettings } from '../../shared/settings.ts';
import type { Settings } from '../../shared/settings.ts';
import { FakeMaildrop } from './fake-maildrop.ts';
import { FakeMail } from './fake-mail.ts';
import { pageOf } from './fake-pages.ts';
import { sampleMaildrop } from './sample-maildrop.ts';
import { sampleMail } from './sample-mail.ts';
import type { SampleMail } from './sample-mail.ts';

export interface FakeApi extends Api {
  /** Every query and command so far, oldest first. */
  readonly calls: readonly { readonly name: QueryName | CommandName; readonly args: readonly unknown[] }[];
  /** The mail itself: calling its methods is a change from elsewhere, told to the window like any other. */
  readonly mail: FakeMail;
  /** Tells the window something, as main would. */
  emit<N extends EventName>(name: N, payload: Events[N]): void;
  /** Changes an account's state and tells the window. */
  setStatus(accountId: AccountStatus['accountId'], change: Partial<AccountStatus>): void;
  /** From now on this query or command fails; null lets it work again. */
  fail(name: QueryName | CommandName, failure: MailFailure | null): void;
}

interface FakeOptions {
  readonly mail?: SampleMail;
  readonly settings?: Partial<Settings>;
  readonly statuses?: readonly AccountStatus[];
  readonly outbox?: readonly OutboxItem[];
  readonly refused?: readonly FailedOperation[];
  /** What a policy would remove from a POP server. */
  readonly removal?: (policy: CopiesPolicy) => RemovalPreview;
  /** What lies in the maildrop of the POP account. */
  readonly maildrop?: MaildropLook;
  /** What never answers. */
  readonly silent?: readonly CommandName[];
  readonly now?: number;
}

type QueryTable = { readonly [N in QueryName]: (...args: Parameters<Queries[N]>) => Result<ReturnType<Queries[N]>> };
type CommandTable = { readonly [N in CommandName]: (...args: Parameters<Commands[N]>) => ReturnType<Commands[N]> };

function sampleRemoval({ kind }: CopiesPolicy): RemovalPreview {
  const removes = kind === 'remove-after-download' || kind === 'remove-after-days';
  return removes ? { messages: 214, bytes: 1_200_000_000, notHere: 0 } : { messages: 0, bytes: 0, notHere: 0 };
}

export function createFakeApi(options: FakeOptions = {}): FakeApi {
  const now = options.now ?? Date.now();
  const start = options.mail ?? sampleMail(now);
  const calls: { name: QueryName | CommandName; args: readonly unknown[] }[] = [];
  const failures = new Map<string, MailFailure>();
  const listeners = new Map<EventName, Set<(payload: never) => void>>();
  const mail = new FakeMail(start, (change) => emit('store.changed', change));
  const maildrop = new FakeMaildrop(options.maildrop ?? sampleMaildrop(now));
  let accounts: readonly Account[] = start.accounts;
  let settings: Settings = { ...defaultSettings, ...options.settings };
  let outbox = options.outbox ?? [];
  let refused = options.refused ?? [];
  let statuses = options.statuses ?? accounts.map(({ id }) => onlineStatus(id, now));

  function emit<N extends EventName>(name: N, payload: Events[N]): void {
    for (const listener of listeners.get(name) ?? []) (listener as (payload: Events[N]) => void)(payload);
  }
  const changeStatus = (accountId: AccountStatus['accountId'], change: Partial<AccountStatus>): void => {
    statuses = statuses.map((status) => (status.accountId === accountId ? { ...status, ...change } : status));
    for (const status of statuses) if (status.accountId === accountId) emit('account.status', status);
  };
  const isOffline = (id: AccountStatus['accountId']) =>
    statuses.some(({ accountId, connection }) => accountId === id && connection.state === 'offline');
  const accountIds = () => accounts.map(({ id }) => id);

  const queries: QueryTable = {
    'account.list': () => ok(accounts),
    'account.statuses': () => ok(statuses),
    'account.passwordKeeping': () => ok('keyring'),
    'account.previewRemoval': (_accountId, policy) => ok((options.removal ?? sampleRemoval)(policy)),
    'mailbox.list': () => ok(mail.mailboxes(accountIds())),
    'message.page': (view, after) => {
      const rows = mail.messages.map(({ summary }) => summary);
      return ok(pageOf(rows, mail.mailboxes(accountIds()), view, after));
    },
    'message.content': (ref) => {
      const message = mail.find(ref);
      if (message === undefined) return failed({ kind: 'gone', retry: 'never', text: 'This message is no longer in this mailbox.' });
      return ok({ ...message.content, ref, flags: message.summary.flags, place: message.summary.place });
    },
    'storage.list': () => ok(start.storage.filter(({ accountId }) => accountIds().includes(accountId))),
    'outbox.list': () => ok(outbox),
    'operation.listFailed': () => ok(refused),
    'settings.get': () => ok(settings),
  };
  const commands: CommandTable = {
    'account.verify': () => ({ incoming: null, outgoing: null }),
    'account.add': ({ password: _password, keepPasswordWeakly: _weakly, ...rest }) => {
      const account: Account = { ...rest, id: rest.identity.address.replaceAll(/[^a-z0-9]+/gu, '-') as Account['id'] };
      accounts = [...accounts, account];
      emit('account.listChanged', accounts);
      return account.id;
    },
    'account.setPassword': () => undefined,
    'account.trustCertificate': () => undefined,
    'account.setOptions': (accountId, change) => {
      accounts = accounts.map((each) =>
        each.id === accountId && each.kind === 'imap' ? { ...each, options: { ...each.options, ...change } } : each,
      );
      emit('account.listChanged', accounts);
    },
    'account.setPopOptions': (accountId, change) => {
      accounts = accounts.map((each) => (each.id === accountId && each.kind === 'pop' ? { ...each, ...change } : each));
      emit('account.listChanged', accounts);
    },
    'account.pauseDownload': (accountId, downloadPaused) =>
      changeStatus(accountId, downloadPaused ? { downloadPaused, activity: null } : { downloadPaused }),
    'account.answerVanished': ({ accountId, mailboxId }) =>
      changeStatus(accountId, {
        vanished: statuses.flatMap((each) =>
          each.accountId === accountId ? each.vanished.filter((left) => left.mailboxId !== mailboxId) : [],
        ),
      }),
    'account.checkMail': () => undefined,
    'maildrop.look': () => maildrop.look(),
    'maildrop.choose': (accountId, picks) => maildrop.choose(picks, isOffline(accountId)),
    'mailbox.open': () => undefined,
    'mailbox.create': (accountId, parentId, name) => mail.createMailbox(accountId, parentId, name),
    'mailbox.rename': (ref, parentId, name) => mail.renameMailbox(ref, parentId, name),
    'mailbox.remove': (ref) => mail.removeMailbox(ref),
    'mailbox.subscribe': (ref, subscribed) => mail.changeMailbox(ref, { subscribed }),
    'mailbox.empty': (ref) => mail.emptyMailbox(ref),
    'mailbox.setOffline': (ref, offline) => void mail.changeMailbox(ref, { offline }),
    'message.setFlags': (refs, change) => mail.setFlags(refs, change),
    'message.move': (refs, to) => mail.move(refs, to.mailboxId),
    'message.copy': (refs, to) => mail.copy(refs, to.mailboxId),
    'message.moveToRole': (refs, role) => mail.file(refs, role),
    'message.expunge': (refs) => mail.expunge(refs),
    'message.download': (ref) => (isOffline(ref.accountId) ? mail.want(ref) : mail.download(ref)),
    'message.removeFromServer': (refs) => mail.expunge(refs),
    'operation.undo': () => undefined,
    'operation.putAway': (accountId, operationId) => {
      refused = refused.filter((each) => each.operationId !== operationId);
      emit('store.changed', { accountId, mailboxes: [], messages: [], mailboxList: false, quota: false, operations: true });
    },
    'draft.attach': () => [{ token: 'file-1', fileName: 'Load test plan.pdf', size: 842_000 }],
    'draft.send': (draft) => mail.undoOf(draft.accountId),
    'outbox.retry': () => undefined,
    'outbox.discard': (_accountId, operationId) => {
      outbox = outbox.filter((item) => item.operationId !== operationId);
    },
    'attachment.save': (_ref, partId) => ({ fileName: `part ${partId}` }),
    'link.open': () => undefined,
    'settings.set': (change) => {
      settings = { ...settings, ...change };
      emit('settings.changed', settings);
      return settings;
    },
  };

  return {
    calls,
    mail,
    emit,
    setStatus: changeStatus,
    fail: (name, failure) => void (failure === null ? failures.delete(name) : failures.set(name, failure)),
    query: async (name, ...args) => {
      calls.push({ name, args });
      const failure = failures.get(name);
      return failure === undefined ? queries[name](...args) : failed(failure);
    },
    command: async (name, ...args) => {
      calls.push({ name, args });
      if (options.silent?.includes(name) === true) await new Promise(() => undefined);
      const failure = failures.get(name);
      if (failure !== undefined) return failed(failure);
      try {
        return ok(commands[name](...args));
      } catch (thrown) {
        return failed(failureOf(thrown));
      }
    },
    on: (name, listener) => {
      const own = listeners.get(name) ?? new Set();
      listeners.set(name, own.add(listener));
      return () => own.delete(listener);
    },
  };
}

function onlineStatus(accountId: AccountStatus['accountId'], now: number): AccountStatus {
  return {
    accountId,
    connection: { state: 'online' },
    lastChecked: now - 120_000,
    activity: null,
    notice: null,
    queued: 0,
    downloadPaused: false,
    vanished: [],
  };
}

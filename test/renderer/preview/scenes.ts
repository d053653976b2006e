/** What the fake api starts with, by name of the scene. */
import type { AccountStatus, Activity } from '../../../shared/account.ts';
import type { MailFailure } from '../../../shared/failure.ts';
import type { Mailbox, MailboxId, MailboxNamespace, QuotaRoot } from '../../../shared/mailbox.ts';
import type { MaildropLook } from '../../../shared/maildrop.ts';
import type { OperationId } from '../../../shared/operation.ts';
import type { AccountStorage } from '../../../shared/storage.ts';
import type { createFakeApi } from '../../doubles/fake-api.ts';
import { sampleMaildrop } from '../../doubles/sample-maildrop.ts';
import { imapId, popId, sampleMail } from '../../doubles/sample-mail.ts';
import type { SampleMail } from '../../doubles/sample-mail.ts';

type Options = NonNullable<Parameters<typeof createFakeApi>[0]>;

const unreachable: MailFailure = {
  kind: 'offline',
  retry: 'later',
  reason: 'unreachable',
  text: 'There is no connection to the server right now.',
};
const refused: MailFailure = {
  kind: 'auth',
  retry: 'after-user',
  text: 'The server refused the user name or the password.',
  server: 'Authentication failed.',
};

const noRoom: MailFailure = {
  kind: 'storage',
  retry: 'after-user',
  text:
    'There is too little room on this computer: 1.2 GB of new mail are waiting, and 310 MB are free. ' +
    'Nothing was removed from the server; it goes on by itself once 1.4 GB are free.',
  code: 'DISK_ROOM',
  room: 1_400_000_000,
};

const download: Activity = {
  what: 'downloading',
  mailbox: 'Inbox',
  done: 1204,
  total: 9312,
  bytes: { done: 12_000_000, total: 193_000_000 },
};

const popDownload: Activity = { what: 'downloading', done: 12, total: 214, bytes: { done: 96_000_000, total: 1_200_000_000 } };

export function sceneOptions(scene: string, now: number): Options {
  const mail = sampleMail(now);
  const online = (accountId: AccountStatus['accountId']): AccountStatus => ({
    accountId,
    connection: { state: 'online' },
    lastChecked: now - 130_000,
    activity: null,
    notice: null,
    queued: 0,
    downloadPaused: false,
    vanished: [],
  });
  const offline = (accountId: AccountStatus['accountId']): AccountStatus => ({
    ...online(accountId),
    connection: { state: 'offline', failure: unreachable },
    queued: 2,
    downloadPaused: false,
    vanished: [],
  });
  switch (scene) {
    case 'offline':
      return {
        mail,
        statuses: [offline(imapId), offline(popId)],
        outbox: [
          {
            accountId: imapId,
            operationId: 1 as OperationId,
            subject: 'Gauges',
            to: ['mirja@harbour.example'],
            state: 'pending',
            attempts: 1,
            nextTry: now + 240_000,
            failure: unreachable,
          },
        ],
      };
    case 'failing':
      return {
        mail,
        statuses: [
          { ...online(imapId), connection: { state: 'offline', failure: refused } },
          { ...online(popId), activity: { what: 'downloading', mailbox: 'Inbox', done: 120, total: 400 } },
        ],
      };
    case 'vanished':
      return {
        mail,
        statuses: [{ ...online(imapId), vanished: [{ mailboxId: 1 as MailboxId, mailbox: 'Inbox', count: 25 }] }, online(popId)],
      };
    case 'downloading':
      return { mail, statuses: [{ ...online(imapId), activity: download }, online(popId)] };
    case 'paused':
      return { mail, statuses: [{ ...online(imapId), downloadPaused: true }, online(popId)] };
    case 'pop-downloading':
      return { mail, statuses: [online(imapId), { ...online(popId), activity: popDownload }] };
    case 'pop-paused':
      return { mail, statuses: [online(imapId), { ...online(popId), downloadPaused: true }] };
    case 'pop-no-room':
      return { mail, statuses: [online(imapId), { ...online(popId), notice: noRoom }] };
    case 'heads':
      return { mail: withHeads(mail) };
    case 'heads-offline':
      return { mail: withHeads(mail, true), statuses: [online(imapId), offline(popId)] };
    case 'heads-coming':
      return { mail: withHeads(mail, true), statuses: [online(imapId), { ...online(popId), activity: popDownload }] };
    case 'maildrop-big':
      return { maildrop: sampleMaildrop(now, 10_000, 9_800) };
    case 'maildrop-few':
      return { maildrop: sampleMaildrop(now, 8, 1) };
    case 'maildrop-empty':
      return { maildrop: { entries: [], headsAsked: 200 } };
    case 'maildrop-all-here':
      return { maildrop: allHere(sampleMaildrop(now, 30, 0)) };
    case 'maildrop-looking':
      return { silent: ['maildrop.look'] };
    case 'no-limit':
      return { mail: withStorage(mail, { limit: null, source: 'estimated', roots: [] }) };
    case 'quota-roots':
      return { mail: withStorage(mail, { roots: severalRoots(now - 300_000) }) };
    case 'entered-limit':
      return { mail: withStorage(mail, { limit: 7_500_000_000, source: 'entered', roots: [] }) };
    case 'expiring-copies':
      return { mail: withStorage(mail, { serverRemovesAfterDays: 30 }, popId) };
    case 'namespaces':
      return { mail: withNamespaces(mail) };
    case 'no-mail':
      return { mail: { ...mail, messages: [] } };
    case 'no-accounts':
      return { mail: { accounts: [], mailboxes: [], messages: [], storage: [] } };
    case 'full':
      return {
        mail: withStorage(mail, { used: 4_890_000_000 }),
      };
    default:
      return { mail };
  }
}

function withStorage(mail: SampleMail, change: Partial<AccountStorage>, of = imapId): SampleMail {
  return { ...mail, storage: mail.storage.map((storage) => (storage.accountId === of ? { ...storage, ...change } : storage)) };
}

/** A POP account that fetches heads only of what is big; two such messages are on top of its Inbox. */
function withHeads(mail: SampleMail, wanted = false): SampleMail {
  const inbox = mail.mailboxes.find(({ accountId, role }) => accountId === popId && role === 'inbox');
  const isHead = (position: number) => position === 0 || position === 2;
  let position = -1;
  const messages = mail.messages.map((message): SampleMail['messages'][number] => {
    if (message.summary.ref.mailboxId !== inbox?.id) return message;
    position += 1;
    if (!isHead(position)) return message;
    const size = position === 0 ? 12_300_000 : 148_000_000;
    return {
      summary: { ...message.summary, size, preview: '', place: { kind: 'server' } },
      content: { ...message.content, size, body: { state: 'missing', wanted } },
    };
  });
  const accounts = mail.accounts.map((account) => (account.kind === 'pop' ? { ...account, largestDownload: 5_000_000 } : account));
  return { ...mail, accounts, messages };
}

function allHere({ entries, headsAsked }: MaildropLook): MaildropLook {
  return { entries: entries.map((entry) => ({ ...entry, state: 'here', choice: null })), headsAsked };
}

function severalRoots(measuredAt: number): readonly QuotaRoot[] {
  return [
    { name: 'Messages', resource: 'message', usage: 9_712, limit: 10_000, measuredAt },
    { name: 'User quota', resource: 'storage', usage: 4_150_000_000, limit: 5_000_000_000, measuredAt },
    { name: 'Shared folders', resource: 'storage', usage: 310_000_000, limit: null, measuredAt },
  ];
}

/** One hidden folder, a branch shown for what is below it, and folders of others. */
function withNamespaces(mail: SampleMail): SampleMail {
  const like = mail.mailboxes.find(({ path }) => path === 'Drafts');
  if (like === undefined) return mail;
  const other = (id: number, path: string, namespace: MailboxNamespace): Mailbox => {
    const parts = path.split('/');
    const parentPath = parts.length > 1 ? parts.slice(0, -1).join('/') : null;
    return { ...like, id: id as MailboxId, path, name: parts.at(-1) ?? path, parentPath, role: null, selectable: id > 201, namespace };
  };
  const own = mail.mailboxes.map((mailbox) =>
    ['Archive/2024', 'Projects/Harbour bridge'].includes(mailbox.path) ? { ...mailbox, subscribed: false } : mailbox,
  );
  const others = [
    other(201, 'Shared', 'shared'),
    other(202, 'Shared/Bridge office', 'shared'),
    other(203, 'Shared/Bridge office/Invoices', 'shared'),
    other(204, 'oskar', 'other-users'),
  ];
  return { ...mail, mailboxes: [...own, ...others] };
}

/** From what a person asked for to the operation that does it. */
import { basename } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Account } from '../../shared/account.ts';
import type { Draft } from '../../shared/draft.ts';
import { assertNever, MailFailureError } from '../../shared/failure.ts';
import type { MailboxId, MailboxRole } from '../../shared/mailbox.ts';
import { answeredFlag } from '../../shared/message.ts';
import { composeMessage, newHeaderMessageId } from '../mime/compose.ts';
import { summarise } from '../mime/summary.ts';
import type { Operation, Send } from '../../shared/queued-operation.ts';
import type { MailStore } from '../store/mail-store.ts';
import { mailboxById, mailboxByRole, type StoredMailbox } from '../store/mailboxes.ts';
import { messageById } from '../store/messages.ts';
import type { OperationRequest, AttachedFile } from '../threads/protocol.ts';

/** Throws MailFailureError for what cannot be: no such folder, a wrong address, a file that is gone. */
export async function requestedOperation(store: MailStore, account: Account, action: OperationRequest, now: number): Promise<Operation> {
  switch (action.kind) {
    case 'set-flags':
    case 'expunge':
      return action;
    case 'move':
      return { ...action, to: openMailbox(store, action.to).id };
    case 'move-to-role':
      return { kind: 'move', refs: action.refs, to: mailboxFor(store, action.role).id };
    case 'copy':
    case 'create-mailbox':
    case 'rename-mailbox':
    case 'remove-mailbox':
    case 'subscribe-mailbox':
    case 'empty-mailbox':
      throw new MailFailureError({ kind: 'unsupported', retry: 'never', text: 'Homing cannot do that yet.' });
    case 'send':
      return compose(store, account, action.draft, action.files, now);
    default:
      return assertNever(action);
  }
}

/** A mailbox that was removed meanwhile, or that holds no messages (\\Noselect). */
function openMailbox(store: MailStore, id: MailboxId): StoredMailbox {
  const mailbox = mailboxById(store.read, id);
  if (mailbox?.selectable === true) return mailbox;
  throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'This folder does not exist any more, or holds no messages.' });
}

const roleNames: Readonly<Partial<Record<MailboxRole, string>>> = { archive: 'Archive', junk: 'Junk', trash: 'Trash' };

function mailboxFor(store: MailStore, role: MailboxRole): StoredMailbox {
  const mailbox = mailboxByRole(store.read, role);
  if (mailbox === null) {
    throw new MailFailureError({ kind: 'unsupported', retry: 'never', text: `This account has no ${roleNames[role] ?? role} folder.` });
  }
  return mailbox;
}

/** The bytes go into raw.db before the operation is queued: a mail in the outbox survives whatever comes. */
async function compose(store: MailStore, account: Account, draft: Draft, files: readonly AttachedFile[], now: number): Promise<Send> {
  const origin = draft.inReplyTo === null ? null : messageById(store.read, draft.inReplyTo.ref.messageId);
  const repliedTo = draft.inReplyTo?.how === 'reply' ? origin?.envelope : undefined;
  const headerMessageId = newHeaderMessageId(account.identity.address);
  const { raw, envelope } = await composeMessage(draft, account.identity, {
    date: now,
    headerMessageId,
    attachments: await Promise.all(files.map(readAttachment)),
    ...(repliedTo?.headerMessageId == null
      ? {}
      : { inReplyTo: { headerMessageId: repliedTo.headerMessageId, references: repliedTo.references } }),
  });
  const rawHash = store.raw.put(raw).toString('hex');
  const summary = await summarise(raw);
  return {
    kind: 'send',
    submission: { envelope, headerMessageId, rawHash },
    message: { ...summary, rawHash, size: raw.byteLength, date: now },
    origin:
      draft.inReplyTo === null
        ? null
        : {
            ref: { mailboxId: draft.inReplyTo.ref.mailboxId, messageId: draft.inReplyTo.ref.messageId },
            flag: draft.inReplyTo.how === 'reply' ? answeredFlag : '$Forwarded',
          },
  };
}

async function readAttachment(file: AttachedFile): Promise<{ readonly fileName: string; readonly content: Buffer }> {
  try {
    return { fileName: file.fileName, content: await readFile(file.path) };
  } catch (thrown) {
    throw new MailFailureError(
      { kind: 'rejected', retry: 'never', text: `The file “${basename(file.path)}” cannot be read any more. Please attach it again.` },
      thrown,
    );
  }
}

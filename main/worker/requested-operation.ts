/** From what a person asked for to the operation that does it. */
import { basename } from 'node:path';
import { readFile } from 'node:fs/promises';
import type { Account } from '../../shared/account.ts';
import type { Draft } from '../../shared/draft.ts';
import { assertNever, MailFailureError } from '../../shared/failure.ts';
import type { MailboxId, MailboxRole } from '../../shared/mailbox.ts';
import { answeredFlag, type LocalRef } from '../../shared/message.ts';
import { localName, mailboxPlace } from '../operations/mailbox-place.ts';
import { marksOnMove } from '../operations/junk-marks.ts';
import { composeMessage, newHeaderMessageId } from '../mime/compose.ts';
import { summarise } from '../mime/summary.ts';
import type { Expunge, Move, Operation, Send } from '../../shared/queued-operation.ts';
import type { MailStore } from '../store/mail-store.ts';
import { messagesIn } from '../store/mailbox-changes.ts';
import { listMailboxes, mailboxById, mailboxByRole, type StoredMailbox } from '../store/mailboxes.ts';
import { messageById } from '../store/messages.ts';
import type { OperationRequest, AttachedFile } from '../threads/protocol.ts';

/** Throws MailFailureError for what cannot be: no such folder, a wrong address, a file that is gone. */
export async function requestedOperation(store: MailStore, account: Account, action: OperationRequest, now: number): Promise<Operation> {
  switch (action.kind) {
    case 'set-flags':
    case 'expunge':
      return action;
    case 'move':
      return moveTo(store, action.refs, openMailbox(store, action.to));
    case 'move-to-role':
      return moveTo(store, action.refs, mailboxFor(store, action.role));
    case 'copy':
      return { ...action, to: openMailbox(store, action.to).id };
    case 'create-mailbox':
    case 'rename-mailbox':
      return account.kind === 'pop' ? { ...action, name: nameHere(store, action) } : action;
    case 'remove-mailbox':
    case 'subscribe-mailbox':
      return { ...action, name: existing(store, action.mailboxId).name };
    case 'empty-mailbox':
      return emptying(store, existing(store, action.mailboxId));
    case 'send':
      return compose(store, account, action.draft, action.files, now);
    default:
      return assertNever(action);
  }
}

function nameHere(store: MailStore, action: Extract<OperationRequest, { kind: 'create-mailbox' | 'rename-mailbox' }>): string {
  const mailboxes = listMailboxes(store.read);
  const self = action.kind === 'rename-mailbox' ? action.mailboxId : null;
  return localName(action.name, mailboxPlace(mailboxes, action.parentId).parentPath, mailboxes, self);
}

/** Throws for one that was removed meanwhile. */
function existing(store: MailStore, id: MailboxId): StoredMailbox {
  const mailbox = listMailboxes(store.read).find((each) => each.id === id);
  if (mailbox !== undefined) return mailbox;
  throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'This folder does not exist any more.' });
}

/** Throws for one that can hold no messages (\\Noselect), too. */
function openMailbox(store: MailStore, id: MailboxId): StoredMailbox {
  const mailbox = existing(store, id);
  if (mailbox.selectable) return mailbox;
  throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'This folder holds no messages.' });
}

function moveTo(store: MailStore, refs: readonly LocalRef[], to: StoredMailbox): Move {
  const from = [...new Set(refs.map(({ mailboxId }) => mailboxId))].map((id) => mailboxById(store.read, id)?.role ?? null);
  const change = marksOnMove(from, to.role);
  return { kind: 'move', refs, to: to.id, ...(change === null ? {} : { change }) };
}

/** All that is in it now; what arrives meanwhile stays. */
function emptying(store: MailStore, mailbox: StoredMailbox): Expunge {
  if (mailbox.role !== 'trash' && mailbox.role !== 'junk') {
    const text = `Only Trash and Junk can be emptied. What is in “${mailbox.name}” can be moved to Trash.`;
    throw new MailFailureError({ kind: 'rejected', retry: 'never', text });
  }
  const refs = messagesIn(store.read, mailbox.id, mailbox.total).map((messageId) => ({ mailboxId: mailbox.id, messageId }));
  return { kind: 'expunge', refs };
}

const roleNames: Readonly<Partial<Record<MailboxRole, string>>> = { archive: 'Archive', junk: 'Junk', trash: 'Trash' };

function mailboxFor(store: MailStore, role: MailboxRole): StoredMailbox {
  const mailbox = mailboxByRole(store.read, role);
  if (mailbox === null) {
    throw new MailFailureError({ kind: 'unsupported', retry: 'never', text: `This account has no ${roleNames[role] ?? role} folder.` });
  }
  return mailbox;
}

/** The bytes go into a pack before the operation is queued: a mail in the outbox survives whatever comes. */
async function compose(store: MailStore, account: Account, draft: Draft, files: readonly AttachedFile[], now: number): Promise<Send> {
  // Answered from another account of one's own: in this store the number is that of some other message.
  const answers = draft.inReplyTo?.ref.accountId === account.id ? draft.inReplyTo : null;
  const repliedTo = answers?.how === 'reply' ? messageById(store.read, answers.ref.messageId)?.envelope : undefined;
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
      answers === null
        ? null
        : {
            ref: { mailboxId: answers.ref.mailboxId, messageId: answers.ref.messageId },
            flag: answers.how === 'reply' ? answeredFlag : '$Forwarded',
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

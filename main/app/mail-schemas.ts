/** The shapes of shared/view.ts, message.ts and draft.ts as the window sends them. */
import { z } from 'zod';
import type { Draft } from '../../shared/draft.ts';
import type { MailboxId, MailboxRef } from '../../shared/mailbox.ts';
import type { MaildropPick } from '../../shared/maildrop.ts';
import type { FlagChange, MessageId, MessageRef } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import type { Cursor, MailView } from '../../shared/view.ts';
import { accountId } from '../settings/account-schema.ts';

const rowId = z.number().int().positive();
export const mailboxId = rowId.transform((id) => id as MailboxId);
const messageId = rowId.transform((id) => id as MessageId);
export const operationId = rowId.transform((id) => id as OperationId);

/** The last part of a path. Which characters a server takes is for the worker to say. */
export const mailboxName = z.string().min(1).max(255);

const mailboxRole = z.enum(['inbox', 'drafts', 'sent', 'archive', 'junk', 'trash', 'flagged', 'all']);

export const mailboxRef: z.ZodType<MailboxRef> = z.object({ accountId, mailboxId });
export const messageRef: z.ZodType<MessageRef> = z.object({ accountId, mailboxId, messageId });
/** As many as a person can select at once, and not so many that one call stops the program. */
export const messageRefs = z.array(messageRef).min(1).max(100_000);

/** RFC 1939 section 7 allows 70 characters; some servers take more. */
const maildropPick: z.ZodType<MaildropPick> = z.object({
  uidl: z.string().min(1).max(10_000),
  choice: z.enum(['fetch', 'remove', 'leave']),
});
export const maildropPicks = z.array(maildropPick).min(1).max(100_000);

export const partId = z.string().regex(/^\d{1,4}(?:\.\d{1,4}){0,50}$/);

const oneMailbox = z.object({ kind: z.literal('mailbox'), accountId, mailboxId });
export const mailView: z.ZodType<MailView> = z.discriminatedUnion('kind', [
  oneMailbox,
  z.object({ kind: z.literal('role'), role: mailboxRole }),
  z.object({
    kind: z.literal('search'),
    query: z.string().max(1000),
    within: z.discriminatedUnion('kind', [z.object({ kind: z.literal('everywhere') }), oneMailbox]),
  }),
]);

export const cursor: z.ZodType<Cursor> = z.object({ date: z.number(), accountId, mailboxId, messageId });

/** RFC 9051 section 2.3.2: a keyword is an atom, a system flag one with a backslash before it. */
const flag = z.string().regex(/^\\?[\w!#$&'+,\-./:;<=>?@[^`|}~]{1,100}$/u);
export const flagChange: z.ZodType<FlagChange> = z.object({ add: z.array(flag).max(20), remove: z.array(flag).max(20) });

const addressLine = z.string().max(100_000);
export const draft: z.ZodType<Draft> = z.object({
  accountId,
  to: addressLine,
  cc: addressLine,
  bcc: addressLine,
  subject: z.string().max(10_000),
  text: z.string().max(10_000_000),
  attachments: z.array(z.object({ token: z.uuid(), fileName: z.string().max(1000), size: z.number().nonnegative() })).max(1000),
  inReplyTo: z.object({ ref: messageRef, how: z.enum(['reply', 'forward']) }).nullable(),
});

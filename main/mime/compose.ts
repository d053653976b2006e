import { createHash, randomUUID } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Identity } from '../../shared/account.ts';
import type { Draft, SmtpEnvelope } from '../../shared/draft.ts';
import { cleanFileName } from './file-name.ts';
import { oneLine } from './one-line.ts';
import { checkedAddress, recipientsIn, rejected } from './recipients.ts';

export interface ComposeFacts {
  /** Milliseconds since 1970. */
  readonly date: number;
  /** With angle brackets, from `newHeaderMessageId`. */
  readonly headerMessageId: string;
  /** The message this answers. */
  readonly inReplyTo?: { readonly headerMessageId: string; readonly references: readonly string[] };
  readonly attachments: readonly { readonly fileName: string; readonly contentType?: string; readonly content: Buffer }[];
}

/** More ids than this make a header that servers refuse; the root and the latest are what threads need. */
const mostReferences = 50;

/** A Message-ID for a mail from this address: `<uuid@domain>`. It says nothing about this computer. */
export function newHeaderMessageId(address: string): string {
  return `<${randomUUID()}@${checkedAddress(address).split('@').at(-1) ?? ''}>`;
}

/**
 * A draft as the bytes that go out (CRLF line ends), and what is said to the server about them. Bcc is only in the envelope.
 * The same facts make the same bytes. Throws MailFailureError `rejected` for a wrong address or no recipient at all.
 */
export async function composeMessage(
  draft: Pick<Draft, 'to' | 'cc' | 'bcc' | 'subject' | 'text'>,
  identity: Identity,
  facts: ComposeFacts,
): Promise<{ readonly raw: Buffer; readonly envelope: SmtpEnvelope }> {
  const mailFrom = checkedAddress(identity.address);
  const [to, cc, bcc] = [recipientsIn(draft.to), recipientsIn(draft.cc), recipientsIn(draft.bcc)];
  const rcptTo = [...new Set([...to, ...cc, ...bcc].map(({ address }) => address))];
  if (rcptTo.length === 0) throw rejected('Nobody to send to: add at least one recipient.');

  const composer = new MailComposer({
    from: { name: oneLine(identity.name), address: mailFrom },
    to: [...to],
    cc: [...cc],
    subject: oneLine(draft.subject),
    date: new Date(facts.date),
    messageId: facts.headerMessageId,
    ...threadFields(facts.inReplyTo),
    // Without any text nodemailer would leave out the text part, and a lone file would become the message itself.
    text: draft.text === '' ? '\n' : draft.text,
    // For text that is not plain ASCII; left alone it picks base64 for most scripts, which people cannot read in the source.
    textEncoding: 'quoted-printable',
    attachments: facts.attachments.map(({ fileName, contentType, content }) => ({
      filename: cleanFileName(fileName) || 'attachment',
      content,
      contentDisposition: 'attachment',
      ...(isFileType(contentType) ? { contentType } : {}),
    })),
    newline: 'windows',
    baseBoundary: createHash('sha256').update(facts.headerMessageId).digest('hex').slice(0, 16),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return { raw: await composer.compile().build(), envelope: { mailFrom, rcptTo } };
}

/** RFC 5322 section 3.6.4. */
function threadFields(parent: ComposeFacts['inReplyTo']): { inReplyTo?: string; references?: string[] } {
  if (parent === undefined) return {};
  const ids = [...new Set([...parent.references, parent.headerMessageId])];
  const references = ids.length <= mostReferences ? ids : [...ids.slice(0, 1), ...ids.slice(1 - mostReferences)];
  return { inReplyTo: parent.headerMessageId, references };
}

/** A type that can describe a file. `multipart` cannot, and `message` may not be encoded (RFC 2046 section 5.2.1). */
function isFileType(contentType: string | undefined): contentType is string {
  return contentType !== undefined && /^(?!multipart|message)[\w.+-]+\/[\w.+-]+$/i.test(contentType);
}

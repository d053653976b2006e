import { createHash } from 'node:crypto';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Letter, Person } from './letter.ts';

export interface Postmark {
  readonly to: Person;
  readonly date: Date;
  /** With angle brackets. */
  readonly messageId: string;
  readonly references?: readonly string[];
}

/** A letter as the bytes of a message, with CRLF line ends; the same letter and postmark make the same bytes. */
export async function writeLetter(letter: Letter, { to, date, messageId, references = [] }: Postmark): Promise<Buffer> {
  if (letter.raw !== undefined) return Buffer.from(letter.raw(date));
  const parent = references.at(-1);
  const composer = new MailComposer({
    from: letter.from,
    to: [...(letter.to ?? [to])],
    cc: [...(letter.cc ?? [])],
    subject: letter.subject,
    date,
    messageId,
    ...(parent !== undefined && { inReplyTo: parent, references: [...references] }),
    ...(letter.headers !== undefined && { headers: letter.headers }),
    text: letter.text,
    ...(letter.html !== undefined && { html: letter.html }),
    textEncoding: 'quoted-printable',
    attachments: (letter.files ?? []).map(({ name, contentType, content, contentId }) => ({
      filename: name,
      contentType,
      content,
      ...(contentId !== undefined && { cid: contentId }),
    })),
    newline: 'windows',
    baseBoundary: createHash('sha256').update(messageId).digest('hex').slice(0, 16),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

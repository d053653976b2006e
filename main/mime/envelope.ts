/**
 * The door to message heads: a header block in, an Envelope out. Everything a stranger wrote is decoded here and made fit
 * for a line of a list; nothing in this room does I/O.
 */
import type { Address, Envelope } from '../../shared/message.ts';
import { readAddresses } from './addresses.ts';
import { parseHeaderDate } from './header-date.ts';
import { readHead, type HeaderField } from './header-fields.ts';
import { headerText, unfold } from './header-text.ts';
import { oneLine } from './one-line.ts';

/** RFC 5322 section 2.1.1: no line is longer, so no honest id is. */
const longestId = 998;
const plainId = /^[\x21-\x7e]{1,998}$/;
/** Threads keep their root and their latest ids; mailing lists have sent thousands of ids in one field. */
const mostReferences = 100;

const nothing = Buffer.alloc(0);

/** Reads a header block, or the head of a whole message. Never throws: what is missing or unreadable is empty or null. */
export function readEnvelope(head: Buffer): Envelope {
  return envelopeOf(readHead(head).fields);
}

/** The Message-ID of a header block, as `readEnvelope` tells it, without taking the rest apart. */
export function readMessageId(head: Buffer): string | null {
  return messageIdIn(readHead(head).fields);
}

/** As `readMessageId`, of fields that were read already. */
export function messageIdIn(fields: readonly HeaderField[]): string | null {
  const field = fields.find(({ name }) => name === 'message-id');
  return field === undefined ? null : messageIdOf(field.value);
}

function messageIdOf(value: Buffer): string | null {
  return idsIn(unfold(value))[0] ?? null;
}

/** The envelope of fields that were read already. A field that stands twice counts once, except lists of recipients. */
export function envelopeOf(fields: readonly HeaderField[]): Envelope {
  const first = (name: string): Buffer => fields.find((field) => field.name === name)?.value ?? nothing;
  const list = (name: string): readonly Address[] =>
    fields.flatMap((field) => (field.name === name ? readAddresses(unfold(field.value)) : []));
  const from = list('from');
  return {
    headerMessageId: messageIdOf(first('message-id')),
    inReplyTo: idsIn(unfold(first('in-reply-to')))[0] ?? null,
    references: fewer(idsIn(unfold(first('references')))),
    subject: oneLine(headerText(first('subject'))),
    date: parseHeaderDate(unfold(first('date'))),
    from: from.length > 0 ? from : list('sender'),
    replyTo: list('reply-to'),
    to: list('to'),
    cc: list('cc'),
    bcc: list('bcc'),
  };
}

/** Message ids with their brackets: `<a@b>`. Ids that came without brackets get them, if nothing in the field has any. */
function idsIn(text: string): readonly string[] {
  if (text === '') return [];
  const bracketed = [...text.matchAll(/<([^<>]{1,998})>/g)].map((match) => match[1] ?? '');
  const bare = bracketed.length > 0 ? bracketed : text.split(/[\s,]+/).filter((word) => /^[^\s<>@]+@[^\s<>@]+$/.test(word));
  return bare.map((id) => `<${plainId.test(id) ? id : id.replace(/[\s\p{Cc}]/gu, '').slice(0, longestId)}>`).filter((id) => id !== '<>');
}

function fewer(ids: readonly string[]): readonly string[] {
  const known = [...new Set(ids)];
  return known.length <= mostReferences ? known : [...known.slice(0, 1), ...known.slice(1 - mostReferences)];
}

/**
 * FETCH in bulk, read off imapflow's parser. Its own `fetch` also asks for MODSEQ, compiles the name of each item anew, hashes each row
 * and hands it over through two queues: together that takes as long as reading the line, a hundred thousand times.
 */
import { failureOf } from '../../../shared/failure.ts';
import { performance } from 'node:perf_hooks';
import { setImmediate as turn } from 'node:timers/promises';
import type { ImapAttribute } from './connection.ts';
import { exec } from './raw-commands.ts';
import type { ImapSession } from './session.ts';

type Attribute = 'UID' | 'FLAGS' | 'INTERNALDATE' | 'RFC822.SIZE' | 'EMAILID' | 'X-GM-MSGID';
export type FetchItem = Attribute | 'SOURCE' | { readonly headerFields: readonly string[] };

/** What one answer told of a message; null: nothing, or nothing that makes sense. Dates in milliseconds since 1970, sizes in bytes. */
export interface FetchedRow {
  readonly uid: number;
  readonly flags: readonly string[] | null;
  readonly internalDate: number | null;
  readonly size: number | null;
  /** The server's name for the content (OBJECTID, RFC 8474, or X-GM-MSGID). */
  readonly emailId: string | null;
  readonly header: Buffer | null;
  readonly source: Buffer | null;
}

interface Fetch {
  readonly set: string;
  /** The set names UIDs, and not places in the mailbox. */
  readonly byUid: boolean;
  /** More than flags: a row of nothing else is taken for news. */
  readonly items: readonly FetchItem[];
}

/** Milliseconds. Rows that have arrived already follow each other without a turn of the event loop: a click would wait for all of them. */
const longestRun = 20;

/**
 * Fetches from the selected mailbox. `each` gets the rows as they come in, also those that nobody asked for; nothing more is read before
 * a promise of its is settled. Rows without UID are passed over.
 */
export async function fetchRows(session: ImapSession, fetch: Fetch, each: (row: FetchedRow) => Promise<void> | void): Promise<void> {
  // imapflow only logs what is thrown while it hands over an answer.
  const thrown: unknown[] = [];
  let turned = performance.now();
  const take = async ({ attributes }: { readonly attributes?: readonly ImapAttribute[] | undefined }): Promise<void> => {
    if (thrown.length > 0) return;
    try {
      const row = rowOf(attributes?.[1]);
      if (row !== null) {
        if (isUnasked(row)) session.news();
        await each(row);
      }
      if (performance.now() - turned < longestRun) return;
      await turn();
      turned = performance.now();
    } catch (failure) {
      thrown.push(failure);
    }
  };
  const items = ['UID' as const, ...fetch.items].map(nodeOf);
  await session.ask(async (client) => {
    await exec(client, fetch.byUid ? 'UID FETCH' : 'FETCH', [{ type: 'SEQUENCE', value: fetch.set }, items], { FETCH: take });
    return true;
  });
  if (thrown.length > 0) throw thrown[0];
}

/** Flags alone: another device changed them meanwhile (RFC 9051 section 7.5.2), and imapflow hears of no row that is read here. */
function isUnasked({ flags, size, header, source }: FetchedRow): boolean {
  return flags !== null && size === null && header === null && source === null;
}

/** The server cannot tell something of one of the messages, and makes that the answer for all. Some say BAD then. */
export function isAboutOneOfThem(thrown: unknown): boolean {
  return ['rejected', 'protocol'].includes(failureOf(thrown).kind);
}

/** What to ask for to know a content again in another mailbox, where the server has a name for it. */
export function identityOn(session: ImapSession): readonly FetchItem[] {
  if (session.offers('OBJECTID')) return ['EMAILID'];
  return session.offers('X-GM-EXT-1') ? ['X-GM-MSGID'] : [];
}

function nodeOf(item: FetchItem): ImapAttribute {
  if (item === 'SOURCE') return { type: 'ATOM', value: 'BODY.PEEK', section: [] };
  if (typeof item === 'string') return { type: 'ATOM', value: item };
  const fields = item.headerFields.map((value) => ({ type: 'ATOM', value }));
  return { type: 'ATOM', value: 'BODY.PEEK', section: [{ type: 'ATOM', value: 'HEADER.FIELDS' }, fields] };
}

/** Null without UID. */
function rowOf(list: ImapAttribute | undefined): FetchedRow | null {
  if (!Array.isArray(list)) return null;
  const row: { -readonly [Key in keyof FetchedRow]: FetchedRow[Key] } = { uid: 0, ...nothing };
  for (let at = 0; at + 1 < list.length; at += 2) {
    const name = list[at];
    const value = list[at + 1] ?? null;
    switch (typeof name?.value === 'string' ? name.value.toUpperCase() : '') {
      case 'UID':
        row.uid = numberOf(value) ?? 0;
        break;
      case 'FLAGS':
        row.flags = textsOf(value);
        break;
      case 'INTERNALDATE':
        row.internalDate = timeOf(textOf(value));
        break;
      case 'RFC822.SIZE':
        row.size = numberOf(value);
        break;
      case 'EMAILID':
        row.emailId = textsOf(value)[0] ?? null;
        break;
      case 'X-GM-MSGID':
        row.emailId = textOf(value);
        break;
      case 'BODY':
        if (name?.section?.length === 0) row.source = bytesOf(value);
        else if (name?.section !== undefined) row.header = bytesOf(value);
        break;
    }
  }
  return row.uid > 0 ? row : null;
}

const nothing = { flags: null, internalDate: null, size: null, emailId: null, header: null, source: null };

function textOf(value: ImapAttribute): string | null {
  const text = value?.value ?? null;
  return text === null ? null : text.toString();
}

function textsOf(value: ImapAttribute): readonly string[] {
  return Array.isArray(value) ? value.flatMap((each) => textOf(each) || []) : [];
}

function numberOf(value: ImapAttribute): number | null {
  const number = Number(textOf(value) ?? Number.NaN);
  return Number.isSafeInteger(number) && number >= 0 ? number : null;
}

function timeOf(date: string | null): number | null {
  const time = date === null ? Number.NaN : new Date(date).getTime();
  return Number.isNaN(time) ? null : time;
}

/** NIL is what Dovecot answers for a message that was just removed. Some servers send short texts quoted, and not as a literal. */
function bytesOf(value: ImapAttribute): Buffer | null {
  const bytes = value?.value;
  if (typeof bytes === 'string') return Buffer.from(bytes);
  return Buffer.isBuffer(bytes) ? bytes : null;
}

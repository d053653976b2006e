import { MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { ImapClient } from './connection.ts';
import { type Namespace, namespacesFrom } from './namespaces.ts';
import { oneAtATime } from './one-at-a-time.ts';
import { openMailbox } from './open-mailbox.ts';
import type { ServerFacts } from './quirks.ts';

/** What SELECT told. UIDVALIDITY and MODSEQ are decimal text; a server that keeps none says `0` or null. */
export interface MailboxNumbers {
  readonly uidValidity: string;
  readonly uidNext: number | null;
  readonly highestModseq: string | null;
}

/** The connection, for as long as the work it was handed to lasts. */
export interface ImapSession {
  readonly host: string;
  readonly facts: ServerFacts;
  /** Awaits one command; a refusal, also one that imapflow answers with `false`, is thrown as MailFailureError. */
  ask<T>(command: (client: ImapClient) => Promise<T | false | undefined>): Promise<T>;
  /** Whether the server has it and it may be used. */
  offers(capability: string): boolean;
  /** As told at sign-in. */
  readonly namespaces: readonly Namespace[];
  /** Mailbox names travel as UTF-8, not in modified UTF-7. */
  readonly namesAreUtf8: boolean;
  /** The path of the selected mailbox. */
  selected(): string | null;
  /** How many messages it has now. */
  exists(): number;
}

interface Selection {
  readonly path: string;
  /** What it must be (RFC 9051 section 2.3.1.1), or the failure is `gone`; null: any. */
  readonly uidValidity: string | null;
  /** Asks for the numbers anew although the mailbox may be selected already. */
  readonly fresh?: boolean;
}

export interface ImapConnection {
  readonly facts: ServerFacts;
  /** For commands that need no mailbox. Work on one connection never overlaps, and must not ask for the connection again. */
  alone<T>(work: (session: ImapSession) => Promise<T>): Promise<T>;
  /** Selects the mailbox and works in it. */
  withMailbox<T>(selection: Selection, work: (session: ImapSession, numbers: MailboxNumbers) => Promise<T>): Promise<T>;
  /** Calls back when the server speaks of the selected mailbox without being asked. */
  onNews(listener: () => void): void;
  /** Calls back once, when the session ended by itself. */
  onLost(listener: (failure: MailFailure) => void): void;
  /** Never throws, may be called twice. */
  close(): Promise<void>;
}

/** What the session needs of the file that knows the library. */
interface SessionEdge {
  readonly host: string;
  readonly facts: ServerFacts;
  readonly isOff: (capability: string) => boolean;
  readonly failure: (thrown: unknown) => MailFailureError;
  /** The refusal told since the last call. */
  readonly takeRefusal: () => Error | null;
  /** Why the connection ended. */
  readonly ending: () => MailFailure;
}

/** RFC 9051 appendix E: what an IMAP4rev2 server need not name any more. */
const partOfRev2: ReadonlySet<string> = new Set(['IDLE', 'MOVE', 'UIDPLUS', 'SPECIAL-USE', 'LIST-STATUS']);

/** How long a LOGOUT may take before the line is cut. */
const farewellMs = 1000;

/** A signed-in client as a connection whose users cannot get into each other's way. */
export function sessionOf(client: ImapClient, edge: SessionEdge): ImapConnection {
  const queue = oneAtATime();
  let closing = false;
  const ask: ImapSession['ask'] = async (command) => {
    edge.takeRefusal();
    let answer;
    try {
      answer = await command(client);
    } catch (thrown) {
      throw edge.failure(thrown);
    }
    if (answer !== false && answer !== undefined) return answer;
    const refusal = edge.takeRefusal();
    if (refusal !== null) throw edge.failure(refusal);
    throw new MailFailureError(client.usable ? refusedWithoutWord(edge.host) : edge.ending());
  };
  const offers = (capability: string): boolean =>
    client.capabilities.has(capability) || (client.enabled.has('IMAP4REV2') && partOfRev2.has(capability) && !edge.isOff(capability));
  const session: ImapSession = {
    host: edge.host,
    facts: edge.facts,
    ask,
    offers,
    namespaces: namespacesFrom(client.namespaces),
    namesAreUtf8: client.enabled.has('UTF8=ACCEPT') || client.enabled.has('IMAP4REV2'),
    selected: () => (client.mailbox === false ? null : client.mailbox.path),
    exists: () => (client.mailbox === false ? 0 : client.mailbox.exists),
  };
  const keepsModseq = (): boolean => offers('CONDSTORE') || offers('QRESYNC');
  const select = async ({ path, uidValidity, fresh = false }: Selection): Promise<MailboxNumbers> => {
    const open = client.mailbox;
    const mailbox = !fresh && open !== false && open.path === path ? open : await openMailbox(ask, path);
    const numbers: MailboxNumbers = {
      uidValidity: String(mailbox.uidValidity ?? 0),
      uidNext: mailbox.uidNext || null,
      // Yahoo tells one, but cannot be asked for what changed since; others are not to be believed.
      highestModseq: !keepsModseq() || mailbox.noModseq === true || !mailbox.highestModseq ? null : String(mailbox.highestModseq),
    };
    if (uidValidity !== null && uidValidity !== numbers.uidValidity) throw new MailFailureError(renumbered(edge.host));
    return numbers;
  };
  return {
    facts: edge.facts,
    alone: (work) => queue.run(() => work(session)),
    withMailbox: (selection, work) => queue.run(async () => work(session, await select(selection))),
    onNews: (listener) => {
      for (const event of ['exists', 'expunge', 'flags', 'highestModseq']) client.on(event, listener);
    },
    onLost: (listener) => {
      client.once('close', () => {
        if (!closing) listener(edge.ending());
      });
    },
    close: async () => {
      closing = true;
      if (!client.usable) return client.close();
      const late = setTimeout(() => client.close(), farewellMs);
      await client.logout().catch(() => undefined);
      clearTimeout(late);
      client.close();
    },
  };
}

function refusedWithoutWord(host: string): MailFailure {
  return { kind: 'rejected', retry: 'never', text: `${host} cannot do that.` };
}

function renumbered(host: string): MailFailure {
  return { kind: 'gone', retry: 'never', text: `${host} numbered this folder anew; it has to be read again first.`, code: 'UIDVALIDITY' };
}

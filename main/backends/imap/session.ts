import { MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import type { ImapClient } from './connection.ts';
import { partsOfRev2 } from './extensions-off.ts';
import type { ImapServer } from './imap-server.ts';
import { type Namespace, namespacesFrom } from './namespaces.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { ServerFacts } from './quirks.ts';
import { answersSoon } from './prove-alive.ts';
import { type MailboxNumbers, type Selection, selectionOn } from './selection.ts';

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
  /** For whoever reads answers off imapflow: the server spoke of the selected mailbox in the midst of one. */
  news(): void;
}

export interface ImapConnection {
  readonly facts: ServerFacts;
  /** For commands that need no mailbox. Work on one connection never overlaps, and must not ask for the connection again. */
  alone<T>(work: (session: ImapSession) => Promise<T>): Promise<T>;
  /** Selects the mailbox and works in it. */
  withMailbox<T>(selection: Selection, work: (session: ImapSession, numbers: MailboxNumbers) => Promise<T>): Promise<T>;
  /** Calls back with the path when the server speaks of the selected mailbox, unasked or because of what we did there. */
  onNews(listener: (mailboxPath: string) => void): void;
  /** Calls back once, when the session ended by itself. */
  onLost(listener: (failure: MailFailure) => void): void;
  /** False when the server does not answer soon: then the session has been ended. */
  prove(): Promise<boolean>;
  /** Never throws, may be called twice. */
  close(): Promise<void>;
}

/** What the session needs of the file that knows the library. */
interface SessionEdge {
  readonly host: string;
  readonly facts: ServerFacts;
  readonly isOff: (capability: string) => boolean;
  readonly timeouts: ImapServer['timeouts'];
  readonly failure: (thrown: unknown) => MailFailureError;
  /** The refusal told since the last call. */
  readonly takeRefusal: () => Error | null;
  /** Why the connection ended. */
  readonly ending: () => MailFailure;
  /** How many milliseconds the server may say nothing from now on. */
  readonly allowSilence: (milliseconds: number) => void;
}

/** From the renewal of an IDLE to the server's word on it. */
const renewalMs = 30_000;

/** How long a LOGOUT may take before the line is cut. */
const farewellMs = 1000;

/** A signed-in client as a connection whose users cannot get into each other's way. */
export function sessionOf(client: ImapClient, edge: SessionEdge): ImapConnection {
  const queue = oneAtATime();
  const { silence, idle, probe } = edge.timeouts;
  let closing = false;
  const working = <T>(work: () => Promise<T>): Promise<T> =>
    queue.run(async () => {
      edge.allowSilence(silence);
      try {
        return await work();
      } finally {
        // From here on it IDLEs, and nothing need be said before that is renewed.
        edge.allowSilence(Math.max(silence, idle + renewalMs));
      }
    });
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
  const listeners: ((mailboxPath: string) => void)[] = [];
  const tell = ({ path }: { readonly path: string }): void => {
    if (!selection.isSelecting()) for (const listener of listeners) listener(path);
  };
  const offers = (capability: string): boolean =>
    client.capabilities.has(capability) || (client.enabled.has('IMAP4REV2') && partsOfRev2.has(capability) && !edge.isOff(capability));
  const session: ImapSession = {
    host: edge.host,
    facts: edge.facts,
    ask,
    offers,
    namespaces: namespacesFrom(client.namespaces),
    namesAreUtf8: client.enabled.has('UTF8=ACCEPT') || client.enabled.has('IMAP4REV2'),
    selected: () => (client.mailbox === false ? null : client.mailbox.path),
    exists: () => (client.mailbox === false ? 0 : client.mailbox.exists),
    news: () => {
      if (client.mailbox !== false) tell(client.mailbox);
    },
  };
  const selection = selectionOn(client, session);
  for (const event of ['exists', 'flags', 'highestModseq'] as const) client.on(event, tell);
  client.on('expunge', (gone) => {
    // VANISHED (EARLIER) is an answer to what we asked (RFC 7162 section 3.2.10).
    if (gone.earlier !== true) tell(gone);
  });
  return {
    facts: edge.facts,
    alone: (work) => working(() => work(session)),
    withMailbox: (wanted, work) => working(async () => work(session, await selection.select(wanted))),
    onNews: (listener) => void listeners.push(listener),
    onLost: (listener) => {
      client.once('close', () => {
        if (!closing) listener(edge.ending());
      });
    },
    prove: async () => {
      const noop = (): Promise<unknown> => working(() => client.noop());
      const alive = await answersSoon({ ask: noop, received: () => client.stats().received, withinMs: probe });
      if (!alive) client.close();
      return alive && client.usable;
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

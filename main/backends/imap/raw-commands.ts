/**
 * Commands that imapflow has no method for. It runs every command of its own this way, breaking off an IDLE before and taking it up
 * afterwards, but leaves the way out of its types: so it is looked for, and a test says when a new version has it no longer.
 */
import type { ImapClient } from './connection.ts';

/** A token of an answer: text, NIL, or a list. */
export type Token = string | null | readonly Token[];

/** An untagged answer: its keyword and what follows it. */
export interface Untagged {
  readonly keyword: string;
  readonly tokens: readonly Token[];
}

type List = ImapClient['list'];
type ListOptions = NonNullable<Parameters<List>[0]>;

interface Exec {
  exec(
    command: string,
    attributes: readonly { readonly type: 'STRING'; readonly value: string }[],
    options: { readonly untagged: Readonly<Record<string, (answer: { readonly attributes?: unknown }) => Promise<void>>> },
  ): Promise<{ readonly next: () => void }>;
}

interface RawClient {
  readonly commands: Map<string, (connection: Exec, ...args: never) => Promise<unknown>>;
  run(command: 'LIST', reference: '', pattern: string, options: ListOptions): ReturnType<List>;
  run(command: typeof ours, work: (connection: Exec) => Promise<void>): Promise<unknown>;
}

const ours = 'HOMING';

function raw(client: ImapClient): RawClient {
  if (!isRaw(client)) throw new Error('this version of imapflow runs its commands in another way');
  client.commands.set(ours, (connection, work: (connection: Exec) => Promise<void>) => work(connection));
  return client;
}

function isRaw(client: object): client is RawClient {
  return 'run' in client && typeof client.run === 'function' && 'commands' in client && client.commands instanceof Map;
}

/** As `client.list`, of the mailboxes whose path fits a pattern. */
export function listMatching(client: ImapClient, pattern: string, options: ListOptions): ReturnType<List> {
  return raw(client).run('LIST', '', pattern, options);
}

/** Sends a command with these strings; resolves with the untagged answers of the given keywords, in order. */
export async function command(
  client: ImapClient,
  name: string,
  strings: readonly string[],
  keywords: readonly string[],
): Promise<readonly Untagged[]> {
  const answers: Untagged[] = [];
  const keep = (keyword: string) => (answer: { readonly attributes?: unknown }) => {
    answers.push({ keyword, tokens: Array.isArray(answer.attributes) ? answer.attributes.map(tokenOf) : [] });
    return Promise.resolve();
  };
  await raw(client).run(ours, async (connection) => {
    const attributes = strings.map((value) => ({ type: 'STRING', value }) as const);
    const done = await connection.exec(name, attributes, { untagged: Object.fromEntries(keywords.map((each) => [each, keep(each)])) });
    done.next();
  });
  return answers;
}

function tokenOf(attribute: unknown): Token {
  if (Array.isArray(attribute)) return attribute.map(tokenOf);
  if (typeof attribute !== 'object' || attribute === null || !('value' in attribute)) return null;
  const { value } = attribute;
  // A literal comes as bytes.
  return typeof value === 'string' || typeof value === 'number' || Buffer.isBuffer(value) ? value.toString() : null;
}

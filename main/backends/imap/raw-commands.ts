/**
 * Commands that imapflow has no method for. It runs every command of its own this way, breaking off an IDLE before and taking it up
 * afterwards, but leaves the way out of its types: so it is looked for, and a test says when a new version has it no longer.
 */
import type { ImapAttribute, ImapClient } from './connection.ts';

/** A token of an answer: text, NIL, or a list. */
export type Token = string | null | readonly Token[];

/** An untagged answer: its keyword and what follows it. */
export interface Untagged {
  readonly keyword: string;
  readonly tokens: readonly Token[];
}

type List = ImapClient['list'];
type ListOptions = NonNullable<Parameters<List>[0]>;

/** Takes an untagged answer; nothing more is read before its promise is settled. */
type Take = (answer: { readonly attributes?: readonly ImapAttribute[] }) => Promise<void>;

interface Exec {
  exec(
    command: string,
    attributes: readonly ImapAttribute[],
    options: { readonly untagged: Readonly<Record<string, Take>> },
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

/** Sends a command; resolves when it is done. The untagged answers go to the taker of their keyword. */
export async function exec(
  client: ImapClient,
  name: string,
  attributes: readonly ImapAttribute[],
  untagged: Readonly<Record<string, Take>>,
): Promise<void> {
  await raw(client).run(ours, async (connection) => (await connection.exec(name, attributes, { untagged })).next());
}

/** Sends a command with these strings; resolves with the untagged answers of the given keywords, in order. */
export async function command(
  client: ImapClient,
  name: string,
  strings: readonly string[],
  keywords: readonly string[],
): Promise<readonly Untagged[]> {
  const answers: Untagged[] = [];
  const keep =
    (keyword: string): Take =>
    ({ attributes = [] }) => {
      answers.push({ keyword, tokens: attributes.map(tokenOf) });
      return Promise.resolve();
    };
  const attributes = strings.map((value) => ({ type: 'STRING', value }));
  await exec(client, name, attributes, Object.fromEntries(keywords.map((each) => [each, keep(each)])));
  return answers;
}

function tokenOf(attribute: ImapAttribute): Token {
  if (Array.isArray(attribute)) return attribute.map(tokenOf);
  // A literal comes as bytes.
  return attribute?.value?.toString() ?? null;
}

import { onTestFinished } from 'vitest';
import type { DovecotServer } from './dovecot.ts';
import { openPopTestAccount, type PopTestAccount, type SyncChanges } from './pop-account.ts';

/** A user of the server with mail in the maildrop, and an account of ours that reads it. */
export interface PopUser {
  readonly user: string;
  readonly account: PopTestAccount;
  /** What the maildrop holds, as `asText` makes it. */
  onServer(): Promise<readonly string[]>;
}

let users = 0;

/** For one test: the account is gone after it. */
export async function newPopUser(dovecot: DovecotServer, messages: readonly Buffer[], options: SyncChanges = {}): Promise<PopUser> {
  const { user, password } = await dovecot.addUser(`pop-${(users += 1)}`);
  await dovecot.deliver(user, 'INBOX', ...messages.map((raw) => ({ raw })));
  const server = { host: dovecot.host, port: dovecot.ports.pop3, security: 'none', userName: user } as const;
  const account = await openPopTestAccount(server, password, options);
  onTestFinished(() => account.remove());
  return {
    user,
    account,
    onServer: async () => asText((await dovecot.contents(user)).get('INBOX')?.map((message) => message.raw) ?? []),
  };
}

/** A small message with this word in it, and a line that begins with a dot. */
export function letter(word: string): Buffer {
  return Buffer.from(`Subject: ${word}\r\nMessage-ID: <${word}@example.org>\r\n\r\n.${word}\r\n`);
}

/** Messages to compare, whatever their order. */
export function asText(messages: Iterable<Buffer>): readonly string[] {
  return [...messages].map((raw) => raw.toString('latin1')).sort();
}

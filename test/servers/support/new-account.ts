// A user of its own on a running Dovecot, with mail in the inbox and our whole worker on it; both are gone after the test.
import { onTestFinished } from 'vitest';
import type { DovecotServer } from './dovecot.ts';
import { letter } from './imap-scene.ts';
import { type AccountOptions, runAccount, type RunningAccount } from './running-account.ts';

export interface NewAccount extends RunningAccount {
  readonly user: string;
  readonly password: string;
}

let users = 0;

export async function newAccount(
  dovecot: DovecotServer,
  kind: 'imap' | 'pop',
  letters: number,
  { incomingPort, ...changes }: Partial<AccountOptions> & { readonly incomingPort?: number } = {},
): Promise<NewAccount> {
  users += 1;
  const { user, password } = await dovecot.addUser(`new${users}`);
  for (let number = 1; number <= letters; number++) await dovecot.deliver(user, 'INBOX', { raw: letter(number) });
  const server = { host: '127.0.0.1', security: 'none', userName: user } as const;
  const running = await runAccount({
    kind,
    address: `${user}@example.org`,
    incoming: { ...server, port: incomingPort ?? (kind === 'imap' ? dovecot.ports.imap : dovecot.ports.pop3) },
    // Nobody listens there: a test that sends says where to.
    outgoing: { ...server, port: 1 },
    password,
    ...changes,
  });
  onTestFinished(() => running.end());
  return { ...running, user, password };
}

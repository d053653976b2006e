/** One account's thread, with what it tells passed on. */
import type { AccountId, AccountStatus } from '../../shared/account.ts';
import type { Events } from '../../shared/ipc.ts';
import type { Channel } from '../threads/channel.ts';
import { startThread, type Thread } from '../threads/host.ts';
import type { AccountCalls, AccountEventName, AccountEvents } from '../threads/protocol.ts';

/** With all of the window's events, so that one listener fits every name that is passed on. */
type SupervisedEvents = Events & AccountEvents;

export type AccountThread = Thread<AccountCalls, SupervisedEvents>;
export type AccountChannel = Pick<Channel<AccountCalls, SupervisedEvents>, 'call'>;

/** Hears every event of every account. */
type AccountListener = <Name extends AccountEventName>(name: Name, payload: Events[Name]) => void;

export interface AccountThreadParts {
  /** Built entry of the account thread. */
  readonly entry: URL;
  readonly listen: AccountListener;
  readonly bug: (accountId: AccountId, stack: string) => void;
}

/** Passed on as they are; a status is also remembered. */
const passedOn = [
  'store.changed',
  'mail.arrived',
  'operation.failed',
  'credentials.needed',
  'certificate.untrusted',
] as const satisfies readonly Exclude<AccountEventName, 'account.status'>[];

/** A thread that has no account yet. */
export function bareThread(entry: URL): AccountThread {
  return startThread<AccountCalls, SupervisedEvents>(entry);
}

export function accountThread(parts: AccountThreadParts, accountId: AccountId, status: (status: AccountStatus) => void): AccountThread {
  const thread = bareThread(parts.entry);
  thread.channel.on('account.status', status);
  const passOn = <Name extends AccountEventName>(name: Name): void => thread.channel.on(name, (payload) => parts.listen(name, payload));
  passedOn.forEach(passOn);
  thread.channel.on('bug.noticed', ({ stack }) => parts.bug(accountId, stack));
  return thread;
}

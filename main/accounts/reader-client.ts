/** The one reader thread, asked by name. When a hostile mail ends it, it comes back and only that question is lost. */
import type { Account, AccountId } from '../../shared/account.ts';
import type { Channel } from '../threads/channel.ts';
import { startThread, type Thread } from '../threads/host.ts';
import type { ReadableAccount, ReaderCalls, ReaderEvents } from '../threads/protocol.ts';

export interface ReaderClient {
  call: Channel<ReaderCalls, ReaderEvents>['call'];
  /** The account's store can be read from now on, or is read with what changed about the account. */
  open(account: Account, folder: string): Promise<void>;
  /** The account is gone: its files are let go. */
  close(accountId: AccountId): Promise<void>;
  stop(): Promise<void>;
}

export function createReaderClient(entry: URL, crashed: (error: Error | null) => void): ReaderClient {
  const accounts = new Map<AccountId, ReadableAccount>();
  let stopping = false;
  let thread = start();

  function start(): Thread<ReaderCalls, ReaderEvents> {
    const fresh = startThread<ReaderCalls, ReaderEvents>(entry);
    void fresh.ended.then(startAgain);
    return fresh;
  }

  async function startAgain(error: Error | null): Promise<void> {
    if (stopping) return;
    crashed(error);
    thread = start();
    try {
      await thread.channel.call('open', [...accounts.values()]);
    } catch {
      // It ended at once again, and comes through here again.
    }
  }

  return {
    call: (name, ...args) => thread.channel.call(name, ...args),
    open: async (account, folder) => {
      const readable = { account, folder };
      accounts.set(account.id, readable);
      await thread.channel.call('open', [readable]);
    },
    close: async (accountId) => {
      accounts.delete(accountId);
      // A thread that ended meanwhile comes back without it.
      await thread.channel.call('close', accountId).catch(() => undefined);
    },
    stop: async () => {
      stopping = true;
      await thread.terminate();
    },
  };
}

// A POP account whose line to its maildrop breaks as a test wants, and the judge of what it has in the end.
import { expect } from 'vitest';
import { sweepAfterCrash } from '../../../main/worker/sweep-bytes.ts';
import { writeFact } from '../../../main/store/facts.ts';
import type { CopiesPolicy } from '../../../shared/account.ts';
import type { MailFailure } from '../../../shared/failure.ts';
import type { ByteCut, ByteCutProxy } from '../../doubles/byte-cut-proxy.ts';
import { isKilled } from '../../doubles/failing-store.ts';
import { openPopTestAccount, type PopTestAccount, type SyncChanges } from './pop-account.ts';
import type { Maildrop } from './pop-maildrops.ts';
import { readFolder } from './read-folder.ts';
import { watchLine } from './watched-line.ts';

export interface PopCable {
  readonly account: PopTestAccount;
  readonly proxy: ByteCutProxy;
  /** What is to be here, and what the person removed from here. */
  readonly wanted: ReadonlySet<string>;
  readonly deletedForEver: ReadonlySet<string>;
  deliver(...messages: readonly Buffer[]): Promise<void>;
  /** The person removes the one whose bytes are these from this computer. */
  deleteForEver(text: string): void;
  /** One check for mail over a line that breaks there. Fails when something left the server that was not here at its QUIT. */
  check(cut: ByteCut | null, changes?: SyncChanges): Promise<MailFailure | 'killed' | null>;
  /** The program starts again after it was killed. */
  startAfterCrash(): void;
  /** After a check that went well: each message is here, in one mailbox, byte for byte. */
  judge(): void;
  end(): Promise<void>;
}

export const day = 24 * 60 * 60 * 1000;
export const policies: readonly [CopiesPolicy, ...CopiesPolicy[]] = [
  { kind: 'leave' },
  { kind: 'remove-after-download' },
  { kind: 'remove-after-days', days: 7 },
  { kind: 'remove-when-deleted' },
];

/** Milliseconds; for a line that is going to stall. */
const impatient = { greeting: 150, answer: 150 };

/** `what` is told with each failure. `like`: an account of which everything here and there is the same. */
export async function openPopCable(maildrop: Maildrop, what: string, like: PopCable | null = null): Promise<PopCable> {
  const { userName, password } = maildrop;
  const { proxy, during } = await watchLine(maildrop, () => account.folder, what);
  const server = { host: '127.0.0.1', port: proxy.port, security: 'none', userName } as const;
  const account = await openPopTestAccount(server, password, {}, like?.account);
  const wanted = new Set(like?.wanted);
  const deletedForEver = new Set(like?.deletedForEver);

  return {
    account,
    proxy,
    wanted,
    deletedForEver,
    deliver: async (...messages) => {
      for (const raw of messages) {
        await maildrop.deliver(raw);
        wanted.add(raw.toString('latin1'));
      }
    },
    deleteForEver: (text) => {
      account.deleteForEver(account.find(text));
      wanted.delete(text);
      deletedForEver.add(text);
    },
    check: (cut, changes = {}) => {
      proxy.arm(cut);
      const timeouts = cut?.how === 'stall' ? { timeouts: impatient } : {};
      const sync = (): Promise<MailFailure | 'killed' | null> =>
        account.sync({ ...timeouts, ...changes }).catch((thrown: unknown) => {
          if (isKilled(thrown)) return 'killed';
          throw thrown;
        });
      return during(sync, deletedForEver);
    },
    startAfterCrash: () => {
      account.restart();
      account.store.transaction((tx) => writeFact(tx, 'in-use', 1));
      sweepAfterCrash(account.store);
    },
    judge: () => expect(readFolder(account.folder), what).toEqual([...wanted].sort()),
    end: async () => {
      await proxy.stop();
      await account.remove();
    },
  };
}

import type { MailFailure } from '../../../shared/failure.ts';
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import type { MailStore } from '../../store/mail-store.ts';
import type { SyncProgress } from '../backend.ts';
import { askHeads } from './ask-heads.ts';
import type { PopConnection } from './pop-connection.ts';
import type { Named } from './plan-choices.ts';
import { storeHeads } from './store-heads.ts';

interface HeadDownload {
  readonly connection: PopConnection;
  readonly store: MailStore;
  readonly inbox: MailboxId;
  readonly progress: SyncProgress;
  readonly now: () => number;
  /** These are new here. */
  readonly committed: (added: readonly MessageId[]) => Promise<void>;
}

/** Fetches and commits the heads of messages that are not to be downloaded whole. Returns for how many the server gave none. */
export async function downloadHeads(
  { connection, store, inbox, progress, now, committed }: HeadDownload,
  wanted: readonly Named[],
): Promise<number> {
  let [done, without] = [0, 0];
  for await (const heads of askHeads(connection, wanted)) {
    await committed(storeHeads(store, inbox, heads, now()));
    without += heads.filter(({ start }) => start === null).length;
    done += heads.length;
    progress.report({ what: 'listing', done, total: wanted.length });
  }
  return without;
}

/** What to tell about messages that are too big to be downloaded, and whose heads the server does not hand over. */
export function headlessFailure(messages: number): MailFailure {
  const which = messages === 1 ? 'One big message is' : `${messages.toLocaleString('en')} big messages are`;
  return {
    kind: 'unsupported',
    retry: 'never',
    text: `${which} shown without sender and subject: the server does not hand over the heads of messages alone.`,
    code: 'NO_HEADS',
  };
}

/** What can be done to an account. Failures are shown. */
import type { AccountId, VanishedAnswer } from '../../shared/account.ts';
import type { MailboxRef } from '../../shared/mailbox.ts';
import { command } from '../api.ts';
import { showThrown } from './failures.ts';

export async function pauseDownload(accountId: AccountId, paused: boolean): Promise<void> {
  try {
    await command('account.pauseDownload', accountId, paused);
  } catch (thrown) {
    showThrown(thrown);
  }
}

/** To remove them here too: ask first. */
export async function answerVanished(mailbox: MailboxRef, answer: VanishedAnswer): Promise<void> {
  try {
    await command('account.answerVanished', mailbox, answer);
  } catch (thrown) {
    showThrown(thrown);
  }
}

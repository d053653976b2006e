/** What can be done to an account. Failures are shown. */
import type { AccountId } from '../../shared/account.ts';
import { command } from '../api.ts';
import { showThrown } from './failures.ts';

export async function pauseDownload(accountId: AccountId, paused: boolean): Promise<void> {
  try {
    await command('account.pauseDownload', accountId, paused);
  } catch (thrown) {
    showThrown(thrown);
  }
}

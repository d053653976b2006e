import type { AccountDraft, AccountId } from '../../shared/account.ts';
import { failureOf, type MailFailure } from '../../shared/failure.ts';
import type { VerifyReport } from '../../shared/ipc.ts';
import { serversOf } from './servers.ts';

const longest = 60_000;

/** Signs in to both servers of a draft, at the same time, and keeps nothing. */
export async function verifyServers(draft: AccountDraft): Promise<VerifyReport> {
  const { password, keepPasswordWeakly: _kept, ...account } = draft;
  const servers = serversOf({ ...account, id: 'draft' as AccountId }, password);
  const signal = AbortSignal.timeout(longest);
  const backend = servers.backend();
  try {
    const [incoming, outgoing] = await Promise.all([outcomeOf(backend.connect(signal)), outcomeOf(servers.submitter.verify(signal))]);
    return { incoming, outgoing };
  } finally {
    await backend.close();
  }
}

async function outcomeOf(attempt: Promise<void>): Promise<MailFailure | null> {
  try {
    await attempt;
    return null;
  } catch (thrown) {
    return failureOf(thrown);
  }
}

import type { AccountDraft, AccountId, ServerAddress } from '../../shared/account.ts';
import { failureOf, type MailFailure } from '../../shared/failure.ts';
import type { VerifyReport } from '../../shared/ipc.ts';
import { serversOf } from './servers.ts';

const usualPatienceMs = 60_000;

/** Signs in to both servers of a draft, at the same time, and keeps nothing. */
export async function verifyServers(draft: AccountDraft, patienceMs = usualPatienceMs): Promise<VerifyReport> {
  const { password, keepPasswordWeakly: _kept, ...account } = draft;
  const servers = serversOf({ ...account, id: 'draft' as AccountId }, password);
  const signal = AbortSignal.timeout(patienceMs);
  const backend = servers.backend();
  try {
    const [incoming, outgoing] = await Promise.all([
      outcomeOf(backend.connect(signal), draft.incoming),
      outcomeOf(servers.submitter.verify(signal), draft.outgoing),
    ]);
    return { incoming, outgoing };
  } finally {
    await backend.close();
  }
}

async function outcomeOf(attempt: Promise<void>, { host }: ServerAddress): Promise<MailFailure | null> {
  try {
    await attempt;
    return null;
  } catch (thrown) {
    const failure = failureOf(thrown);
    // Nobody but our patience stopped it.
    if (failure.kind !== 'cancelled') return failure;
    return {
      kind: 'offline',
      reason: 'timeout',
      retry: 'later',
      text: `${host} answered, and then fell silent. Check the port and the security setting.`,
    };
  }
}

import { useRef, useState } from 'react';
import type { AccountDraft, AccountId } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { VerifyReport } from '../../shared/ipc.ts';
import { command } from '../api.ts';

/** How adding goes. `refused`: signing in failed, server by server. `failed`: something else did. */
export type Adding =
  | { readonly state: 'idle' }
  | { readonly state: 'signing-in'; readonly host: string }
  | { readonly state: 'adding' }
  | { readonly state: 'refused'; readonly report: VerifyReport }
  | { readonly state: 'failed'; readonly failure: MailFailure };

interface AddAccount {
  readonly adding: Adding;
  /** Signs in to both servers, then keeps the account. Never rejects: `adding` says how it went. */
  readonly start: (draft: AccountDraft) => Promise<void>;
  /** Leaves a sign-in that takes too long; its answer, when it comes, counts no more. */
  readonly stop: () => void;
}

export function useAddAccount(onAdded: (accountId: AccountId) => void): AddAccount {
  const [adding, setAdding] = useState<Adding>({ state: 'idle' });
  const run = useRef(0);

  async function start(draft: AccountDraft): Promise<void> {
    run.current += 1;
    const mine = run.current;
    setAdding({ state: 'signing-in', host: draft.incoming.host });
    try {
      const report = await command('account.verify', draft);
      if (mine !== run.current) return;
      if (report.incoming !== null || report.outgoing !== null) {
        setAdding({ state: 'refused', report });
        return;
      }
      setAdding({ state: 'adding' });
      onAdded(await command('account.add', draft));
    } catch (error) {
      if (mine === run.current) setAdding({ state: 'failed', failure: failureOf(error) });
    }
  }

  function stop(): void {
    run.current += 1;
    setAdding({ state: 'idle' });
  }

  return { adding, start, stop };
}

/** The pace of what each account is doing now, as its reports come. */
import { create } from 'zustand';
import type { AccountId, AccountStatus } from '../../shared/account.ts';
import { paceAfter } from './pace.ts';
import type { Pace } from './pace.ts';

export const useWork = create<Readonly<Record<AccountId, Pace | undefined>>>(() => ({}));

/** Call with every status as it arrives. */
export function noteWork({ accountId, activity }: AccountStatus, now: number): void {
  useWork.setState((before) => ({ [accountId]: activity === null ? undefined : paceAfter(before[accountId], activity, now) }));
}

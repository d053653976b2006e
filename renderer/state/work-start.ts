/** When each account's present piece of work was first seen, and when it last moved: from that comes the time that is left. */
import { create } from 'zustand';
import type { AccountId, AccountStatus } from '../../shared/account.ts';

interface Work {
  readonly name: string;
  /** Milliseconds since 1970, and how many were done by then. */
  readonly startedAt: number;
  readonly startedWith: number;
  readonly movedAt: number;
}

export type WorkSpeed = Pick<Work, 'startedAt' | 'startedWith' | 'movedAt'>;

export const useWork = create<Readonly<Record<AccountId, Work>>>(() => ({}));

/** Call with every status as it arrives. */
export function noteWork({ accountId, activity }: AccountStatus, now: number): void {
  if (activity === null) return;
  const name = `${activity.what} ${activity.mailbox ?? ''}`;
  const old = useWork.getState()[accountId];
  const goesOn = old !== undefined && old.name === name && activity.done >= old.startedWith;
  const work: Work = goesOn ? { ...old, movedAt: now } : { name, startedAt: now, startedWith: activity.done, movedAt: now };
  useWork.setState({ [accountId]: work });
}

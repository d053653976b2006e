/** When each account's present piece of work was first seen, and when it last moved: from that comes the time that is left. */
import { create } from 'zustand';
import type { AccountId, AccountStatus, Activity } from '../../shared/account.ts';

interface Work {
  readonly name: string;
  /** Milliseconds since 1970, and how far it had come by then: see progressOf. */
  readonly startedAt: number;
  readonly startedWith: number;
  readonly movedAt: number;
}

export type WorkSpeed = Pick<Work, 'startedAt' | 'startedWith' | 'movedAt'>;

export const useWork = create<Readonly<Record<AccountId, Work>>>(() => ({}));

/** How far a piece of work has come: in bytes where they are known, since one message can be a thousand times another. */
export function progressOf({ done, total, bytes }: Activity): { readonly done: number; readonly total: number | null } {
  return bytes ?? { done, total };
}

/** Call with every status as it arrives. */
export function noteWork({ accountId, activity }: AccountStatus, now: number): void {
  if (activity === null) return;
  const { done } = progressOf(activity);
  const name = `${activity.what} ${activity.mailbox ?? ''} ${activity.bytes === undefined ? 'things' : 'bytes'}`;
  const old = useWork.getState()[accountId];
  const goesOn = old !== undefined && old.name === name && done >= old.startedWith;
  const work: Work = goesOn ? { ...old, movedAt: now } : { name, startedAt: now, startedWith: done, movedAt: now };
  useWork.setState({ [accountId]: work });
}

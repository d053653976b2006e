/** Failures the person has to see, each once, until it is solved or put away. */
import { create } from 'zustand';
import type { AccountId } from '../../shared/account.ts';
import { failureOf } from '../../shared/failure.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { ServerSide } from '../../shared/ipc.ts';
import type { FailedOperation } from '../../shared/operation.ts';

export type ShownFailure =
  | { readonly kind: 'operation'; readonly failed: FailedOperation }
  | { readonly kind: 'credentials'; readonly accountId: AccountId; readonly failure: MailFailure | null }
  | { readonly kind: 'certificate'; readonly accountId: AccountId; readonly side: ServerSide; readonly failure: MailFailure }
  | { readonly kind: 'notice'; readonly accountId: AccountId; readonly failure: MailFailure }
  | { readonly kind: 'command'; readonly failure: MailFailure };

interface FailuresState {
  readonly shown: readonly ShownFailure[];
}

export const useFailures = create<FailuresState>(() => ({ shown: [] }));

/** What makes two failures the same one: a second refusal of the same password is not a second problem. */
export function failureKey(shown: ShownFailure): string {
  if (shown.kind === 'operation') return `operation ${shown.failed.accountId} ${shown.failed.operationId}`;
  if (shown.kind === 'credentials') return `credentials ${shown.accountId}`;
  if (shown.kind === 'certificate') return `certificate ${shown.accountId} ${shown.side}`;
  if (shown.kind === 'notice') return `notice ${shown.accountId}`;
  return `command ${shown.failure.kind} ${shown.failure.text}`;
}

export function showFailure(failure: ShownFailure): void {
  const key = failureKey(failure);
  useFailures.setState(({ shown }) => ({ shown: [...shown.filter((other) => failureKey(other) !== key), failure] }));
}

export function dismissFailure(key: string): void {
  useFailures.setState(({ shown }) => ({ shown: shown.filter((other) => failureKey(other) !== key) }));
}

/** Shows whatever a command threw. */
export function showThrown(thrown: unknown): void {
  const failure = failureOf(thrown);
  if (failure.kind !== 'cancelled') showFailure({ kind: 'command', failure });
}

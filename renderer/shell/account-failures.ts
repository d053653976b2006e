/** Failures that follow from an account's state, and actions refused before: a window opened after the event was told must show them as well. Pure. */
import type { AccountStatus } from '../../shared/account.ts';
import type { FailedOperation } from '../../shared/operation.ts';
import { failureKey } from '../state/failures.ts';
import type { ShownFailure } from '../state/failures.ts';

/** What was told plus what was refused before and what the states say, each problem once. */
export function allFailures(
  told: readonly ShownFailure[],
  refused: readonly FailedOperation[],
  statuses: readonly AccountStatus[],
): readonly ShownFailure[] {
  const keys = new Set(told.map(failureKey));
  const before = refused.map((failed) => ({ kind: 'operation', failed }) as const);
  return [...told, ...[...before, ...statuses.flatMap(impliedBy)].filter((failure) => !keys.has(failureKey(failure)))];
}

function impliedBy({ accountId, connection, notice }: AccountStatus): readonly ShownFailure[] {
  if (connection.state !== 'offline') return notice === null ? [] : [{ kind: 'notice', accountId, failure: notice }];
  const { failure } = connection;
  if (failure.kind === 'auth') return [{ kind: 'credentials', accountId, failure }];
  if (failure.kind === 'tls' && failure.certificate !== undefined) return [{ kind: 'certificate', accountId, side: 'incoming', failure }];
  return [];
}

/** Failures that follow from an account's state: a window opened after the event was told must show them as well. Pure. */
import type { AccountStatus } from '../../shared/account.ts';
import { failureKey } from '../state/failures.ts';
import type { ShownFailure } from '../state/failures.ts';

/** What was told plus what the states say, each problem once. */
export function allFailures(told: readonly ShownFailure[], statuses: readonly AccountStatus[]): readonly ShownFailure[] {
  const keys = new Set(told.map(failureKey));
  return [...told, ...statuses.flatMap(impliedBy).filter((failure) => !keys.has(failureKey(failure)))];
}

function impliedBy({ accountId, connection, notice }: AccountStatus): readonly ShownFailure[] {
  if (connection.state !== 'offline') return notice === null ? [] : [{ kind: 'notice', accountId, failure: notice }];
  const { failure } = connection;
  if (failure.kind === 'auth') return [{ kind: 'credentials', accountId, failure }];
  if (failure.kind === 'tls' && failure.certificate !== undefined) return [{ kind: 'certificate', accountId, side: 'incoming', failure }];
  return [];
}

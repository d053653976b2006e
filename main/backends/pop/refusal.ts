import { failureOf, type FailureKind } from '../../../shared/failure.ts';

const refusals: ReadonlySet<FailureKind> = new Set<FailureKind>(['gone', 'unsupported', 'protocol', 'busy', 'rejected']);

/**
 * Perhaps a refusal (-ERR) of one command. An answer that cannot be read is of the same kind, but has ended the session: whatever is
 * asked next fails with it again.
 */
export function isRefusal(thrown: unknown): boolean {
  return refusals.has(failureOf(thrown).kind);
}

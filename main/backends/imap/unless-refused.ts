import { failureOf, isGoneOrRejected } from '../../../shared/failure.ts';

/** `refused`: for good. `not now`: it may be told another time, so nothing follows from it. */
type NoAnswer = 'refused' | 'not now';

/**
 * For what is good to know and no reason to stop. A server that is busy is no proof of anything; a connection or a sign-in that is gone
 * is thrown, and so is a mistake of ours.
 */
export async function unlessRefused<T>(asked: Promise<T>): Promise<T | NoAnswer> {
  try {
    return await asked;
  } catch (thrown) {
    const { kind } = failureOf(thrown);
    if (kind === 'busy' || kind === 'protocol') return 'not now';
    if (isGoneOrRejected(thrown) || kind === 'unsupported' || kind === 'quota') return 'refused';
    throw thrown;
  }
}

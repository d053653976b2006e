import { failureOf, type MailFailure } from '../../shared/failure.ts';

/** The server said no to this for good; a line that broke, or a server that is busy, is none. */
export function isRefusal({ kind }: MailFailure): boolean {
  return kind === 'rejected' || kind === 'gone' || kind === 'unsupported' || kind === 'quota';
}

/** For what may be refused without harm: resolves with the refusal, or null; what else goes wrong is thrown. */
export async function refusedOnly(asked: Promise<unknown>): Promise<MailFailure | null> {
  try {
    await asked;
    return null;
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (!isRefusal(failure)) throw thrown;
    return failure;
  }
}

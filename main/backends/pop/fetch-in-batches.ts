import type { MailFailure } from '../../../shared/failure.ts';
import type { PopConnection } from './maildrop.ts';
import type { Retrieval } from './plan.ts';
import type { Downloaded } from './store-batch.ts';

/** One durable commit costs the same for one message as for many; more than this would only make memory and pauses grow. */
const mostMessages = 50;
const mostBytes = 8 * 1024 * 1024;

/** A message the server lists but does not hand over. */
export interface Skipped {
  readonly message: Retrieval;
  readonly failure: MailFailure;
}

interface BatchHandler {
  /** So many messages were answered. */
  readonly fetched: (done: number) => void;
  /** Makes these durable; the next ones are on their way meanwhile. */
  readonly commit: (batch: readonly Downloaded[]) => Promise<void>;
}

/**
 * Fetches messages and commits them in batches. Whatever came whole before the session broke is committed before this
 * rejects. Returns the messages that were refused.
 */
export async function fetchInBatches(
  connection: PopConnection,
  wanted: readonly Retrieval[],
  { fetched, commit }: BatchHandler,
): Promise<readonly Skipped[]> {
  const byNumber = new Map(wanted.map((message) => [message.number, message]));
  const skipped: Skipped[] = [];
  let batch: Downloaded[] = [];
  let bytes = 0;
  let done = 0;
  const flush = async (): Promise<void> => {
    const full = batch;
    batch = [];
    bytes = 0;
    if (full.length > 0) await commit(full);
  };

  try {
    await connection.retrieveMany(wanted, async (number, retrieved) => {
      const message = byNumber.get(number);
      if (message === undefined) throw new Error('a message came that was not asked for');
      fetched((done += 1));
      if (!retrieved.ok) {
        skipped.push({ message, failure: retrieved.failure });
        return;
      }
      const raw = Buffer.concat(retrieved.value);
      batch.push({ uidl: message.uidl, raw });
      bytes += raw.length;
      if (batch.length >= mostMessages || bytes >= mostBytes) await flush();
    });
  } finally {
    // When a commit was what failed, its batch is no longer here and is not tried twice.
    await flush();
  }
  return skipped;
}

import { failureOf } from '../../../shared/failure.ts';
import type { PopConnection } from './pop-connection.ts';

/** Milliseconds: soon enough for whoever presses a button. */
const lookEvery = 200;

/**
 * Calls `stop` once when `paused` begins to be so; returns what ends the watch. It is asked rather than told, by the clock and not by what
 * arrives: a server that has fallen silent would give no occasion.
 */
export function watchPause(paused: () => boolean, stop: () => void): () => void {
  const timer = setInterval(() => {
    if (!paused()) return;
    clearInterval(timer);
    stop();
  }, lookEvery);
  return () => clearInterval(timer);
}

/** Ends the connection, and with it the work on it, when the person says so meanwhile: then it resolves with null. Nothing was removed by that. */
export async function endedByPause<T>(
  connection: Pick<PopConnection, 'close'>,
  paused: () => boolean,
  work: () => Promise<T>,
): Promise<T | null> {
  if (paused()) return work();
  const said = { stop: false };
  const endWatch = watchPause(paused, () => {
    said.stop = true;
    connection.close();
  });
  try {
    const done = await work();
    return said.stop ? null : done;
  } catch (thrown) {
    if (said.stop && failureOf(thrown).kind === 'cancelled') return null;
    throw thrown;
  } finally {
    endWatch();
  }
}

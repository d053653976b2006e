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

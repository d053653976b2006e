const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * From now on Ctrl-C and its relatives call `stop`. Playwright ends the process at once, at each start of a program anew; the
 * servers and the profile must be cleared away first, so this is called after each start.
 */
export function takeSignals(stop: () => void): void {
  for (const signal of signals) {
    process.removeAllListeners(signal);
    process.on(signal, stop);
  }
}

/** The stack of whatever was thrown, with those of its causes: what a library threw is what tells the mistake. */
export function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  const own = thrown.stack ?? thrown.message;
  return thrown.cause === undefined ? own : `${own}\nbecause of ${stackOf(thrown.cause)}`;
}

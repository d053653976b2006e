/** A benchmark of something that lost mail is worth nothing. `what` says where, and of what. */
export function assertSame(what: string, found: unknown, wanted: unknown): void {
  if (found !== wanted) throw new Error(`Wrong: ${what}: ${String(found)} instead of ${String(wanted)}.`);
}

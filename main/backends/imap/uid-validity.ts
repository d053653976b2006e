/** As decimal text, whichever command told it. A server that keeps none has `0`, and so always the same. */
export function uidValidityText(told: bigint | undefined): string {
  return String(told ?? 0);
}

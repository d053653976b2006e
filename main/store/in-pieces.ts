/** Rows per transaction. */
const atOnce = 200;

/** Works through many in pieces, so that a click in between waits for no longer than one of them takes. */
export async function inPieces<T>(all: readonly T[], work: (piece: readonly T[]) => void): Promise<void> {
  for (let from = 0; from < all.length; from += atOnce) {
    if (from > 0) await new Promise<void>((resolve) => void setImmediate(resolve));
    work(all.slice(from, from + atOnce));
  }
}

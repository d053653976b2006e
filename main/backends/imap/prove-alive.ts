/** A line whose other end may be gone without a word, as after sleep. */
interface Line {
  /** Asks for a sign of life; settles with the answer, whatever it is. It may have to wait for an answer that is being sent. */
  readonly ask: () => Promise<unknown>;
  /** Bytes that came so far. */
  readonly received: () => number;
  readonly withinMs: number;
}

/** False when `withinMs` pass in which neither the answer comes nor any byte of one before it. */
export async function answersSoon({ ask, received, withinMs }: Line): Promise<boolean> {
  const answered = ask().then(
    () => true,
    () => true,
  );
  for (;;) {
    const before = received();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), withinMs);
    });
    const inTime = await Promise.race([answered, late]);
    clearTimeout(timer);
    if (inTime) return true;
    if (received() === before) return false;
  }
}

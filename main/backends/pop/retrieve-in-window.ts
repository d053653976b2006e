import type { Sink } from './body-decoder.ts';
import type { PopDialogue } from './dialogue.ts';
import type { Exchange } from './exchange.ts';
import type { StatusLine } from './status-line.ts';

/** A message to fetch. The size is the server's hint, and only decides how many are asked for at once. */
export interface Wanted {
  readonly number: number;
  readonly size: number;
}

/** One RETR answered whole. */
interface Answered {
  readonly number: number;
  readonly answer: StatusLine;
}

interface OnTheWay {
  readonly number: number;
  readonly size: number;
  readonly exchange: Exchange;
}

/** Enough to hide the way there and back, little enough to be held in memory. */
const mostMessages = 128;
const mostBytes = 8 * 1024 * 1024;
/** Messages on the way at which the window is filled up again: so most commands share their way to the server. */
const fewMessages = mostMessages / 2;

/** Keeps a window of RETR commands on the way and hands the messages over one at a time, each proven whole by what follows it. */
export async function retrieveInWindow(
  dialogue: PopDialogue,
  messages: readonly Wanted[],
  sinkFor: (number: number) => Sink,
  handOver: (answered: Answered) => void | Promise<void>,
): Promise<void> {
  const onTheWay: OnTheWay[] = [];
  let bytes = 0;
  let next = 0;
  const fill = (): void => {
    if (onTheWay.length > fewMessages) return;
    for (let wanted = messages[next]; wanted !== undefined; wanted = messages[next]) {
      if (onTheWay.length > 0 && (!dialogue.pipelining || onTheWay.length >= mostMessages || bytes + wanted.size > mostBytes)) return;
      onTheWay.push({ ...wanted, exchange: dialogue.ask(`RETR ${wanted.number}`, { body: sinkFor(wanted.number) }) });
      bytes += wanted.size;
      next += 1;
    }
  };

  let held: Answered | null = null;
  fill();
  for (let first = onTheWay[0]; first !== undefined; first = onTheWay[0]) {
    await first.exchange.status;
    if (held !== null) await handOver(held);
    const answer = await first.exchange.done;
    held = { number: first.number, answer };
    onTheWay.shift();
    bytes -= first.size;
    fill();
  }
  if (held === null) return;
  await dialogue.ask('NOOP').status;
  await handOver(held);
}

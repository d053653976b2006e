import type { RawMessages } from '../../store/raw-messages.ts';
import type { RawStream } from '../../store/raw-stream.ts';
import type { Sink } from './body-decoder.ts';

/** A whole message: in memory, in pieces, or, when it is big, on the disk already, with its beginning. */
export type Received =
  | { readonly kind: 'bytes'; readonly pieces: readonly Buffer[]; readonly size: number }
  | { readonly kind: 'stream'; readonly stream: RawStream; readonly start: Buffer; readonly size: number };

/** Takes the bytes of one message as they come. What the server said of its size is not relied on. */
export interface Receiver {
  readonly sink: Sink;
  received(): Received;
  /** It did not come whole: nothing of it stays. May be called twice, and after `received`. */
  abandon(): void;
}

/** Bytes from which a message is not held in memory. */
const streamFrom = 4 * 1024 * 1024;
/** Bytes of a big one that are held all the same: its head is among them. */
const startLength = 256 * 1024;

export function createReceiver(raw: Pick<RawMessages, 'stream'>): Receiver {
  let pieces: Buffer[] = [];
  let size = 0;
  let stream: RawStream | null = null;
  let start = Buffer.alloc(0);
  return {
    sink: (piece) => {
      size += piece.length;
      if (stream !== null) return stream.write(piece);
      pieces.push(piece);
      if (size < streamFrom) return;
      stream = raw.stream();
      const all = Buffer.concat(pieces);
      pieces = [];
      start = Buffer.from(all.subarray(0, startLength));
      stream.write(all);
    },
    received: () => {
      const whole: Received = stream === null ? { kind: 'bytes', pieces, size } : { kind: 'stream', stream, start, size };
      // Whoever got it sees to what becomes of it.
      [stream, pieces] = [null, []];
      return whole;
    },
    abandon: () => {
      stream?.abandon();
      [stream, pieces] = [null, []];
    },
  };
}

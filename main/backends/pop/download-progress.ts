import type { Activity } from '../../../shared/account.ts';
import type { Retrieval } from './plan.ts';

/** Tells how far a download is, also while a big message is on its way: never less than before, and in the end all of it. */
export interface DownloadProgress {
  /** So many bytes of this message came. */
  came(message: Retrieval, bytes: number): void;
  /** It is whole, or the server would not hand it over. */
  over(message: Retrieval): void;
}

/** Bytes between two reports of one message: often enough to be seen moving on a slow line. */
const betweenReports = 32 * 1024;

/** `sizeOf`: what a message counts as. The server's size is a hint: of a message that is larger no more is counted, of a smaller one the rest at its end. */
export function createDownloadProgress(
  messages: readonly Retrieval[],
  sizeOf: (message: Retrieval) => number,
  report: (activity: Activity) => void,
): DownloadProgress {
  const total = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  const counted = new Map<number, number>();
  let [done, bytes, told] = [0, 0, 0];
  const count = (message: Retrieval, upTo: number): void => {
    const before = counted.get(message.number) ?? 0;
    const now = Math.min(upTo, sizeOf(message));
    counted.set(message.number, now);
    bytes += now - before;
  };
  const tell = (): void => {
    told = bytes;
    report({ what: 'downloading', done, total: messages.length, bytes: { done: bytes, total } });
  };
  return {
    came: (message, more) => {
      count(message, (counted.get(message.number) ?? 0) + more);
      if (bytes - told >= betweenReports) tell();
    },
    over: (message) => {
      count(message, Infinity);
      counted.delete(message.number);
      done += 1;
      tell();
    },
  };
}

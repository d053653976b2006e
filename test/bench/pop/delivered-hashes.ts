import { createHash } from 'node:crypto';
import type { KeptMailbox } from '../support/kept-mailbox.ts';

/** The messages of a mailbox as a program for Unix delivers them, with LF line ends. `takes` is true once for each of them. */
export function deliveredHashes(mailbox: Pick<KeptMailbox, 'read'>): { takes(raw: Buffer): boolean } {
  const waiting = new Map<string, number>();
  for (const { raw } of mailbox.read()) {
    const hash = hashOf(raw.toString('latin1').replaceAll('\r\n', '\n'));
    waiting.set(hash, (waiting.get(hash) ?? 0) + 1);
  }
  return {
    takes: (raw) => {
      const hash = hashOf(raw.toString('latin1'));
      const left = waiting.get(hash) ?? 0;
      waiting.set(hash, left - 1);
      return left > 0;
    },
  };
}

function hashOf(text: string): string {
  return createHash('sha256').update(text, 'latin1').digest('hex');
}

/** The work that keeps a disk busy, apart from the work that needs an answer at once: it may be done by another thread. */
import type { RawMessages } from './raw-messages.ts';

export interface Disk {
  /** Writes bytes of messages, in order, and may take their memory: nobody else must use it from then on. Resolves with their hashes; they are here, and durable, once `settle` has resolved. */
  stage(messages: readonly Uint8Array[]): Promise<readonly Uint8Array[]>;
  settle(): Promise<void>;
  /** To be called when there is nothing else to do: gives back the room of what was removed, as far as that is worth the work. */
  compact(): void;
  /** So many rows of mail.db were committed: from time to time its write-ahead log has to be moved into the file. */
  written(rows: number): void;
  /** Bytes are being put, or were a moment ago: whoever can wait should. */
  busy(): boolean;
  close(): Promise<void>;
}

/** In this thread, through its own connection. */
export function diskHere(raw: RawMessages): Disk {
  return {
    stage: async (messages) => raw.stage(messages),
    settle: async () => raw.settle(),
    compact: () => raw.compact(),
    // SQLite does it by itself, with the commit that makes the log too long.
    written: () => undefined,
    // What is put is put before anybody else has a turn.
    busy: () => false,
    close: () => Promise.resolve(),
  };
}

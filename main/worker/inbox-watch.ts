/**
 * The second connection, on which the server tells of the inbox; where it allows none, the inbox is asked about now and then over
 * the first, and the second is tried again later. Nobody waits for any of it.
 */
import type { Backend } from '../backends/backend.ts';
import { watchAgainDelay } from './schedule.ts';

export interface InboxWatch {
  /** For a new connection. */
  begin(backend: Backend): void;
  /** The server tells of the inbox by itself. */
  isOn(): boolean;
  /** The reason for which it was off may be gone: tries now. */
  hurry(): void;
  /** Never throws. */
  end(): Promise<void>;
}

interface InboxWatchParts {
  /** Something happened in the inbox, or may have: the watch began, or broke. */
  readonly changed: () => void;
}

/** RFC 9051 section 5.1: its name on every server. */
export const inboxPath = 'INBOX';
const askEveryMs = 60_000;
/** A watch that stood for so long was no mistake: the next one is begun as soon as the first was. */
const settledMs = 600_000;

export function createInboxWatch({ changed }: InboxWatchParts): InboxWatch {
  let backend: Backend | null = null;
  let stop: (() => Promise<void>) | null = null;
  let beginning: Backend | null = null;
  let began = 0;
  let attempts = 0;
  let again: NodeJS.Timeout | undefined;
  let asking: NodeJS.Timeout | undefined;

  const later = (watched: Backend): void => {
    if (watched !== backend) return;
    const wasOn = stop !== null;
    if (wasOn && Date.now() - began >= settledMs) attempts = 0;
    stop = null;
    attempts += 1;
    clearTimeout(again);
    again = setTimeout(tryNow, watchAgainDelay(attempts));
    if (wasOn) changed();
  };
  const watch = async (watched: Backend): Promise<void> => {
    let over = false;
    const lost = (): void => {
      over = true;
      later(watched);
    };
    const end = await watched.watch?.({ changed, lost });
    if (end === undefined || over) return;
    if (watched !== backend) return end();
    stop = end;
    began = Date.now();
    // What happened between the last look and now was not told.
    changed();
  };
  const tryNow = (): void => {
    const watched = backend;
    if (watched?.watch === undefined || beginning === watched || stop !== null) return;
    clearTimeout(again);
    beginning = watched;
    watch(watched)
      .catch(() => later(watched))
      .finally(() => {
        if (beginning === watched) beginning = null;
      });
  };
  const ask = async (): Promise<void> => {
    // Should the connection be gone, whoever uses it next is told so.
    if (stop === null && (await backend?.peek?.(inboxPath).catch(() => false)) === true) changed();
  };

  return {
    begin: (fresh) => {
      if (fresh.watch === undefined) return;
      backend = fresh;
      attempts = 0;
      asking = setInterval(() => void ask(), askEveryMs);
      tryNow();
    },
    isOn: () => stop !== null,
    hurry: () => {
      attempts = 0;
      tryNow();
    },
    end: async () => {
      const ending = stop;
      [backend, stop] = [null, null];
      clearTimeout(again);
      clearInterval(asking);
      await ending?.();
    },
  };
}

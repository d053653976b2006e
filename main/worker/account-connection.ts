/** The one connection of an account to its incoming server, and the watch beside it that tells of new mail. */
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { Backend } from '../backends/backend.ts';

export interface AccountConnection {
  /** The open one, or a new one; throws MailFailureError. */
  open(signal: AbortSignal): Promise<Backend>;
  isOpen(): boolean;
  /**
   * Asks the server to tell of changes, unless it does already or hung up on us a moment ago. Nobody waits for it: a server
   * that is slow with a second connection must not hold up what a person does on the first.
   */
  watch(): void;
  /** The server could tell of changes, but does not now. */
  isUnwatched(): boolean;
  /** Never throws; the next `open` makes a new one. */
  close(): Promise<void>;
}

export interface AccountConnectionParts {
  /** Null while there is no password. */
  readonly newBackend: () => Backend | null;
  readonly connecting: () => void;
  /** Something happened on the server, or may have: the watch began, or broke. */
  readonly changed: () => void;
}

const noPassword: MailFailure = {
  kind: 'auth',
  retry: 'after-user',
  text: 'The password of this account is not kept on this computer.',
  code: 'NO_PASSWORD',
};

/** Some servers let a second connection in and end it at once: asked again each time, they would be asked all day. */
const watchAgainAfterMs = 60_000;

export function createAccountConnection(parts: AccountConnectionParts): AccountConnection {
  let backend: Backend | null = null;
  let watch: 'none' | 'beginning' | (() => Promise<void>) = 'none';
  let watchNotBefore = 0;

  const leaveInPeace = (): void => {
    watch = 'none';
    watchNotBefore = Date.now() + watchAgainAfterMs;
  };

  const beginWatch = async (watched: Backend): Promise<void> => {
    const end = await watched.watch?.(parts.changed, () => {
      if (watched !== backend) return;
      leaveInPeace();
      parts.changed();
    });
    if (end === undefined) return;
    if (watched !== backend) {
      await end();
      return;
    }
    watch = end;
    // What happened between the last look and now was not told.
    parts.changed();
  };

  return {
    open: async (signal) => {
      signal.throwIfAborted();
      if (backend !== null) return backend;
      const fresh = parts.newBackend();
      if (fresh === null) throw new MailFailureError(noPassword);
      parts.connecting();
      try {
        await fresh.connect(signal);
      } catch (thrown) {
        await fresh.close();
        throw thrown;
      }
      backend = fresh;
      return fresh;
    },
    isOpen: () => backend !== null,
    watch: () => {
      const watched = backend;
      if (watched?.watch === undefined || watch !== 'none' || Date.now() < watchNotBefore) return;
      watch = 'beginning';
      beginWatch(watched).catch(() => {
        if (watched === backend) leaveInPeace();
      });
    },
    isUnwatched: () => backend?.watch !== undefined && typeof watch === 'string',
    close: async () => {
      const [old, ending] = [backend, watch];
      [backend, watch] = [null, 'none'];
      if (typeof ending === 'function') await ending();
      await old?.close();
    },
  };
}

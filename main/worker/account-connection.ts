/** The one connection of an account to its incoming server, and the watch beside it that tells of new mail. */
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { Backend } from '../backends/backend.ts';
import { createInboxWatch, inboxPath } from './inbox-watch.ts';

export interface AccountConnection {
  /** The open one, or a new one; throws MailFailureError. */
  open(signal: AbortSignal): Promise<Backend>;
  /** There is one, and it has not ended by itself. */
  isOpen(): boolean;
  /** How many milliseconds the open one has stood; 0 without one. */
  stoodFor(): number;
  /** Why the open one ended by itself meanwhile, or null: somebody who works with it finds out too late, or not at all. */
  ended(): MailFailure | null;
  /** The server tells of the inbox over a connection of its own. */
  watchesInbox(): boolean;
  /** Every connection has to answer at once; a watch that does not is begun anew. False: the open one did not, and is of no use now. */
  prove(): Promise<boolean>;
  /** Never throws; the next `open` makes a new one. */
  close(): Promise<void>;
}

export interface AccountConnectionParts {
  /** Null while there is no password. */
  readonly newBackend: () => Backend | null;
  readonly connecting: () => void;
  /** Something happened in this mailbox on the server, or may have. */
  readonly changed: (mailboxPath: string) => void;
  /** The open connection ended by itself. */
  readonly lost: (failure: MailFailure) => void;
}

export const noPasswordCode = 'NO_PASSWORD';

const noPassword: MailFailure = {
  kind: 'auth',
  retry: 'after-user',
  text: 'The password of this account is not kept on this computer.',
  code: noPasswordCode,
};

export function createAccountConnection(parts: AccountConnectionParts): AccountConnection {
  let backend: Backend | null = null;
  let since = 0;
  let ended: MailFailure | null = null;
  const watch = createInboxWatch({ changed: () => parts.changed(inboxPath) });

  const hear = (heard: Backend): void =>
    heard.listen?.({
      changed: (path) => {
        // The watch tells the same, and one look is enough.
        if (path !== inboxPath || !watch.isOn()) parts.changed(path);
      },
      lost: (failure) => {
        if (heard !== backend) return;
        ended = failure;
        parts.lost(failure);
      },
    });

  const close = async (): Promise<void> => {
    const old = backend;
    [backend, ended] = [null, null];
    await Promise.all([watch.end(), old?.close()]);
  };

  return {
    open: async (signal) => {
      signal.throwIfAborted();
      // Nobody waits in vain for one that ended a moment ago.
      if (ended !== null) await close();
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
      [backend, since, ended] = [fresh, Date.now(), null];
      hear(fresh);
      watch.begin(fresh);
      return fresh;
    },
    isOpen: () => backend !== null && ended === null,
    stoodFor: () => (backend === null ? 0 : Date.now() - since),
    ended: () => ended,
    watchesInbox: () => watch.isOn(),
    prove: async () => {
      const proven = (await backend?.prove?.()) ?? true;
      if (proven) watch.hurry();
      return proven;
    },
    close,
  };
}

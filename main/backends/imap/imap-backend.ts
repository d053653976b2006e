/**
 * IMAP: everything stays on the server, and this computer keeps a copy to read offline. Here the parts are put together; what is to
 * be fetched is decided in plan.ts, and imapflow is spoken to in connection.ts and session.ts only.
 */
import { type ImapAccount, imapOptionsOf } from '../../../shared/account.ts';
import { MailFailureError } from '../../../shared/failure.ts';
import type { Backend } from '../backend.ts';
import { connectionLost } from '../socket-failure.ts';
import { appendOn, expungeOn, findOn, flagsOn } from './actions.ts';
import { arrivedSinceOn } from './arrivals.ts';
import { downloadOne } from './bodies.ts';
import { openImapConnection } from './connection.ts';
import { copyOn, moveOn } from './copying.ts';
import { type ImapServer, usualTimeouts } from './imap-server.ts';
import { mailboxActionsOn } from './mailbox-actions.ts';
import type { ImapConnection } from './session.ts';
import { syncAccount, syncOneMailbox } from './sync-account.ts';
import { watchInbox } from './watch.ts';

/** Its actions are there after `connect`, which may be called again after `close`. */
export function createImapBackend(
  account: ImapAccount,
  password: string,
  options: Partial<Pick<ImapServer, 'ca' | 'version' | 'timeouts'>> = {},
): Backend {
  const server: ImapServer = { ...account.incoming, timeouts: usualTimeouts, ...options };
  let open: ImapConnection | null = null;
  let endWatch: (() => Promise<void>) | null = null;
  let closing = new AbortController();
  const connected = (): ImapConnection => {
    if (open === null) throw new MailFailureError(connectionLost(server));
    return open;
  };
  const backend: { -readonly [Member in keyof Backend]: Backend[Member] } = {
    connect: async (signal) => {
      const connection = await openImapConnection(server, password, signal);
      open = connection;
      backend.flags = flagsOn(connection);
      backend.move = moveOn(connection);
      backend.copy = copyOn(connection);
      backend.expunge = expungeOn(connection);
      backend.append = appendOn(connection);
      backend.findByMessageId = findOn(connection);
      backend.arrivedSince = arrivedSinceOn(connection);
      backend.mailboxes = mailboxActionsOn(connection);
      closing = new AbortController();
      backend.watch = async (changed, lost) => {
        endWatch = await watchInbox(() => openImapConnection(server, password, closing.signal), server.timeouts.idle, changed, lost);
        return endWatch;
      };
    },
    sync: (store, scope, progress) => {
      const context = { connection: connected(), store, progress, options: imapOptionsOf(account) };
      return scope.kind === 'everything' ? syncAccount(context) : syncOneMailbox(context, scope.mailboxId);
    },
    downloadMessage: (store, mailboxId, messageId) => downloadOne(connected(), store, mailboxId, messageId),
    close: async () => {
      const [connection, end] = [open, endWatch];
      [open, endWatch] = [null, null];
      closing.abort();
      await Promise.all([connection?.close(), end?.()]);
    },
  };
  return backend;
}

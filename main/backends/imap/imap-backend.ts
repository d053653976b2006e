/**
 * IMAP: everything stays on the server, and this computer keeps a copy to read offline. Here the parts are put together; what is to
 * be fetched is decided in plan.ts. imapflow is imported in connection.ts only, and each command goes through `ask` of session.ts.
 */
import { type ImapAccount, imapOptionsOf } from '../../../shared/account.ts';
import { assertNever, MailFailureError } from '../../../shared/failure.ts';
import type { Backend } from '../backend.ts';
import { connectionLost } from '../socket-failure.ts';
import { appendOn, expungeOn, findOn, flagsOn } from './actions.ts';
import { arrivedSinceOn } from './arrivals.ts';
import { openImapConnection } from './connection.ts';
import { copyOn, moveOn } from './copying.ts';
import { downloadOne } from './download-one.ts';
import { findFiledOn, usualLooks } from './filed-by-server.ts';
import { type ImapServer, usualTimeouts } from './imap-server.ts';
import { mailboxActionsOn } from './mailbox-actions.ts';
import { filesSentMail } from './quirks.ts';
import type { ImapConnection } from './session.ts';
import { nothingPassedOver } from './sync-context.ts';
import { downloadMissing, syncAccount, syncOneMailbox } from './sync-account.ts';
import { listenTo, peekOn, restIn, watchInbox } from './watch.ts';

/** Its actions are there after `connect`, which may be called again after `close`. */
export function createImapBackend(
  account: ImapAccount,
  password: string,
  { looks = usualLooks, ...options }: Partial<Pick<ImapServer, 'ca' | 'version' | 'timeouts'> & { looks: readonly number[] }> = {},
): Backend {
  const server: ImapServer = { ...account.incoming, without: imapOptionsOf(account).without, timeouts: usualTimeouts, ...options };
  let open: ImapConnection | null = null;
  let watching: ImapConnection | null = null;
  let closing = new AbortController();
  let passedOver = nothingPassedOver();
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
      if (filesSentMail(connection.facts, account.outgoing.host)) {
        backend.findFiled = findFiledOn(findOn(connection), looks, closing.signal);
      }
      backend.listen = (listener) => listenTo(connection, listener);
      backend.rest = (mailboxPath) => restIn(connection, mailboxPath);
      backend.peek = peekOn(connection);
      backend.watch = async (listener) => {
        const watch = await watchInbox(() => openImapConnection(server, password, closing.signal), listener);
        watching = watch;
        return () => watch.close();
      };
      backend.prove = async () => {
        const [proven] = await Promise.all([connection.prove(), watching?.prove()]);
        return proven;
      };
    },
    sync: (store, scope, progress) => {
      // Whoever waits in one mailbox would go to another for the same text again and again, and come back to look.
      if (scope.kind === 'everything') passedOver = nothingPassedOver();
      if (scope.kind === 'mailbox') passedOver.mailboxes.delete(scope.mailboxId);
      const context = { connection: connected(), store, progress, options: imapOptionsOf(account), passedOver };
      switch (scope.kind) {
        case 'everything':
          return syncAccount(context);
        case 'mailbox':
          return syncOneMailbox(context, scope.mailboxId);
        case 'texts':
          return downloadMissing(context);
        default:
          return assertNever(scope);
      }
    },
    downloadMessage: (store, mailboxId, messageId) => downloadOne(connected(), store, mailboxId, messageId),
    close: async () => {
      const [connection, watch] = [open, watching];
      [open, watching] = [null, null];
      closing.abort();
      await Promise.all([connection?.close(), watch?.close()]);
    },
  };
  return backend;
}

import type { ImapClient } from './connection.ts';
import { namespacesFrom, wholePath } from './namespaces.ts';

/**
 * Our paths are whole. imapflow puts the prefix of one's own mailboxes (Courier has `INBOX.`) before any other path, and so could
 * neither open what others share nor keep a message from being filed beside it. Only a new mailbox still gets it, if it has none.
 */
export function useWholePaths(client: ImapClient): void {
  const namespaces = namespacesFrom(client.namespaces);
  client.namespace = client.namespace && { ...client.namespace, prefix: '' };
  const create = client.mailboxCreate.bind(client);
  client.mailboxCreate = (path) => create(typeof path === 'string' ? wholePath(path, namespaces) : path);
}

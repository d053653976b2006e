// A real store, the person's actions on it, and a server that does what it is told: what the queue makes of one for the other.
import { locationsOfMessage } from '../../main/store/locations.ts';
import { listMailboxes, type ListedMailbox, saveMailbox, setSyncState } from '../../main/store/mailboxes.ts';
import { runOperations } from '../../main/worker/run-operations.ts';
import { createUserActions } from '../../main/worker/user-actions.ts';
import type { Account, AccountId } from '../../shared/account.ts';
import type { MailFailure } from '../../shared/failure.ts';
import type { MailboxId } from '../../shared/mailbox.ts';
import type { MessageId } from '../../shared/message.ts';
import type { FailedOperation } from '../../shared/operation.ts';
import { createFakeBackend } from '../doubles/fake-backend.ts';
import { addMailbox, openTempStore, unexpected } from './open-temp-store.ts';

export const offline: MailFailure = { kind: 'offline', reason: 'lost', retry: 'later', text: 'lost' };
export const refused: MailFailure = { kind: 'rejected', retry: 'never', text: 'no permission' };
export const gone: MailFailure = { kind: 'gone', retry: 'never', text: 'no such folder' };
export const busy: MailFailure = { kind: 'busy', retry: 'later', text: 'in use' };

const server = { host: 'localhost', port: 1, security: 'none', userName: 'ann' } as const;

function account(kind: 'imap' | 'pop'): Account {
  const base = { id: 'test' as AccountId, identity: { name: 'Ann', address: 'ann@example.org' }, incoming: server, outgoing: server };
  return kind === 'imap' ? { ...base, kind } : { ...base, kind, copies: { kind: 'leave' } };
}

/** Inbox, Archive, Junk and Trash of one account, known by their numbers. */
export function queueScene(kind: 'imap' | 'pop' = 'imap') {
  const { store, heard, folder } = openTempStore();
  const [inbox, archive, junk, trash] = [
    addMailbox(store, 'INBOX', 'inbox'),
    addMailbox(store, 'Archive', 'archive'),
    addMailbox(store, 'Junk', 'junk'),
    addMailbox(store, 'Trash', 'trash'),
  ];
  const numbered = (id: MailboxId): void =>
    store.transaction((tx) => setSyncState(tx, id, { uidValidity: '1', uidNext: 10, highestModseq: null }));
  for (const id of [inbox, archive, junk, trash]) numbered(id);
  const backend = createFakeBackend();
  const failed: FailedOperation[] = [];
  const actions = createUserActions({
    store,
    account: () => account(kind),
    changed: () => {},
    operationsWait: () => {},
    mailWaits: () => {},
    removalsWait: () => {},
  });
  const clock = { now: 5000 };
  return {
    store,
    heard,
    folder,
    inbox,
    archive,
    junk,
    trash,
    backend,
    failed,
    actions,
    clock,
    run: (): Promise<number | null> =>
      runOperations(
        store,
        backend,
        { done: actions.remember, failed: (failure) => failed.push(failure), bug: unexpected },
        { look: () => Promise.resolve(), now: () => clock.now },
      ),
    places: (messageId: MessageId) => locationsOfMessage(store.read, messageId).map(({ mailboxId, uid }) => ({ mailboxId, uid })),
    /** A mailbox that the server lists. */
    listed: (path: string, more: Partial<ListedMailbox> = {}): MailboxId => {
      const at = path.lastIndexOf('/');
      const [parentPath, name] = at < 0 ? [null, path] : [path.slice(0, at), path.slice(at + 1)];
      const id = store.transaction((tx) =>
        saveMailbox(tx, { path, name, delimiter: '/', parentPath, role: null, selectable: true, ...more }),
      );
      numbered(id);
      return id;
    },
    /** What the person sees: `path as name in parent`. */
    tree: (): string[] =>
      listMailboxes(store.read)
        .filter(({ role }) => role === null)
        .map(({ path, name, parentPath, subscribed }) => `${path} as ${name} in ${parentPath ?? 'top'}${subscribed ? '' : ' (hidden)'}`),
  };
}

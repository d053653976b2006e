/** Which queries a commit makes stale: the rule that keeps a busy sync from re-reading everything on the screen. Pure. */
import type { ChangeSet } from '../../shared/changes.ts';
import { assertNever } from '../../shared/failure.ts';
import type { Queries, QueryName } from '../../shared/ipc.ts';
import type { Mailbox } from '../../shared/mailbox.ts';
import type { MailView } from '../../shared/view.ts';

/** A query's cache key: its name, then its arguments. */
type QueryKeyOf<N extends QueryName> = readonly [N, ...Parameters<Queries[N]>];
export type AnyQueryKey = { readonly [N in QueryName]: QueryKeyOf<N> }[QueryName] | readonly ['message.page', MailView];

/** `mailboxes` says which roles the touched mailboxes play; one that is not known yet counts as any role. */
export function reaches(change: ChangeSet, key: AnyQueryKey, mailboxes: readonly Mailbox[]): boolean {
  switch (key[0]) {
    case 'message.page':
      return reachesView(change, key[1], mailboxes);
    case 'message.content':
      return reachesContent(change, key);
    case 'mailbox.list':
      return change.mailboxList || change.mailboxes.length > 0;
    case 'storage.list':
      return change.quota || change.mailboxes.length > 0;
    case 'account.previewRemoval':
      // What the server has is known anew at the end of a check, and told as a change of room.
      return change.quota && change.accountId === key[1];
    case 'outbox.list':
    case 'operation.listFailed':
      return change.operations;
    case 'account.list':
    case 'account.statuses':
    case 'account.passwordKeeping':
    case 'settings.get':
      return false;
    default:
      return assertNever(key);
  }
}

function reachesView(change: ChangeSet, view: MailView, mailboxes: readonly Mailbox[]): boolean {
  if (view.kind === 'search') return change.mailboxes.length > 0;
  if (view.kind === 'mailbox') return view.accountId === change.accountId && change.mailboxes.includes(view.mailboxId);
  return change.mailboxes.some((id) => {
    const touched = mailboxes.find((mailbox) => mailbox.accountId === change.accountId && mailbox.id === id);
    return touched === undefined || touched.role === view.role;
  });
}

function reachesContent(change: ChangeSet, [, ref]: QueryKeyOf<'message.content'>): boolean {
  if (ref.accountId !== change.accountId) return false;
  // A commit that names no messages may have touched any of a mailbox.
  return change.messages.length === 0 ? change.mailboxes.includes(ref.mailboxId) : change.messages.includes(ref.messageId);
}

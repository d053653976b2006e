import type { MailboxId, QuotaRoot } from '../../../shared/mailbox.ts';
import { listMailboxes, mailboxByPath } from '../../store/mailboxes.ts';
import { forgetRoot, knownRoots, listQuotaRoots, mailboxesWithRoots, replaceQuotaRoots, setMailboxRoots } from '../../store/quota-roots.ts';
import type { ReadDb } from '../../store/sqlite.ts';
import { encodeModifiedUtf7 } from './modified-utf7.ts';
import { type Measured, type QuotaAnswer, readQuotaAnswer } from './quota-answer.ts';
import { command } from './raw-commands.ts';
import type { ImapConnection, ImapSession } from './session.ts';
import { pause, type SyncContext } from './sync-context.ts';
import { unlessRefused } from './unless-refused.ts';

/**
 * All quota roots as they are now: one round trip where all mail counts against the roots of the inbox, one more for each root that
 * only mailboxes of others have. Which those are is asked once per mailbox.
 */
export async function updateQuota(context: SyncContext): Promise<void> {
  const { connection, store } = context;
  const inbox = await connection.alone(async (session) => (offersQuota(session) ? askMailbox(session, 'INBOX') : nothing));
  if (inbox === null) return;
  store.transaction((tx) => {
    const id = mailboxByPath(tx.db, 'INBOX')?.id;
    if (id !== undefined) setMailboxRoots(tx, id, inbox.names);
  });
  const roots: (Measured | QuotaRoot)[] = [...inbox.roots];
  const told = new Set(inbox.told);
  if (inbox !== nothing) {
    roots.push(...(await askNewMailboxes(context)).filter(({ name }) => !told.has(name)));
    for (const { name } of roots) told.add(name);
    for (const name of knownRoots(store.read).filter((known) => !told.has(known))) roots.push(...(await askRoot(context, name)));
  }
  if (roots.length === 0 && listQuotaRoots(store.read).length === 0) return;
  const measuredAt = Date.now();
  store.transaction((tx) =>
    replaceQuotaRoots(
      tx,
      roots.map((root) => ({ measuredAt, ...root })),
    ),
  );
}

const nothing: QuotaAnswer = { names: [], told: [], roots: [] };

/** Whether only the sizes of all messages can say how much is used: there is no QUOTA, or it told nothing so far. */
export function needsSizes(session: ImapSession, db: ReadDb): boolean {
  return !offersQuota(session) || (mailboxByPath(db, 'INBOX')?.uidValidity != null && listQuotaRoots(db).length === 0);
}

/** RFC 9208: a server that names its resources need not name the old capability. */
function offersQuota(session: ImapSession): boolean {
  return session.offers('QUOTA') || session.offers('QUOTA=RES-STORAGE') || session.offers('QUOTA=RES-MESSAGE');
}

/** Null when the server refuses. */
async function askMailbox(session: ImapSession, path: string): Promise<QuotaAnswer | null> {
  const name = session.namesAreUtf8 ? path : encodeModifiedUtf7(path);
  const answers = await unlessRefused(session.ask((client) => command(client, 'GETQUOTAROOT', [name], ['QUOTAROOT', 'QUOTA'])));
  return typeof answers === 'string' ? null : readQuotaAnswer(answers);
}

/** Mailboxes that have no root, or whose owner keeps it to himself: not asked again over the same connection. */
const asked = new WeakMap<ImapConnection, Set<MailboxId>>();

/** Mailboxes of others that were not seen before. */
async function askNewMailboxes({ connection, store, progress }: SyncContext): Promise<QuotaAnswer['roots']> {
  const seen = asked.get(connection) ?? mailboxesWithRoots(store.read);
  asked.set(connection, seen);
  const roots: QuotaAnswer['roots'][number][] = [];
  for (const { id, path, namespace, selectable } of listMailboxes(store.read)) {
    if (namespace === 'personal' || !selectable || seen.has(id)) continue;
    await pause(progress);
    const answer = await connection.alone((session) => askMailbox(session, path));
    seen.add(id);
    if (answer === null) continue;
    roots.push(...answer.roots);
    store.transaction((tx) => setMailboxRoots(tx, id, answer.names));
  }
  return uniqueRoots(roots);
}

/** A root that the server does not know any more is forgotten, and its mailboxes are asked again; of one it does not tell now, what it told last. */
async function askRoot({ connection, store, progress }: SyncContext, name: string): Promise<readonly (Measured | QuotaRoot)[]> {
  await pause(progress);
  const answers = await connection.alone((session) =>
    unlessRefused(session.ask((client) => command(client, 'GETQUOTA', [name], ['QUOTA']))),
  );
  if (answers === 'not now') return listQuotaRoots(store.read).filter((root) => root.name === name);
  if (answers !== 'refused') return readQuotaAnswer(answers).roots;
  store.transaction((tx) => forgetRoot(tx, name));
  return [];
}

function uniqueRoots(roots: QuotaAnswer['roots']): QuotaAnswer['roots'] {
  return [...new Map(roots.map((root) => [`${root.resource} ${root.name}`, root])).values()];
}

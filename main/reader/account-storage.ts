import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { imapOptionsOf } from '../../shared/account.ts';
import type { QuotaRoot } from '../../shared/mailbox.ts';
import type { AccountStorage, MaildropRoom } from '../../shared/storage.ts';
import { readFact } from '../store/facts.ts';
import { storeFiles } from '../store/files.ts';
import { sumServerSizes } from '../store/mailboxes.ts';
import { countMessages, countMessagesHere, sumSizes } from '../store/messages.ts';
import type { ReadDb } from '../store/sqlite.ts';
import { listQuotaRoots } from '../store/quota-roots.ts';
import type { OpenStore } from './open-store.ts';

/** Where an account's mail lives and how much room is left there, from facts of the store and of this computer's disk. */
export async function accountStorage({ account, folder, mail }: OpenStore): Promise<AccountStorage> {
  const [bytesHere, disk] = await Promise.all([bytesOnDisk(folder), statfs(folder)]);
  const diskFree = disk.bavail * disk.bsize;
  const base = {
    accountId: account.id,
    messages: countMessages(mail),
    messagesHere: countMessagesHere(mail),
    bytesHere,
    diskFree,
  };
  if (account.kind === 'pop') {
    const used = { used: bytesHere, limit: bytesHere + diskFree, source: 'measured', measuredAt: Date.now(), roots: [] } as const;
    return {
      ...base,
      kind: 'pop',
      where: folder,
      ...used,
      serverRemovesAfterDays: readFact(mail, 'expire-days'),
      maildrop: maildropRoom(mail),
    };
  }
  const roots = listQuotaRoots(mail).sort((a, b) => fill(b) - fill(a));
  const { enteredLimit } = imapOptionsOf(account);
  const room = serverRoom(roots, enteredLimit, () => sumServerSizes(mail) ?? sumSizes(mail));
  return { ...base, kind: 'imap', where: account.incoming.host, ...room, roots, serverRemovesAfterDays: null, maildrop: null };
}

function maildropRoom(mail: ReadDb): MaildropRoom | null {
  const messages = readFact(mail, 'maildrop-messages');
  return messages === null ? null : { messages, bytes: readFact(mail, 'maildrop-bytes') };
}

/**
 * The tightest storage quota the server told; without one, what the mailboxes take as far as it is known. A typed limit stands in
 * where the server tells none, and then says so.
 */
function serverRoom(
  roots: readonly QuotaRoot[],
  enteredLimit: number | null,
  estimate: () => number,
): Pick<AccountStorage, 'used' | 'limit' | 'source' | 'measuredAt'> {
  const told = roots.find((root) => root.resource === 'storage');
  const used = told === undefined ? { used: estimate(), measuredAt: Date.now() } : { used: told.usage, measuredAt: told.measuredAt };
  const limit = told?.limit ?? null;
  if (limit === null && enteredLimit !== null) return { ...used, limit: enteredLimit, source: 'entered' };
  return { ...used, limit, source: told === undefined ? 'estimated' : 'measured' };
}

function fill(root: QuotaRoot): number {
  return root.limit === null ? -1 : root.usage / root.limit;
}

async function bytesOnDisk(folder: string): Promise<number> {
  const files = storeFiles(folder);
  const packs = (await readdir(files.packs).catch(() => [])).map((name) => join(files.packs, name));
  const names = [files.mail, `${files.mail}-wal`, files.raw, `${files.raw}-wal`, ...packs];
  const sizes = await Promise.all(
    names.map((name) =>
      stat(name).then(
        (found) => found.size,
        () => 0, // A -wal file is there only while somebody writes, and a pack until nothing in it is of use.
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

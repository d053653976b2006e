import { stat, statfs } from 'node:fs/promises';
import type { QuotaRoot } from '../../shared/mailbox.ts';
import type { AccountStorage } from '../../shared/storage.ts';
import { storeFiles } from '../store/mail-store.ts';
import { countMessages, countMessagesHere, sumSizes } from '../store/messages.ts';
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
    return { ...base, kind: 'pop', where: folder, ...used };
  }
  return {
    ...base,
    kind: 'imap',
    where: account.incoming.host,
    ...serverRoom(listQuotaRoots(mail), () => sumSizes(mail)),
    roots: listQuotaRoots(mail),
  };
}

/** The tightest storage quota the server told; without one, the sizes of the messages as far as they are known here. */
function serverRoom(
  roots: readonly QuotaRoot[],
  sumOfSizes: () => number,
): Pick<AccountStorage, 'used' | 'limit' | 'source' | 'measuredAt'> {
  const storage = roots.filter((root) => root.resource === 'storage');
  const [tightest] = storage.sort((a, b) => fill(b) - fill(a));
  if (tightest === undefined) return { used: sumOfSizes(), limit: null, source: 'estimated', measuredAt: Date.now() };
  return { used: tightest.usage, limit: tightest.limit, source: 'measured', measuredAt: tightest.measuredAt };
}

function fill(root: QuotaRoot): number {
  return root.limit === null || root.limit === 0 ? 0 : root.usage / root.limit;
}

async function bytesOnDisk(folder: string): Promise<number> {
  const files = storeFiles(folder);
  const names = [files.mail, `${files.mail}-wal`, files.raw, `${files.raw}-wal`];
  const sizes = await Promise.all(
    names.map((name) =>
      stat(name).then(
        (found) => found.size,
        () => 0, // A -wal file is there only while somebody writes.
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

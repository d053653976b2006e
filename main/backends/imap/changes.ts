import type { Flag } from '../../../shared/message.ts';
import { cleanFlags } from './flags.ts';
import type { ImapSession } from './session.ts';
import { allUids } from './uid-set.ts';

/** More than this is not remembered one by one: a full listing is cheaper. */
const mostVanished = 200_000;

/**
 * Flags that changed since a MODSEQ, and the UIDs that are gone since, where the server tells them (QRESYNC, RFC 7162 section 3.2.6).
 */
export async function fetchChanges(
  session: ImapSession,
  since: string,
): Promise<{ readonly flags: ReadonlyMap<number, readonly Flag[]>; readonly vanished: readonly number[] }> {
  const flags = new Map<number, readonly Flag[]>();
  const vanished: number[] = [];
  const note = ({ uid }: { readonly uid?: number | undefined }): void => {
    if (uid !== undefined && vanished.length < mostVanished) vanished.push(uid);
  };
  await session.ask(async (client) => {
    client.on('expunge', note);
    try {
      // An explicit end: Cyrus forgets the highest message of `1:*`.
      for await (const row of client.fetch(allUids, { uid: true, flags: true }, { uid: true, changedSince: BigInt(since) })) {
        if (row.uid > 0 && row.flags !== undefined) flags.set(row.uid, cleanFlags(row.flags));
      }
    } finally {
      client.off('expunge', note);
    }
    return true;
  });
  return { flags, vanished };
}

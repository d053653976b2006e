// What the server has, as a bare client reads it.
import type { ImapFlow } from 'imapflow';
import { flagsToText } from '../../../main/store/flag-text.ts';
import { hashOf } from '../../../main/store/hash.ts';
import { letterNumber } from './action-log.ts';

interface ServerRow {
  readonly uid: number;
  readonly number: number;
  readonly flags: string;
  readonly hash: string;
}

export type ServerRows = ReadonlyMap<string, readonly ServerRow[]>;

/** Every mailbox of the server, as a bare client reads it. */
export async function readServer(device: ImapFlow): Promise<ServerRows> {
  const all = new Map<string, readonly ServerRow[]>();
  for (const { path, flags } of await device.list()) {
    if ([...flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag))) continue;
    // Dovecot lists one that was removed, because of those inside it.
    const exists = await device.mailboxOpen(path).then(
      (mailbox) => mailbox.exists,
      () => null,
    );
    if (exists === null) continue;
    const rows = exists === 0 ? [] : await device.fetchAll('1:*', { uid: true, envelope: true, flags: true, source: true });
    all.set(
      path,
      rows.map(({ uid, envelope, flags: told, source }) => ({
        uid,
        number: letterNumber(envelope?.messageId) ?? 0,
        flags: flagsToText([...(told ?? [])].filter((flag) => flag !== '\\Recent')),
        hash: hashOf(source ?? Buffer.alloc(0)).toString('hex'),
      })),
    );
  }
  return all;
}

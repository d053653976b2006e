import type { Flag } from '../../../shared/message.ts';
import type { ImapSession } from './session.ts';
import { uidSet } from './uid-set.ts';

const systemFlags: ReadonlyMap<string, Flag> = new Map(
  ['\\Seen', '\\Answered', '\\Flagged', '\\Deleted', '\\Draft'].map((flag) => [flag.toLowerCase(), flag]),
);

/** Flags as we keep them: without \Recent, which is about a session, and system flags in one spelling. */
export function cleanFlags(flags: Iterable<string>): readonly Flag[] {
  const clean: Flag[] = [];
  for (const flag of flags) {
    const known = systemFlags.get(flag) ?? systemFlags.get(flag.toLowerCase());
    if (known !== undefined) clean.push(known);
    else if (flag.toLowerCase() !== '\\recent') clean.push(flag);
  }
  return clean;
}

/** The flags of these UIDs: for servers that do not tell what changed. */
export async function fetchFlags(session: ImapSession, uids: readonly number[]): Promise<ReadonlyMap<number, readonly Flag[]>> {
  const flags = new Map<number, readonly Flag[]>();
  const asked = new Set(uids);
  await session.ask(async (client) => {
    for await (const row of client.fetch(uidSet(uids), { uid: true, flags: true }, { uid: true })) {
      if (!asked.has(row.uid)) session.news();
      else if (row.flags !== undefined) flags.set(row.uid, cleanFlags(row.flags));
    }
    return true;
  });
  return flags;
}

// A session of a few hundred bytes with everything in it: new messages, known ones, one in Trash here, and one removed here for ever.
import { expect } from 'vitest';
import type { CopiesPolicy } from '../../../shared/account.ts';
import type { ByteCut } from '../../doubles/byte-cut-proxy.ts';
import { oddMessages } from '../../doubles/odd-messages.ts';
import { withLastLineEnd } from '../../doubles/pop-maildrop-script.ts';
import { day, openPopCable, type PopCable } from './pop-cable.ts';
import { doubleMaildrop, type DoubleMaildrop } from './pop-maildrops.ts';
import type { SyncChanges } from './pop-account.ts';

const [trashed, deleted, known] = ['T: t\r\n\r\n', 'D: d\r\n\r\n', 'K: k\r\n\r\n'];
const old = [trashed, deleted, known];
const fresh = ['a dot in the first line', 'empty'].map((name) => {
  const found = oddMessages.find((message) => message.name === name);
  if (found === undefined) throw new Error(`no message ${name}`);
  return withLastLineEnd(found.bytes, '\r\n');
});
const start = Date.parse('2026-01-01');

export interface SmallSession {
  readonly cable: PopCable;
  readonly maildrop: DoubleMaildrop;
  readonly changes: SyncChanges;
  /** A good session, and what must be here and there after it. */
  settle(): Promise<void>;
  end(): Promise<void>;
}

/** How the account was left a week ago, for `openSmallSession`. */
export async function openBefore(): Promise<PopCable> {
  const maildrop = await doubleMaildrop();
  const cable = await openPopCable(maildrop, 'before');
  await cable.deliver(...old.map((text) => Buffer.from(text)));
  expect(await cable.check(null, { now: () => start })).toBeNull();
  cable.account.moveToTrash(cable.account.find(trashed));
  cable.deleteForEver(deleted);
  cable.account.store.tidy();
  await maildrop.stop();
  return cable;
}

export async function openSmallSession(before: PopCable, policy: CopiesPolicy, what: string): Promise<SmallSession> {
  const maildrop = await doubleMaildrop();
  for (const text of old) await maildrop.deliver(Buffer.from(text));
  const cable = await openPopCable(maildrop, what, before);
  await cable.deliver(...fresh);
  const changes = { policy, now: () => start + 8 * day };
  return {
    cable,
    maildrop,
    changes,
    settle: async () => {
      expect(await cable.check(null, changes), what).toBeNull();
      cable.judge();
      expect([...(await maildrop.contents())].sort(), what).toEqual([...leftBy(policy)].sort());
    },
    end: async () => {
      await cable.end();
      await maildrop.stop();
    },
  };
}

function leftBy({ kind }: CopiesPolicy): readonly string[] {
  const new_ = fresh.map((raw) => raw.toString('latin1'));
  switch (kind) {
    case 'leave':
      return [...old, ...new_];
    case 'remove-after-download':
      return [];
    case 'remove-after-days':
      return new_;
    case 'remove-when-deleted':
      return [known, ...new_];
  }
}

/** Bytes of either side that a session takes over a line that holds. */
export async function lengthOfSmallSession(
  before: PopCable,
  policy: CopiesPolicy,
): Promise<{ readonly client: number; readonly server: number }> {
  const session = await openSmallSession(before, policy, `${policy.kind}, whole`);
  expect(await session.cable.check(null, session.changes)).toBeNull();
  const length = session.cable.proxy.arrived();
  await session.end();
  return length;
}

export async function cutSmallSession(before: PopCable, policy: CopiesPolicy, cut: ByteCut): Promise<void> {
  const what = `${policy.kind}: ${cut.how} at byte ${cut.at} of the ${cut.from}`;
  const session = await openSmallSession(before, policy, what);
  try {
    await session.cable.check(cut, session.changes);
    await session.settle();
  } finally {
    await session.end();
  }
}

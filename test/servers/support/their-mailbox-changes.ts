// What another device does to whole folders.
import type { ImapFlow } from 'imapflow';
import { pick, type Random } from '../../bench/support/seeded-choice.ts';
import { letterNumber } from './action-log.ts';
import type { MailLedger } from './mail-ledger.ts';
import { someNames } from './twin-names.ts';

/** A message as the other device sees it; `number` is that of its letter. */
export interface TheirRow {
  readonly uid: number;
  readonly number: number;
}

interface ChangeParts {
  readonly random: Random;
  readonly ledger: MailLedger;
  readonly note: (rows: readonly TheirRow[], text: string) => void;
}

/** Renames a folder, removes it, or makes it anew. It is the selected one, and `rows` are all that is in it. */
export function theirMailboxChanges({ random, ledger, note }: ChangeParts) {
  /** All that may be in it, or on its way there, can go with it. */
  const doom = (path: string, rows: readonly TheirRow[]): void => {
    for (const { number } of rows) ledger.headed(number, path);
    ledger.mailboxRemoved(path, false);
  };
  const rename = async (device: ImapFlow, path: string, rows: readonly TheirRow[]): Promise<void> => {
    const newPath = pick(random, someNames);
    note(rows, `renames ${path} to ${newPath}`);
    ledger.renamed(path, newPath);
    for (const { number } of rows) ledger.movedOn(number);
    await device.mailboxClose();
    await device.mailboxRename(path, newPath);
  };
  /** The same name and the same messages, in another order and under other numbers. */
  const makeAnew = async (device: ImapFlow, path: string, rows: readonly TheirRow[]): Promise<void> => {
    const query = { uid: true, envelope: true, source: true, flags: true, internalDate: true };
    const all = rows.length === 0 ? [] : await device.fetchAll('1:*', query);
    note(rows, `makes ${path} anew with`);
    doom(path, rows);
    await device.mailboxDelete(path);
    await device.mailboxCreate(path);
    for (const { envelope, source, flags, internalDate } of all.reverse()) {
      const number = letterNumber(envelope?.messageId);
      if (number === null || source === undefined) continue;
      // One that we moved out meanwhile is there twice now.
      ledger.born(number);
      const kept = [...(flags ?? [])].filter((flag) => flag !== '\\Recent');
      await device.append(path, source, kept, internalDate === undefined ? undefined : new Date(internalDate));
    }
  };

  return async (device: ImapFlow, path: string, rows: readonly TheirRow[]): Promise<void> => {
    const chance = random() * 7;
    if (chance < 2) return rename(device, path, rows);
    if (chance < 5) return makeAnew(device, path, rows);
    note(rows, `removes ${path} with`);
    doom(path, rows);
    await device.mailboxDelete(path);
  };
}

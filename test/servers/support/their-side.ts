// What another device does at random: a bare imapflow, straight at the server, one action after the other, so that each is surely done.
import type { ImapFlow } from 'imapflow';
import { between, pick, type Random } from '../../bench/support/seeded-choice.ts';
import { type ActionLog, letterNumber, named } from './action-log.ts';
import { letter } from './imap-scene.ts';
import type { MailLedger } from './mail-ledger.ts';
import { theirMailboxChanges, type TheirRow } from './their-mailbox-changes.ts';
import { lastingPaths, someFlags, someNames } from './twin-names.ts';

interface TheirParts {
  readonly connect: () => Promise<ImapFlow>;
  readonly deliver: (raw: Buffer) => Promise<void>;
  readonly random: Random;
  readonly ledger: MailLedger;
  readonly log: ActionLog;
}

export interface TheirSide {
  act(): Promise<void>;
  /** Lets go of the server; the next action signs in anew. */
  leave(): void;
}

export function createTheirSide({ connect, deliver, random, ledger, log }: TheirParts): TheirSide {
  let open: ImapFlow | null = null;
  let letters = 0;

  const client = async (): Promise<ImapFlow> => {
    if (open?.usable !== true) open = await connect();
    return open;
  };
  const newLetter = (): { readonly number: number; readonly raw: Buffer } => {
    letters += 1;
    ledger.born(letters);
    return { number: letters, raw: letter(letters, { bytes: between(random, 10, 3000) }) };
  };
  const rowsIn = async (device: ImapFlow, path: string): Promise<TheirRow[]> => {
    const mailbox = await device.mailboxOpen(path);
    if (mailbox.exists === 0) return [];
    const all = await device.fetchAll('1:*', { uid: true, envelope: true });
    return all.flatMap(({ uid, envelope }) => {
      const number = letterNumber(envelope?.messageId);
      return number === null ? [] : [{ uid, number }];
    });
  };
  const some = (rows: readonly TheirRow[]): TheirRow[] => {
    const from = between(random, 0, Math.max(0, rows.length - 1));
    return rows.slice(from, from + between(random, 1, 3));
  };
  const note = (rows: readonly TheirRow[], text: string): void => {
    rows.forEach(({ number }) => ledger.wishes.unsure(number));
    log.note('theirs', `${text} ${named(rows.map(({ number }) => number))}`);
  };
  const uids = (rows: readonly TheirRow[]): string => rows.map(({ uid }) => uid).join(',');

  const changeMailbox = theirMailboxChanges({ random, ledger, note });

  const act = async (): Promise<void> => {
    const device = await client();
    const paths = (await device.list())
      .filter(({ flags }) => ![...flags].some((flag) => /^\\(noselect|nonexistent)$/i.test(flag)))
      .map(({ path }) => path);
    const from = paths[between(random, 0, paths.length - 1)] ?? 'INBOX';
    const to = paths[between(random, 0, paths.length - 1)] ?? 'INBOX';
    const chance = random() * 100;
    if (chance < 15) {
      const { number, raw } = newLetter();
      log.note('theirs', `delivers #${number}`);
      return deliver(raw);
    }
    if (chance < 28) {
      const { number, raw } = newLetter();
      log.note('theirs', `appends #${number} to ${from}`);
      ledger.headed(number, from);
      // Ours may have removed the mailbox.
      if ((await device.append(from, raw, [], new Date()).catch(() => false)) === false) ledger.removed(number);
      return;
    }
    if (chance < 32) {
      const path = `${random() < 0.3 ? `${pick(random, someNames)}/` : ''}${pick(random, someNames)}`;
      log.note('theirs', `makes ${path}`);
      return void (await device.mailboxCreate(path));
    }
    const all = await rowsIn(device, from);
    const rows = some(all);
    if (chance < 39 && !lastingPaths.has(from)) return changeMailbox(device, from, all);
    if (rows.length === 0) return;
    if (chance < 65) {
      const flag = pick(random, someFlags);
      const isSet = random() < 0.6;
      note(rows, `${isSet ? 'sets' : 'clears'} ${flag} in ${from} of`);
      await (isSet
        ? device.messageFlagsAdd(uids(rows), [flag], { uid: true })
        : device.messageFlagsRemove(uids(rows), [flag], { uid: true }));
    } else if (chance < 82) {
      note(rows, `moves from ${from} to ${to}`);
      if (to === from) return;
      for (const { number } of rows) {
        ledger.headed(number, to);
        ledger.movedOn(number);
      }
      await device.messageMove(uids(rows), to, { uid: true });
    } else if (chance < 88) {
      note(rows, `copies from ${from} to ${to}`);
      for (const { number } of rows) ledger.headed(number, to);
      const copied = await device.messageCopy(uids(rows), to, { uid: true });
      if (copied === false) return;
      for (const { uid, number } of rows) if (copied.uidMap?.has(uid) === true) ledger.copied(number, true);
    } else if (chance < 96) {
      note(rows, `expunges in ${from}`);
      for (const { number } of rows) ledger.removed(number);
      await device.messageDelete(uids(rows), { uid: true });
    } else if (chance < 98) {
      const trash = await rowsIn(device, 'Trash');
      note(trash, 'empties Trash of');
      for (const { number } of trash) ledger.removed(number);
      if (trash.length > 0) await device.messageDelete(uids(trash), { uid: true });
    }
  };

  return {
    act: async () => {
      try {
        await act();
      } catch (thrown) {
        // A mailbox that ours removed in between; the connection may be gone with it.
        log.note('theirs', `  ... ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      }
    },
    leave: () => {
      open?.close();
      open = null;
    },
  };
}

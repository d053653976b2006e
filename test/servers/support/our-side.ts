// What a person does at random with our program: calls of the worker, chosen from the rows that are shown.
import type { MailboxId, MailboxRole } from '../../../shared/mailbox.ts';
import type { MessageId } from '../../../shared/message.ts';
import { listMailboxes } from '../../../main/store/mailboxes.ts';
import { countWaiting } from '../../../main/store/operations.ts';
import { between, pick } from '../../bench/support/seeded-choice.ts';
import { letterNumber } from './action-log.ts';
import { mailboxChanges, type Shown } from './our-mailbox-changes.ts';
import { type OurParts, ourSubmissions } from './our-submissions.ts';
import { lastingPaths, someFlags } from './twin-names.ts';

export interface OurSide {
  act(): Promise<void>;
  /** Answers what the worker asks about mail that vanished; what is kept is allowed to be only here. */
  answerVanished(): Promise<void>;
  /** `mailboxId messageId` of rows that the person chose to keep. */
  readonly kept: ReadonlySet<string>;
  /** What was backed out is no wish any more. */
  settleWishes(): void;
}

export function createOurSide({ worker, db, random, ledger, log }: OurParts): OurSide {
  const kept = new Set<string>();
  const { wishes } = ledger;

  const shownIn = (mailboxId: MailboxId): Shown[] =>
    db
      .all<{ messageId: MessageId; id: string | null }>(
        'SELECT message_id AS messageId, header_message_id AS id FROM location JOIN message ON id = message_id WHERE mailbox_id = ?',
        mailboxId,
      )
      .flatMap(({ messageId, id }) => {
        const number = letterNumber(id);
        return number === null ? [] : [{ mailboxId, messageId, number }];
      });
  const some = (rows: readonly Shown[]): Shown[] => {
    const from = between(random, 0, Math.max(0, rows.length - 1));
    return rows.slice(from, from + between(random, 1, 3));
  };
  const { submit, undo, settleWishes } = ourSubmissions({ worker, db, random, ledger, log });
  const moved = (rows: readonly Shown[], path: string): void => {
    for (const { number } of rows) {
      ledger.headed(number, path);
      if (lastingPaths.has(path)) wishes.place(number, path);
      else wishes.unsure(number);
    }
  };

  const changeMailboxes = mailboxChanges({ random, ledger, shownIn, submit });

  const act = async (): Promise<void> => {
    if (countWaiting(db) === 0) ledger.drained();
    const mailboxes = listMailboxes(db).filter(({ selectable }) => selectable);
    if (mailboxes.length === 0) return;
    const from = mailboxes[between(random, 0, mailboxes.length - 1)];
    const to = mailboxes[between(random, 0, mailboxes.length - 1)];
    if (from === undefined || to === undefined) return;
    const rows = some(shownIn(from.id));
    const refs = rows.map(({ mailboxId, messageId }) => ({ mailboxId, messageId }));
    const chance = random() * 100;
    if (chance < 71 && rows.length === 0) return;
    if (chance < 30) {
      const flag = pick(random, someFlags);
      const isSet = random() < 0.6;
      for (const { number } of rows) wishes.flag(number, flag, isSet);
      const change = isSet ? { add: [flag], remove: [] } : { add: [], remove: [flag] };
      await submit({ kind: 'set-flags', refs, change }, rows, `${isSet ? 'sets' : 'clears'} ${flag} in ${from.path} of`);
    } else if (chance < 45) {
      const [role, path] = pick<readonly [MailboxRole, string]>(random, [
        ['archive', 'Archive'],
        ['trash', 'Trash'],
        ['junk', 'Junk'],
        ['inbox', 'INBOX'],
      ]);
      moved(rows, path);
      await submit({ kind: 'move-to-role', refs, role }, rows, `moves from ${from.path} to ${path}`);
    } else if (chance < 60) {
      moved(rows, to.path);
      await submit({ kind: 'move', refs, to: to.id }, rows, `moves from ${from.path} to ${to.path}`);
    } else if (chance < 67) {
      for (const { number } of rows) {
        ledger.copied(number, false);
        ledger.headed(number, to.path);
        wishes.unsure(number);
      }
      await submit({ kind: 'copy', refs, to: to.id }, rows, `copies from ${from.path} to ${to.path}`);
    } else if (chance < 71) {
      for (const { number } of rows) {
        ledger.removed(number);
        wishes.unsure(number);
      }
      await submit({ kind: 'expunge', refs }, rows, `expunges in ${from.path}`);
    } else if (chance < 78) {
      await changeMailboxes(mailboxes, from);
    } else if (chance < 84) {
      await undo();
    } else if (chance < 90) {
      await worker.call('openMailbox', from.id);
    } else if (chance < 93 && refs[0] !== undefined) {
      await worker.call('downloadMessage', refs[0]).catch(() => undefined);
    } else if (chance < 95) {
      await worker.call('wake');
    } else if (chance < 97) {
      void worker.call('checkMail').catch(() => undefined);
    }
  };
  return {
    act,
    kept,
    answerVanished: async () => {
      for (const { mailboxId, mailbox, count } of worker.status()?.vanished ?? []) {
        const answer = random() < 0.7 ? 'remove' : 'keep';
        log.note('ours', `${count} vanished from ${mailbox}: ${answer}`);
        const rows = db.all<{ id: MessageId }>('SELECT message_id AS id FROM vanished WHERE mailbox_id = ?', mailboxId);
        if (answer === 'keep') for (const { id } of rows) kept.add(`${mailboxId} ${id}`);
        await worker.call('answerVanished', mailboxId, answer);
      }
    },
    settleWishes,
  };
}

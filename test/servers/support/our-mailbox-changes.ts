// What a person does to whole folders with our program.
import type { MailboxId } from '../../../shared/mailbox.ts';
import type { LocalRef } from '../../../shared/message.ts';
import type { OperationRequest } from '../../../main/threads/protocol.ts';
import type { StoredMailbox } from '../../../main/store/mailboxes.ts';
import { between, pick, type Random } from '../../bench/support/seeded-choice.ts';
import type { MailLedger } from './mail-ledger.ts';
import { lastingPaths, someNames } from './twin-names.ts';

/** A row on the screen; `number` is that of its letter. */
export interface Shown extends LocalRef {
  readonly number: number;
}

interface ChangeParts {
  readonly random: Random;
  readonly ledger: MailLedger;
  readonly shownIn: (mailboxId: MailboxId) => readonly Shown[];
  readonly submit: (action: OperationRequest, about: readonly Shown[], text: string) => Promise<void>;
}

/** Makes a folder, or does something to this one. */
export function mailboxChanges({ random, ledger, shownIn, submit }: ChangeParts) {
  const { wishes } = ledger;
  const parentOf = (mailboxes: readonly StoredMailbox[]): StoredMailbox | null => {
    const parents = mailboxes.filter(({ path }) => someNames.some((name) => name === path));
    return random() < 0.25 ? (parents[between(random, 0, parents.length - 1)] ?? null) : null;
  };
  const emptyTrash = async (trash: StoredMailbox): Promise<void> => {
    const rows = shownIn(trash.id);
    // Which rows it held in that moment is the worker's to know: whatever may have been among them, two of one letter included.
    for (const number of ledger.headedTo('Trash')) {
      ledger.removed(number);
      wishes.unsure(number);
    }
    await submit({ kind: 'empty-mailbox', mailboxId: trash.id }, rows, 'empties Trash of');
  };
  const rename = async ({ id, path }: StoredMailbox, parent: StoredMailbox | null, name: string): Promise<void> => {
    const newPath = parent === null ? name : `${parent.path}/${name}`;
    for (const { number } of shownIn(id)) wishes.unsure(number);
    ledger.renamed(path, newPath);
    await submit({ kind: 'rename-mailbox', mailboxId: id, parentId: parent?.id ?? null, name }, [], `renames ${path} to ${newPath}`);
  };
  const remove = async ({ id, path }: StoredMailbox): Promise<void> => {
    const rows = shownIn(id);
    for (const { number } of rows) ledger.headed(number, path);
    ledger.mailboxRemoved(path, true);
    await submit({ kind: 'remove-mailbox', mailboxId: id }, rows, `removes ${path} with`);
  };

  return async (mailboxes: readonly StoredMailbox[], mailbox: StoredMailbox): Promise<void> => {
    const chance = random() * 7;
    const parent = parentOf(mailboxes);
    const name = pick(random, someNames);
    const trash = mailboxes.find(({ role }) => role === 'trash');
    if (chance < 1 && trash !== undefined) await emptyTrash(trash);
    else if (chance < 4) {
      const action = { kind: 'create-mailbox', parentId: parent?.id ?? null, name } as const;
      await submit(action, [], `makes ${name} in ${parent?.path ?? 'no folder'}`);
    } else if (lastingPaths.has(mailbox.path)) return;
    else if (chance < 6) await rename(mailbox, parent, name);
    else await remove(mailbox);
  };
}

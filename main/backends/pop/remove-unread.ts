import type { MailFailure } from '../../../shared/failure.ts';
import { strandHeads } from '../../store/heads.ts';
import { forgetChoices } from '../../store/maildrop-choices.ts';
import type { MailStore } from '../../store/mail-store.ts';
import { forgetUidls } from '../../store/uidl-changes.ts';
import { uidlByName } from '../../store/uidls.ts';
import { allAnswered } from './all-answered.ts';
import type { Likeness } from './compare-copy.ts';
import { deleteAll } from './delete-all.ts';
import { hasHead } from './has-head.ts';
import type { PopConnection } from './pop-connection.ts';
import type { UnreadRemoval } from './plan-choices.ts';

/** As many commands on the way at once. */
const atOnce = 50;

interface UnreadWork {
  readonly connection: PopConnection;
  readonly store: MailStore;
  readonly afterGroup: (done: number) => Promise<void>;
}

interface MarkedUnread {
  /** The server agreed to remove them: they are not gone before QUIT succeeds. */
  readonly marked: readonly UnreadRemoval[];
  /** How many are no longer what was chosen. */
  readonly others: number;
  /** How many the server would not remove now, or not show again: tried again in the next session. */
  readonly refused: number;
}

/**
 * Marks messages that were never downloaded, because the person chose so. Nothing is here to read back: what the server has must be what was
 * chosen, by its size and its head. A choice whose message is another by now is void.
 */
export async function markUnread({ connection, store, afterGroup }: UnreadWork, removals: readonly UnreadRemoval[]): Promise<MarkedUnread> {
  const marked: UnreadRemoval[] = [];
  let [others, refused] = [0, 0];
  for (let from = 0; from < removals.length; from += atOnce) {
    const group = removals.slice(from, from + atOnce);
    const judged = await allAnswered(group.map(async (removal) => ({ removal, likeness: await likenessOf(connection, removal) })));
    // What ended the session looks like a refusal.
    if (judged.some(({ likeness }) => likeness === 'untold')) await connection.prove();
    const judgedTo = (wanted: Likeness | 'resized') => judged.flatMap(({ removal, likeness }) => (likeness === wanted ? [removal] : []));
    const [other, resized] = [judgedTo('other'), judgedTo('resized')];
    if (other.length + resized.length > 0) voidChoices(store, other, resized);
    const same = judgedTo('same').filter((removal) => isStillChosen(store, removal));
    const deleted = await deleteAll(connection, same);
    marked.push(...deleted);
    others += other.length + resized.length;
    refused += judgedTo('untold').length + same.length - deleted.length;
    await afterGroup(Math.min(from + atOnce, removals.length));
  }
  return { marked, others, refused };
}

/** A session may last minutes, and the person may have changed their mind, or opened the message. */
export function isStillChosen(store: MailStore, { uidl }: UnreadRemoval): boolean {
  const row = uidlByName(store.read, uidl);
  return row?.choice === 'remove' && (row.messageId === null || row.storedAt === null);
}

/** `resized`: of the same head, but not of the size that was chosen. */
async function likenessOf(connection: PopConnection, { number, size, chosen }: UnreadRemoval): Promise<Likeness | 'resized'> {
  if (chosen.headHash === null) return chosen.size === size ? 'same' : chosen.size === null ? 'untold' : 'other';
  const isOfChosen = await hasHead(connection, number, chosen.headHash);
  if (isOfChosen === null) return 'untold';
  if (!isOfChosen) return 'other';
  return chosen.size === size ? 'same' : 'resized';
}

/** Ids of `others` mean other messages by now, which are new here: the heads that had them stay, without a message on the server. */
function voidChoices(store: MailStore, others: readonly UnreadRemoval[], resized: readonly UnreadRemoval[]): void {
  store.transaction((tx) => {
    const uidls = others.map(({ uidl }) => uidl);
    const messages = uidls.flatMap((uidl) => uidlByName(tx.db, uidl)?.messageId ?? []);
    forgetUidls(tx, uidls);
    strandHeads(tx, messages);
    forgetChoices(tx, resized);
  });
}

/** What to tell about messages that were to be removed, and are still on the server; null: nothing. */
export function keptFailure({ others, refused }: Pick<MarkedUnread, 'others' | 'refused'>): MailFailure | null {
  if (others + refused === 0) return null;
  const why = others > 0 ? 'what lies there now is not what was chosen' : 'the server would not do it now; it is asked again';
  const which = others + refused === 1 ? 'A message was' : `${(others + refused).toLocaleString('en')} messages were`;
  return { kind: 'protocol', retry: 'later', text: `${which} not removed from the server: ${why}.`, code: 'REMOVAL_REFUSED' };
}

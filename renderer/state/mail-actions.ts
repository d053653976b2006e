/** What can be done to a message, each: command, undo offer, words for the status line, next selection. Failures are shown. */
import type { Mailbox } from '../../shared/mailbox.ts';
import { flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { Flag, MessageRef } from '../../shared/message.ts';
import type { Undo } from '../../shared/ipc.ts';
import { command } from '../api.ts';
import { i18n } from '../strings/i18n.ts';
import { showThrown } from './failures.ts';
import { sameRef } from './message-ref.ts';
import { neighbour, select, useSelection } from './selection.ts';
import { offerUndo, takeBack } from './undo.ts';
import { say } from './window.ts';

/** What is said of a message filed by role. */
const filed = { archive: 'done.archived', trash: 'done.trashed', junk: 'done.junk', inbox: 'done.notJunk' } as const;

export async function fileMessage(ref: MessageRef, role: keyof typeof filed): Promise<void> {
  await leaveList(ref, i18n.t(filed[role]), () => command('message.moveToRole', [ref], role));
}

export async function moveMessage(ref: MessageRef, to: Mailbox): Promise<void> {
  await leaveList(ref, i18n.t('done.moved', { name: to.name }), () =>
    command('message.move', [ref], { accountId: to.accountId, mailboxId: to.id }),
  );
}

export async function copyMessage(ref: MessageRef, to: Mailbox): Promise<void> {
  const done = i18n.t('done.copied', { name: to.name });
  try {
    offerUndo(await command('message.copy', [ref], { accountId: to.accountId, mailboxId: to.id }), done);
    say(done);
  } catch (thrown) {
    showThrown(thrown);
  }
}

/** For ever: ask first. */
export async function expungeMessage(ref: MessageRef): Promise<void> {
  await leaveList(ref, i18n.t('done.deleted'), async () => {
    await command('message.expunge', [ref]);
    return [];
  });
}

/** For ever, from wherever they are: ask first. False when it did not work, which is then shown. */
export async function expungeMessages(refs: readonly MessageRef[]): Promise<boolean> {
  try {
    await command('message.expunge', refs);
    say(i18n.t('done.deleted'));
    return true;
  } catch (thrown) {
    showThrown(thrown);
    return false;
  }
}

/** What only the head is here of, fetched whole. */
export async function downloadMessage(ref: MessageRef): Promise<void> {
  try {
    await command('message.download', ref);
  } catch (thrown) {
    showThrown(thrown);
  }
}

/** Heads and what is on the server, for ever: ask first. Throws what went wrong: it is shown where it was asked for. */
export async function removeFromServer(refs: readonly MessageRef[]): Promise<void> {
  const after = neighbour();
  await command('message.removeFromServer', refs);
  if (refs.some((ref) => sameRef(ref, useSelection.getState().selected))) select(after);
  say(i18n.t('headOnly.removed', { count: refs.length }));
}

export async function setFlag(ref: MessageRef, flag: Flag, on: boolean): Promise<void> {
  try {
    await command('message.setFlags', [ref], on ? { add: [flag], remove: [] } : { add: [], remove: [flag] });
  } catch (thrown) {
    showThrown(thrown);
  }
}

export function toggleStar(ref: MessageRef, flags: readonly Flag[]): Promise<void> {
  return setFlag(ref, flaggedFlag, !flags.includes(flaggedFlag));
}

export function toggleSeen(ref: MessageRef, flags: readonly Flag[]): Promise<void> {
  return setFlag(ref, seenFlag, !flags.includes(seenFlag));
}

export async function undoLast(): Promise<void> {
  try {
    await takeBack();
    say(i18n.t('done.undone'));
  } catch (thrown) {
    showThrown(thrown);
  }
}

/** Selects the neighbour at once, so that the next key already means the next message; back again if the command fails. */
async function leaveList(ref: MessageRef, done: string, run: () => Promise<readonly Undo[]>): Promise<void> {
  const before = useSelection.getState().selected;
  const wasSelected = sameRef(before, ref);
  if (wasSelected) select(neighbour());
  try {
    offerUndo(await run(), done);
    say(done);
  } catch (thrown) {
    if (wasSelected) select(before);
    showThrown(thrown);
  }
}

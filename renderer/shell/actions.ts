/**
 * Everything a person can do, as one table: buttons, shortcuts, the help and the palette all read it. `keys` are tinykeys
 * bindings (several where keyboard layouts differ); `shown` is how people read them.
 */
import type { ParseKeys } from 'i18next';
import { flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { Flag, MessageRef } from '../../shared/message.ts';
import type { Settings } from '../../shared/settings.ts';
import { command, query } from '../api.ts';
import { openComposer } from '../state/compose.ts';
import { showThrown } from '../state/failures.ts';
import { fileMessage, setFlag, undoLast } from '../state/mail-actions.ts';
import { allInboxes, moveSelection, searchFor, selectedRow, showView, useSelection } from '../state/selection.ts';
import { openDialog, showSurface, useWindow } from '../state/window.ts';
import { focusList, focusMessage, focusSearch, listHasFocus } from './focus-targets.ts';
import { deleteMessage, startAnswer, toggleJunk } from './message-commands.ts';

type Group = 'message' | 'move' | 'mail' | 'program';

export interface Action {
  readonly label: ParseKeys;
  readonly group: Group;
  readonly keys?: readonly string[];
  readonly shown?: string;
  /** Needs a selected message. */
  readonly onMessage?: true;
  /** Left out of the palette: only a key makes sense. */
  readonly keyOnly?: true;
  readonly run: () => void | Promise<void>;
}

/** On the open message, also when a search has taken it out of the list; never on one that another view hides. */
function onOpen(run: (ref: MessageRef) => void | Promise<void>): () => void | Promise<void> {
  return () => {
    const { selected } = useSelection.getState();
    return selected === null || useWindow.getState().surface !== 'mail' ? undefined : run(selected);
  };
}

function turnFlag(flag: Flag): () => void | Promise<void> {
  return onOpen(async (ref) => {
    const { flags } = selectedRow(useSelection.getState()) ?? (await query('message.content', ref));
    await setFlag(ref, flag, !flags.includes(flag));
  });
}

/** Moves through the list; where another view hides it, shows it. */
function step(by: 1 | -1): () => void {
  return () => {
    if (useWindow.getState().surface === 'mail') moveSelection(by);
    else showSurface('mail');
  };
}

/** Back from wherever the focus is to the list; from there out of the search. */
function back(): void {
  const { surface } = useWindow.getState();
  if (surface !== 'mail') showSurface('mail');
  else if (listHasFocus()) searchFor('');
  else focusList();
}

function setTheme(theme: Settings['theme']): () => Promise<void> {
  return async () => void (await command('settings.set', { theme }));
}

function goTo(surface: 'mail' | 'storage' | 'setup'): () => void {
  return () => showSurface(surface);
}

export const actions = {
  next: { label: 'actions.next', group: 'move', keyOnly: true, keys: ['j', 'ArrowDown'], shown: 'J', run: step(1) },
  previous: { label: 'actions.previous', group: 'move', keyOnly: true, keys: ['k', 'ArrowUp'], shown: 'K', run: step(-1) },
  open: { label: 'actions.open', group: 'move', keyOnly: true, keys: ['Enter'], shown: 'Enter', onMessage: true, run: focusMessage },
  back: { label: 'actions.back', group: 'move', keyOnly: true, keys: ['Escape'], shown: 'Esc', run: back },
  search: { label: 'actions.search', group: 'move', keys: ['/', 'Shift+/'], shown: '/', run: focusSearch },
  goInbox: {
    label: 'actions.goInbox',
    group: 'move',
    keys: ['g i'],
    shown: 'G I',
    run: () => {
      showView(allInboxes);
      showSurface('mail');
      focusList();
    },
  },
  reply: {
    label: 'message.reply',
    group: 'message',
    keys: ['r'],
    shown: 'R',
    onMessage: true,
    run: onOpen((ref) => startAnswer('reply', ref)),
  },
  replyAll: {
    label: 'message.replyAll',
    group: 'message',
    keys: ['a'],
    shown: 'A',
    onMessage: true,
    run: onOpen((ref) => startAnswer('reply-all', ref)),
  },
  forward: {
    label: 'message.forward',
    group: 'message',
    keys: ['f'],
    shown: 'F',
    onMessage: true,
    run: onOpen((ref) => startAnswer('forward', ref)),
  },
  archive: {
    label: 'message.archive',
    group: 'message',
    keys: ['e'],
    shown: 'E',
    onMessage: true,
    run: onOpen((ref) => fileMessage(ref, 'archive')),
  },
  delete: {
    label: 'message.delete',
    group: 'message',
    keys: ['#', 'Shift+#', 'Delete'],
    shown: '#',
    onMessage: true,
    run: onOpen((ref) => deleteMessage(ref)),
  },
  junk: {
    label: 'actions.junk',
    group: 'message',
    keys: ['!', 'Shift+!'],
    shown: '!',
    onMessage: true,
    run: onOpen((ref) => toggleJunk(ref)),
  },
  move: {
    label: 'message.moveTo',
    group: 'message',
    keys: ['v'],
    shown: 'V',
    onMessage: true,
    run: onOpen((ref) => openDialog({ kind: 'pick-mailbox', ref, how: 'move' })),
  },
  copy: {
    label: 'message.copyTo',
    group: 'message',
    onMessage: true,
    run: onOpen((ref) => openDialog({ kind: 'pick-mailbox', ref, how: 'copy' })),
  },
  unread: {
    label: 'actions.unread',
    group: 'message',
    keys: ['u'],
    shown: 'U',
    onMessage: true,
    run: turnFlag(seenFlag),
  },
  star: {
    label: 'actions.star',
    group: 'message',
    keys: ['s'],
    shown: 'S',
    onMessage: true,
    run: turnFlag(flaggedFlag),
  },
  compose: { label: 'sidebar.newMessage', group: 'mail', keys: ['c'], shown: 'C', run: () => openComposer({ kind: 'new' }) },
  checkMail: { label: 'sidebar.checkMail', group: 'mail', run: () => command('account.checkMail', null) },
  undo: { label: 'actions.undo', group: 'mail', keys: ['$mod+z'], shown: 'Ctrl Z', run: undoLast },
  outbox: { label: 'actions.outbox', group: 'mail', run: () => openDialog({ kind: 'outbox' }) },
  storage: { label: 'actions.showStorage', group: 'program', run: goTo('storage') },
  addAccount: { label: 'sidebar.addAccount', group: 'program', run: goTo('setup') },
  palette: { label: 'actions.palette', group: 'program', keys: ['$mod+k'], shown: 'Ctrl K', run: () => openDialog({ kind: 'palette' }) },
  help: { label: 'actions.help', group: 'program', keys: ['?', 'Shift+?'], shown: '?', run: () => openDialog({ kind: 'help' }) },
  themeSystem: { label: 'actions.themeSystem', group: 'program', run: setTheme('system') },
  themeLight: { label: 'actions.themeLight', group: 'program', run: setTheme('light') },
  themeDark: { label: 'actions.themeDark', group: 'program', run: setTheme('dark') },
} as const satisfies Record<string, Action>;

export type ActionId = keyof typeof actions;

export const actionIds = Object.keys(actions) as ActionId[];

export function actionOf(id: ActionId): Action {
  return actions[id];
}

/** Runs it; a failure is shown, never thrown. */
export function runAction(id: ActionId): void {
  void (async () => {
    try {
      await actionOf(id).run();
    } catch (thrown) {
      showThrown(thrown);
    }
  })();
}

/**
 * Everything a person can do, as one table: buttons, shortcuts, the help and the palette all read it. `keys` are tinykeys
 * bindings (several where keyboard layouts differ); `shown` is how people read them.
 */
import type { ParseKeys } from 'i18next';
import { flaggedFlag, seenFlag } from '../../shared/message.ts';
import type { Settings } from '../../shared/settings.ts';
import { command } from '../api.ts';
import { openComposer } from '../state/compose.ts';
import { showThrown } from '../state/failures.ts';
import { fileMessage, setFlag, undoLast } from '../state/mail-actions.ts';
import { allInboxes, moveSelection, selectedRow, showView, useSelection } from '../state/selection.ts';
import { openDialog, showSurface } from '../state/window.ts';
import { focusList, focusMessage, focusSearch } from './focus-targets.ts';
import { deleteMessage, startAnswer } from './message-commands.ts';

type Group = 'message' | 'move' | 'mail' | 'program';

export interface Action {
  readonly label: ParseKeys;
  readonly group: Group;
  readonly keys?: readonly string[];
  readonly shown?: string;
  /** Needs a selected message. */
  readonly onMessage?: true;
  readonly run: () => void | Promise<void>;
}

function selected() {
  const state = useSelection.getState();
  const row = selectedRow(state);
  return row === null ? null : { ref: row.ref, flags: row.flags };
}

function withSelected(run: (message: NonNullable<ReturnType<typeof selected>>) => void | Promise<void>): () => void | Promise<void> {
  return () => {
    const message = selected();
    return message === null ? undefined : run(message);
  };
}

function setTheme(theme: Settings['theme']): () => Promise<void> {
  return async () => void (await command('settings.set', { theme }));
}

function goTo(surface: 'mail' | 'storage' | 'setup'): () => void {
  return () => showSurface(surface);
}

export const actions = {
  next: { label: 'actions.next', group: 'move', keys: ['j'], shown: 'J', run: () => moveSelection(1) },
  previous: { label: 'actions.previous', group: 'move', keys: ['k'], shown: 'K', run: () => moveSelection(-1) },
  open: { label: 'actions.open', group: 'move', shown: 'Enter', onMessage: true, run: focusMessage },
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
    run: withSelected(({ ref }) => startAnswer('reply', ref)),
  },
  replyAll: {
    label: 'message.replyAll',
    group: 'message',
    keys: ['a'],
    shown: 'A',
    onMessage: true,
    run: withSelected(({ ref }) => startAnswer('reply-all', ref)),
  },
  forward: {
    label: 'message.forward',
    group: 'message',
    keys: ['f'],
    shown: 'F',
    onMessage: true,
    run: withSelected(({ ref }) => startAnswer('forward', ref)),
  },
  archive: {
    label: 'message.archive',
    group: 'message',
    keys: ['e'],
    shown: 'E',
    onMessage: true,
    run: withSelected(({ ref }) => fileMessage(ref, 'archive')),
  },
  delete: {
    label: 'message.delete',
    group: 'message',
    keys: ['#', 'Shift+#', 'Delete'],
    shown: '#',
    onMessage: true,
    run: withSelected(({ ref }) => deleteMessage(ref)),
  },
  unread: {
    label: 'actions.unread',
    group: 'message',
    keys: ['u'],
    shown: 'U',
    onMessage: true,
    run: withSelected(({ ref, flags }) => setFlag(ref, seenFlag, !flags.includes(seenFlag))),
  },
  star: {
    label: 'actions.star',
    group: 'message',
    keys: ['s'],
    shown: 'S',
    onMessage: true,
    run: withSelected(({ ref, flags }) => setFlag(ref, flaggedFlag, !flags.includes(flaggedFlag))),
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

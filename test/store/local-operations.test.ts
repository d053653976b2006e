// All that can be done to mail and mailboxes, on a POP account whose server cannot be reached: done at once, taken back, and there after a restart.
import { describe, expect, it } from 'vitest';
import type { OperationRequest } from '../../main/threads/protocol.ts';
import { atFirst, localAccount, type Mail } from './local-account.ts';

type Scene = Awaited<ReturnType<typeof localAccount>>;

interface Done {
  readonly action: (scene: Scene) => OperationRequest;
  /** What is another than at first; a mailbox that is gone is undefined. */
  readonly after: Readonly<Record<string, readonly string[] | undefined>>;
  readonly canBeTakenBack?: false;
}

const flags = (add: readonly string[], remove: readonly string[]) => (scene: Scene) =>
  ({
    kind: 'set-flags',
    refs: [...scene.letters('Inbox', 'one'), ...scene.letters('Archive', 'three')],
    change: { add, remove },
  }) as const;
const toRole = (path: string, subject: string, role: 'archive' | 'junk' | 'trash' | 'inbox') => (scene: Scene) =>
  ({ kind: 'move-to-role', refs: scene.letters(path, subject), role }) as const;

const operations: Readonly<Record<string, Done>> = {
  'moving to another mailbox': {
    action: (scene) => ({ kind: 'move', refs: scene.letters('Inbox', 'two'), to: scene.mailbox('Work') }),
    after: { Inbox: ['one'], Work: ['two \\Seen'] },
  },
  'moving out of several mailboxes': {
    action: (scene) => ({
      kind: 'move',
      refs: [...scene.letters('Inbox', 'one'), ...scene.letters('Archive', 'three'), ...scene.letters('Work/Boat', 'six')],
      to: scene.mailbox('Work'),
    }),
    after: { Inbox: ['two \\Seen'], Archive: undefined, Work: ['one', 'six', 'three Holiday \\Flagged'], 'Work/Boat': [] },
  },
  archiving: { action: toRole('Inbox', 'one', 'archive'), after: { Inbox: ['two \\Seen'], Archive: ['one', 'three Holiday \\Flagged'] } },
  deleting: { action: toRole('Inbox', 'two', 'trash'), after: { Inbox: ['one'], Trash: ['five \\Seen', 'two \\Seen'] } },
  'putting back from Trash': {
    action: toRole('Trash', 'five', 'inbox'),
    after: { Trash: undefined, Inbox: ['five \\Seen', 'one', 'two \\Seen'] },
  },
  'marking as junk': { action: toRole('Inbox', 'one', 'junk'), after: { Inbox: ['two \\Seen'], Junk: ['four $Junk', 'one $Junk'] } },
  'marking as no junk': {
    action: toRole('Junk', 'four', 'inbox'),
    after: { Junk: undefined, Inbox: ['four $NotJunk', 'one', 'two \\Seen'] },
  },
  'copying to another mailbox': {
    action: (scene) => ({ kind: 'copy', refs: scene.letters('Archive', 'three'), to: scene.mailbox('Work') }),
    after: { Work: ['three Holiday \\Flagged'] },
  },
  'copying to where it is': {
    action: (scene) => ({ kind: 'copy', refs: scene.letters('Inbox', 'one'), to: scene.mailbox('Inbox') }),
    after: { Inbox: ['one', 'one', 'two \\Seen'] },
  },
  'reading and starring': {
    action: flags(['\\Seen', '\\Flagged'], []),
    after: { Inbox: ['one \\Flagged \\Seen', 'two \\Seen'], Archive: ['three Holiday \\Flagged \\Seen'] },
  },
  'a keyword': { action: flags(['Later'], []), after: { Inbox: ['one Later', 'two \\Seen'], Archive: ['three Holiday Later \\Flagged'] } },
  'a keyword taken off': { action: flags([], ['Holiday']), after: { Archive: ['three \\Flagged'] } },
  'deleting for ever': {
    action: (scene) => ({ kind: 'expunge', refs: scene.letters('Trash', 'five') }),
    after: { Trash: undefined },
    canBeTakenBack: false,
  },
  'deleting for ever without a copy in Trash': {
    action: (scene) => ({ kind: 'expunge', refs: scene.letters('Inbox', 'one') }),
    after: { Inbox: ['two \\Seen'] },
    canBeTakenBack: false,
  },
  'emptying Trash': {
    action: (scene) => ({ kind: 'empty-mailbox', mailboxId: scene.mailbox('Trash') }),
    after: { Trash: undefined },
    canBeTakenBack: false,
  },
  'emptying Junk': {
    action: (scene) => ({ kind: 'empty-mailbox', mailboxId: scene.mailbox('Junk') }),
    after: { Junk: undefined },
    canBeTakenBack: false,
  },
  'making a mailbox': { action: () => ({ kind: 'create-mailbox', parentId: null, name: ' Ünïcode 日本 ' }), after: { 'Ünïcode 日本': [] } },
  'making a mailbox in another': {
    action: (scene) => ({ kind: 'create-mailbox', parentId: scene.mailbox('Work/Boat'), name: 'Sails' }),
    after: { 'Work/Boat/Sails': [] },
  },
  'making a mailbox in the Inbox': {
    action: (scene) => ({ kind: 'create-mailbox', parentId: scene.mailbox('Inbox'), name: 'Inbox' }),
    after: { 'Inbox/Inbox': [] },
  },
  'renaming a mailbox': {
    action: (scene) => ({ kind: 'rename-mailbox', mailboxId: scene.mailbox('Work'), parentId: null, name: 'Plans' }),
    after: { Work: undefined, 'Work/Boat': undefined, Plans: [], 'Plans/Boat': ['six'] },
  },
  'renaming to other capitals': {
    action: (scene) => ({ kind: 'rename-mailbox', mailboxId: scene.mailbox('Work'), parentId: null, name: 'WORK' }),
    after: { Work: undefined, 'Work/Boat': undefined, WORK: [], 'WORK/Boat': ['six'] },
  },
  'moving a mailbox into another': {
    action: (scene) => ({ kind: 'rename-mailbox', mailboxId: scene.mailbox('Work'), parentId: scene.mailbox('Archive'), name: 'Work' }),
    after: { Work: undefined, 'Work/Boat': undefined, 'Archive/Work': [], 'Archive/Work/Boat': ['six'] },
  },
  'moving a mailbox to the top': {
    action: (scene) => ({ kind: 'rename-mailbox', mailboxId: scene.mailbox('Work/Boat'), parentId: null, name: 'Boat' }),
    after: { 'Work/Boat': undefined, Boat: ['six'] },
  },
  'removing a mailbox with what is in it': {
    action: (scene) => ({ kind: 'remove-mailbox', mailboxId: scene.mailbox('Work/Boat') }),
    after: { 'Work/Boat': undefined },
    canBeTakenBack: false,
  },
  'hiding a mailbox': {
    action: (scene) => ({ kind: 'subscribe-mailbox', mailboxId: scene.mailbox('Work'), subscribed: false }),
    after: {},
  },
};

function changed(after: Done['after']): Mail {
  const mail: Record<string, readonly string[]> = { ...atFirst };
  for (const [path, lines] of Object.entries(after)) {
    if (lines === undefined) delete mail[path];
    else mail[path] = lines;
  }
  return mail;
}

const outOfReach = { failure: { kind: 'gone', text: 'This cannot be taken back any more.' } };

describe.each(Object.entries(operations))('without a server, %s', (_what, { action, after, canBeTakenBack = true }) => {
  it('is done at once, waits for nobody, and can be taken back where that was promised', async () => {
    const scene = await localAccount();
    const id = await scene.do(action(scene));
    expect(scene.mail()).toEqual(changed(after));
    expect(scene.waiting()).toBe(0);
    if (canBeTakenBack) await scene.worker.undo(id);
    else await expect(async () => scene.worker.undo(id)).rejects.toMatchObject(outOfReach);
    expect(scene.mail()).toEqual(canBeTakenBack ? atFirst : changed(after));
    expect(scene.waiting()).toBe(0);
  });

  it('is still done after a restart, and final then', async () => {
    const scene = await localAccount();
    const id = await scene.do(action(scene));
    await scene.restart();
    expect(scene.mail()).toEqual(changed(after));
    await expect(async () => scene.worker.undo(id)).rejects.toMatchObject(outOfReach);
    expect(scene.mail()).toEqual(changed(after));
  });

  it('is done by the next start when the program died amid it', async () => {
    const scene = await localAccount();
    await scene.clickAndDie(action(scene));
    await scene.start();
    expect(scene.mail()).toEqual(changed(after));
    expect(scene.waiting()).toBe(0);
  });
});

describe('without a server', () => {
  it('a message moved to where there is a copy of it is in both places again when that is taken back', async () => {
    const scene = await localAccount();
    await scene.do({ kind: 'copy', refs: scene.letters('Inbox', 'one'), to: scene.mailbox('Work') });
    const before = scene.mail();
    const refs = [...scene.letters('Inbox', 'one'), ...scene.letters('Inbox', 'two')];
    const id = await scene.do({ kind: 'move', refs, to: scene.mailbox('Work') });
    expect(scene.mail()).toEqual(changed({ Inbox: undefined, Work: ['one', 'two \\Seen'] }));
    await scene.worker.undo(id);
    expect(scene.mail()).toEqual(before);
  });

  it('a new mailbox that holds something by now is not taken back', async () => {
    const scene = await localAccount();
    const id = await scene.do({ kind: 'create-mailbox', parentId: null, name: 'New' });
    await scene.do({ kind: 'move', refs: scene.letters('Inbox', 'one'), to: scene.mailbox('New') });
    await expect(async () => scene.worker.undo(id)).rejects.toThrow('There are messages in “New” by now: it stays.');
    expect(scene.mail()).toEqual(changed({ Inbox: ['two \\Seen'], New: ['one'] }));
  });

  it('what was moved into a mailbox that is gone cannot be taken back', async () => {
    const scene = await localAccount();
    const id = await scene.do({ kind: 'move', refs: scene.letters('Inbox', 'one'), to: scene.mailbox('Work/Boat') });
    await scene.do({ kind: 'remove-mailbox', mailboxId: scene.mailbox('Work/Boat') });
    await expect(async () => scene.worker.undo(id)).rejects.toMatchObject(outOfReach);
  });

  it.each(['Inbox', 'Drafts', 'Sent', 'Archive', 'Junk', 'Trash'])('%s keeps its name, its place and itself', async (path) => {
    const scene = await localAccount();
    const mailboxId = scene.mailbox(path);
    await expect(scene.do({ kind: 'remove-mailbox', mailboxId })).rejects.toThrow('cannot be removed');
    await expect(scene.do({ kind: 'rename-mailbox', mailboxId, parentId: null, name: 'Other' })).rejects.toThrow('cannot be renamed');
    await expect(scene.do({ kind: 'rename-mailbox', mailboxId, parentId: scene.mailbox('Work'), name: path })).rejects.toThrow(
      'cannot be renamed',
    );
    await scene.restart();
    expect(scene.mailbox(path)).toBe(mailboxId);
    expect(scene.mail()).toEqual(atFirst);
  });

  it('only Trash and Junk can be emptied, and a mailbox with others in it is not removed', async () => {
    const scene = await localAccount();
    await expect(scene.do({ kind: 'empty-mailbox', mailboxId: scene.mailbox('Inbox') })).rejects.toThrow('Only Trash and Junk');
    await expect(scene.do({ kind: 'remove-mailbox', mailboxId: scene.mailbox('Work') })).rejects.toThrow('remove them first');
    expect(scene.mail()).toEqual(atFirst);
  });

  it.each<[string, string, string]>([
    ['nothing', '', 'needs a name'],
    ['blanks', ' \t ', 'needs a name'],
    ['what nobody can see', '\u200B\u2060', 'needs a name'],
    ['two names', 'Work/Car', 'cannot contain “/”'],
    ['a dot', '.', 'cannot be called'],
    ['a line end', 'a\nb', 'cannot be shown'],
    ['half a character', 'a\uD800', 'cannot be shown'],
    ['the same name', 'Work', 'There is a folder called “Work” already'],
    ['the same in other capitals', 'wORK', 'There is a folder called “Work” already'],
    ['a role in other capitals', 'TRASH', 'There is a folder called “Trash” already'],
    ['the Inbox', 'INBOX', 'There is a folder called “Inbox” already'],
    ['the same in another Unicode form', 'CAFE\u0301', 'There is a folder called “Café” already'],
    ['a name without an end', 'x'.repeat(256), 'too long'],
  ])('no mailbox is called %s', async (_what, name, words) => {
    const scene = await localAccount();
    await scene.do({ kind: 'create-mailbox', parentId: null, name: 'Cafe\u0301' });
    const before = scene.mail();
    expect(Object.keys(before)).toContain('Caf\u00E9');
    await expect(scene.do({ kind: 'create-mailbox', parentId: null, name })).rejects.toThrow(words);
    await expect(scene.do({ kind: 'rename-mailbox', mailboxId: scene.mailbox('Work/Boat'), parentId: null, name })).rejects.toThrow(words);
    expect(scene.mail()).toEqual(before);
    expect(scene.waiting()).toBe(0);
  });
});

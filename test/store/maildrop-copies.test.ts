// What is done to mail here, and what that means for its copy in the maildrop: it never comes back, and it leaves only as the person chose.
import { describe, expect, it } from 'vitest';
import { planDownload } from '../../main/backends/pop/plan.ts';
import { planRemoval } from '../../main/backends/pop/plan-removal.ts';
import { listUidls } from '../../main/store/uidls.ts';
import type { CopiesPolicy } from '../../shared/account.ts';
import { localAccount } from './local-account.ts';

type Scene = Awaited<ReturnType<typeof localAccount>>;

const toTrash = async (scene: Scene, path: string, subject = 'one') =>
  scene.do({ kind: 'move-to-role', refs: scene.letters(path, subject), role: 'trash' });
const forEver = async (scene: Scene, path: string, most = 9) =>
  scene.do({ kind: 'expunge', refs: scene.letters(path, 'one').slice(0, most) });
const copyTo = async (scene: Scene, path: string) =>
  scene.do({ kind: 'copy', refs: scene.letters('Inbox', 'one').slice(0, 1), to: scene.mailbox(path) });

/** Steps, and what is deleted then, in the eyes of "remove when I delete it here": not, lying in Trash, or gone for ever. */
const lives: Readonly<Record<string, readonly [(scene: Scene) => Promise<unknown>, 'kept' | 'in Trash' | 'gone']>> = {
  'left alone': [async () => {}, 'kept'],
  'moved to Trash': [(scene) => toTrash(scene, 'Inbox'), 'in Trash'],
  'moved to Trash and taken back': [async (scene) => scene.worker.undo(await toTrash(scene, 'Inbox')), 'kept'],
  'moved to Trash and out again after a restart': [
    async (scene) => {
      await toTrash(scene, 'Inbox');
      await scene.restart();
      await scene.do({ kind: 'move', refs: scene.letters('Trash', 'one'), to: scene.mailbox('Work') });
    },
    'kept',
  ],
  'moved to Junk': [async (scene) => scene.do({ kind: 'move-to-role', refs: scene.letters('Inbox', 'one'), role: 'junk' }), 'kept'],
  'moved to another mailbox': [
    async (scene) => scene.do({ kind: 'move', refs: scene.letters('Inbox', 'one'), to: scene.mailbox('Work') }),
    'kept',
  ],
  'deleted for ever': [(scene) => forEver(scene, 'Inbox'), 'gone'],
  'moved to Trash, which was emptied': [
    async (scene) => {
      await toTrash(scene, 'Inbox');
      await scene.do({ kind: 'empty-mailbox', mailboxId: scene.mailbox('Trash') });
    },
    'gone',
  ],
  'removed with its mailbox': [
    async (scene) => {
      await scene.do({ kind: 'move', refs: scene.letters('Inbox', 'one'), to: scene.mailbox('Work/Boat') });
      await scene.do({ kind: 'remove-mailbox', mailboxId: scene.mailbox('Work/Boat') });
    },
    'gone',
  ],
  'copied to another mailbox, and one moved to Trash': [
    async (scene) => {
      await copyTo(scene, 'Work');
      await toTrash(scene, 'Inbox');
    },
    'kept',
  ],
  'copied to another mailbox, and both moved to Trash': [
    async (scene) => {
      await copyTo(scene, 'Work');
      await toTrash(scene, 'Inbox');
      await toTrash(scene, 'Work');
    },
    'in Trash',
  ],
  'copied to another mailbox, and one deleted for ever': [
    async (scene) => {
      await copyTo(scene, 'Work');
      await forEver(scene, 'Inbox');
    },
    'kept',
  ],
  'copied to where it was, and the first deleted for ever': [
    async (scene) => {
      await copyTo(scene, 'Inbox');
      await forEver(scene, 'Inbox', 1);
    },
    'kept',
  ],
  'copied to where it was, and the first moved to Trash': [
    async (scene) => {
      await copyTo(scene, 'Inbox');
      await scene.do({ kind: 'move-to-role', refs: scene.letters('Inbox', 'one').slice(0, 1), role: 'trash' });
    },
    'kept',
  ],
  'copied to where it was, and both moved to Trash': [
    async (scene) => {
      await copyTo(scene, 'Inbox');
      await toTrash(scene, 'Inbox');
    },
    'in Trash',
  ],
  'copied to where it was, the first deleted for ever and the second moved to Trash': [
    async (scene) => {
      await copyTo(scene, 'Inbox');
      await forEver(scene, 'Inbox', 1);
      await toTrash(scene, 'Inbox');
    },
    'in Trash',
  ],
  'copied to where it was, and both deleted for ever': [
    async (scene) => {
      await copyTo(scene, 'Inbox');
      await forEver(scene, 'Inbox');
    },
    'gone',
  ],
  'copied, and the copy taken back': [async (scene) => scene.worker.undo(await copyTo(scene, 'Inbox')), 'kept'],
};

const listing = { uidls: new Map([[1, 'one']]), sizes: new Map([[1, 'one'.length]]) };
const now = 2000;
const day = 24 * 60 * 60 * 1000;

describe.each(Object.entries(lives))('the copy in the maildrop of a message that was %s', (_what, [live, becomes]) => {
  it('is not fetched again, and leaves as each policy says', async () => {
    const scene = await localAccount();
    await live(scene);
    for (const restarted of [false, true]) {
      if (restarted) await scene.restart();
      const known = scene.reading(listUidls);
      expect(planDownload(listing, known)).toEqual({ retrieve: [], unsure: [], doubtful: [], forget: [] });
      const leaving = (policy: CopiesPolicy, at = now) => planRemoval(listing, known, policy, at).length;
      expect(leaving({ kind: 'leave' })).toBe(0);
      expect(leaving({ kind: 'remove-after-download' })).toBe(1);
      expect(leaving({ kind: 'remove-after-days', days: 1 })).toBe(0);
      expect(leaving({ kind: 'remove-after-days', days: 1 }, now + day)).toBe(1);
      expect(leaving({ kind: 'remove-when-deleted' })).toBe(becomes === 'kept' ? 0 : 1);
    }
  });

  it('is told of beforehand, with whether it is the last one', async () => {
    const scene = await localAccount();
    await live(scene);
    const before = { messages: becomes === 'kept' ? 0 : 1, notHere: becomes === 'gone' ? 1 : 0 };
    // "five" lies in Trash from the start, unless that was emptied; "six" is in the mailbox that is removed.
    const others = scene.reading(listUidls).filter(({ uidl, deletedHere }) => uidl !== 'one' && deletedHere);
    const gone = others.filter(({ messageId }) => messageId === null);
    expect(await scene.worker.previewRemoval({ kind: 'remove-when-deleted' })).toMatchObject({
      messages: before.messages + others.length,
      notHere: before.notHere + gone.length,
    });
    expect(await scene.worker.previewRemoval({ kind: 'leave' })).toEqual({ messages: 0, bytes: 0, notHere: 0 });
    expect((await scene.worker.previewRemoval({ kind: 'remove-after-download' })).messages).toBe(6);
  });
});

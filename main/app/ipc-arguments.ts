/** What the window may pass to each query and command. The compiler asks for a shape per name, and that each yields what shared/ipc.ts says. */
import { z } from 'zod';
import type { Commands, Queries } from '../../shared/ipc.ts';
import {
  accountDraft,
  accountId,
  copiesPolicy,
  imapOptions,
  offlinePolicy,
  popOptions,
  settingShapes,
} from '../settings/account-schema.ts';
import {
  cursor,
  draft,
  flagChange,
  mailboxId,
  mailboxName,
  mailboxRef,
  maildropPicks,
  mailView,
  messageRef,
  messageRefs,
  operationId,
  partId,
} from './mail-schemas.ts';

export type ArgumentShapes<M> = {
  readonly [N in keyof M]: z.ZodType<M[N] extends (...args: infer A) => unknown ? A : never>;
};

const none = z.tuple([]);
const undo = z.object({ accountId, operationId });

export const queryArguments: ArgumentShapes<Queries> = {
  'account.list': none,
  'account.statuses': none,
  'account.passwordKeeping': none,
  'account.previewRemoval': z.tuple([accountId, copiesPolicy]),
  'mailbox.list': none,
  'message.page': z.tuple([mailView, cursor.nullable()]),
  'message.content': z.tuple([messageRef]),
  'storage.list': none,
  'outbox.list': none,
  'operation.listFailed': none,
  'settings.get': none,
};

export const commandArguments: ArgumentShapes<Commands> = {
  'account.verify': z.tuple([accountDraft]),
  'account.add': z.tuple([accountDraft]),
  'account.setPassword': z.tuple([accountId, z.string().max(10_000), z.boolean()]),
  'account.trustCertificate': z.tuple([accountId, z.enum(['incoming', 'outgoing']), z.string().max(100_000)]),
  'account.setOptions': z.tuple([accountId, imapOptions]),
  'account.setPopOptions': z.tuple([accountId, popOptions]),
  'account.pauseDownload': z.tuple([accountId, z.boolean()]),
  'account.answerVanished': z.tuple([mailboxRef, z.enum(['keep', 'put-back', 'remove'])]),
  'account.checkMail': z.tuple([accountId.nullable()]),
  'maildrop.look': z.tuple([accountId]),
  'maildrop.choose': z.tuple([accountId, maildropPicks]),
  'mailbox.open': z.tuple([mailboxRef]),
  'mailbox.create': z.tuple([accountId, mailboxId.nullable(), mailboxName]),
  'mailbox.rename': z.tuple([mailboxRef, mailboxId.nullable(), mailboxName]),
  'mailbox.remove': z.tuple([mailboxRef]),
  'mailbox.subscribe': z.tuple([mailboxRef, z.boolean()]),
  'mailbox.empty': z.tuple([mailboxRef]),
  'mailbox.setOffline': z.tuple([mailboxRef, offlinePolicy.nullable()]),
  'message.setFlags': z.tuple([messageRefs, flagChange]),
  'message.move': z.tuple([messageRefs, mailboxRef]),
  'message.copy': z.tuple([messageRefs, mailboxRef]),
  'message.moveToRole': z.tuple([messageRefs, z.enum(['archive', 'junk', 'trash', 'inbox'])]),
  'message.expunge': z.tuple([messageRefs]),
  'message.download': z.tuple([messageRef]),
  'message.removeFromServer': z.tuple([messageRefs]),
  'operation.undo': z.tuple([z.array(undo).max(1000)]),
  'operation.putAway': z.tuple([accountId, operationId]),
  'draft.attach': none,
  'draft.send': z.tuple([draft]),
  'outbox.retry': z.tuple([accountId, operationId]),
  'outbox.discard': z.tuple([accountId, operationId]),
  'attachment.save': z.tuple([messageRef, partId]),
  'link.open': z.tuple([z.string().max(8192)]),
  'settings.set': z.tuple([
    z.object({
      theme: settingShapes.theme.exactOptional(),
      panes: settingShapes.panes.exactOptional(),
      markReadAfter: settingShapes.markReadAfter.exactOptional(),
      popInterval: settingShapes.popInterval.exactOptional(),
    }),
  ]),
};

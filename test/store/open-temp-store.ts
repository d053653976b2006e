import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, vi } from 'vitest';
import { createIndexLoop } from '../../main/worker/index-loop.ts';
import { nextToIndex } from '../../main/store/index-queue.ts';
import { type MailStore, openMailStore } from '../../main/store/mail-store.ts';
import { saveMailbox } from '../../main/store/mailboxes.ts';
import { insertMessage } from '../../main/store/messages.ts';
import { addLocation } from '../../main/store/locations.ts';
import type { AccountId } from '../../shared/account.ts';
import type { ChangeSet } from '../../shared/changes.ts';
import type { MailboxId, MailboxRole } from '../../shared/mailbox.ts';
import type { HeaderBlock } from '../../main/store/envelopes.ts';
import type { Envelope, Flag, LocalRef } from '../../shared/message.ts';

export const testAccount = 'test' as AccountId;

/** A folder that is gone after the test. */
export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'homing-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A real store on disk, with everything it told its listener. */
export function openTempStore(folder = tempFolder()): { readonly store: MailStore; readonly heard: ChangeSet[]; readonly folder: string } {
  const heard: ChangeSet[] = [];
  const store = openMailStore(testAccount, folder, (changes) => heard.push(changes));
  onTestFinished(() => store.close());
  return { store, heard, folder };
}

/** For what must not happen: a mistake of ours fails the test. */
export function unexpected(thrown: unknown): never {
  throw thrown;
}

export function addMailbox(store: MailStore, name: string, role: MailboxRole | null = null): MailboxId {
  return store.transaction((tx) => saveMailbox(tx, { path: name, name, delimiter: '/', parentPath: null, role, selectable: true }));
}

export function envelope(fields: Partial<Envelope> = {}): Envelope {
  return {
    headerMessageId: null,
    inReplyTo: null,
    references: [],
    subject: 'Hello',
    date: 0,
    from: [{ name: 'Ann', address: 'ann@example.org' }],
    replyTo: [],
    to: [{ name: '', address: 'bob@example.org' }],
    cc: [],
    bcc: [],
    ...fields,
  };
}

export interface TestMessage {
  readonly uid?: number | null;
  readonly date?: number;
  readonly flags?: readonly Flag[];
  readonly fields?: Partial<Envelope>;
  /** A head that is not taken apart, in place of the fields. */
  readonly header?: HeaderBlock;
  /** Puts these bytes into a pack. */
  readonly raw?: string;
}

export function addMessage(store: MailStore, mailboxId: MailboxId, message: TestMessage = {}): LocalRef {
  const rawHash = message.raw === undefined ? null : store.raw.put(Buffer.from(message.raw));
  const date = message.date ?? 1000;
  return store.transaction((tx) => {
    const messageId = insertMessage(tx, {
      envelope: message.header ?? envelope(message.fields),
      date,
      size: message.raw?.length ?? 100,
      preview: '',
      hasAttachments: false,
      rawHash,
    });
    addLocation(tx, { mailboxId, messageId, uid: message.uid ?? null, flags: message.flags ?? [], date });
    return { mailboxId, messageId };
  });
}

/** Takes apart what waits for it, as the worker does when nobody else needs its time. */
export async function indexEverything(store: MailStore): Promise<void> {
  const loop = createIndexLoop(store, unexpected);
  loop.wake();
  await vi.waitFor(() => expect(nextToIndex(store.read, 1)).toEqual([]), { timeout: 15_000, interval: 5 });
  await loop.stop();
}

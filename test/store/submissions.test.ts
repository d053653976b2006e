import { describe, expect, it } from 'vitest';
import type { Submitter } from '../../main/backends/backend.ts';
import { readQueued, submit } from '../../main/operations/queue.ts';
import type { MailStore } from '../../main/store/mail-store.ts';
import { listOutbox } from '../../main/store/operations.ts';
import { createOutboxLoop } from '../../main/worker/outbox-loop.ts';
import { recoverOperations } from '../../main/worker/recover-operations.ts';
import type { AccountId } from '../../shared/account.ts';
import { addMailbox, addMessage, envelope, openTempStore, testAccount, unexpected } from './open-temp-store.ts';
import { queueScene } from './queue-scene.ts';

/** A mail big enough that its copy in Sent needs new pages of the database. */
function queueMail(store: MailStore): void {
  const raw = Buffer.from('Subject: Hello\r\n\r\nHello\r\n');
  const rawHash = store.raw.put(raw).toString('hex');
  const head = envelope({ headerMessageId: '<s@x>', references: Array.from({ length: 2000 }, (_, at) => `<${at}@example.org>`) });
  store.transaction((tx) =>
    submit(
      tx,
      {
        kind: 'send',
        origin: null,
        submission: { envelope: { mailFrom: 'a@example.org', rcptTo: ['b@example.org'] }, headerMessageId: '<s@x>', rawHash },
        message: { rawHash, envelope: head, size: raw.length, preview: '', hasAttachments: false, date: 1 },
      },
      1,
    ),
  );
}

/** From here on the database cannot grow, as on a full disk. */
function fillDisk(store: MailStore): void {
  const pages = store.read.get<{ page_count: number }>('PRAGMA page_count')?.page_count ?? 0;
  store.transaction((tx) => tx.db.exec(`PRAGMA max_page_count = ${pages}`));
}

function makeRoom(store: MailStore): void {
  store.transaction((tx) => tx.db.exec('PRAGMA max_page_count = 1000000'));
}

/** The outbox over a server that takes everything; `taking` runs while it does. */
function outboxOf(store: MailStore, taking: () => void) {
  const sent: string[] = [];
  const failed: unknown[] = [];
  const submitter: Submitter = {
    submit: (raw, { rcptTo }) => {
      sent.push(raw.toString());
      taking();
      return Promise.resolve({ accepted: [...rcptTo], rejected: [] });
    },
    verify: () => Promise.resolve(),
  };
  const outbox = createOutboxLoop({
    store,
    submitter: () => submitter,
    findInSent: () => Promise.resolve(false),
    outcome: { done: () => {}, failed: (failure) => failed.push(failure), bug: unexpected },
    needsPerson: () => {},
  });
  return { outbox, sent, failed };
}

describe('a reply', () => {
  it.each([
    ['names and marks what it answers', 'test', true],
    ['from another account of one’s own touches no message of that one', 'other', false],
  ])('%s', async (_what, of, answers) => {
    const { store, inbox, actions } = queueScene();
    const { messageId } = addMessage(store, inbox, { uid: 1, fields: { headerMessageId: '<original@x>' } });
    const ref = { accountId: of as AccountId, mailboxId: inbox, messageId };
    const draft = { accountId: testAccount, to: 'bob@example.org', cc: '', bcc: '', subject: 'Re', text: '', attachments: [] };
    await actions.submit({ kind: 'send', files: [], draft: { ...draft, inReplyTo: { ref, how: 'reply' } } });
    const queued = readQueued(listOutbox(store.read)[0]!);
    if (queued.operation.kind !== 'send') throw new Error('not a mail');
    const raw = store.raw.get(Buffer.from(queued.operation.submission.rawHash, 'hex'))!.toString();
    expect([raw.includes('In-Reply-To: <original@x>'), queued.operation.origin !== null]).toEqual([answers, answers]);
  });
});

describe('a disk that is full when a mail has just gone out', () => {
  it('never makes it go out twice: the person is told that it went', async () => {
    const { store } = openTempStore();
    addMailbox(store, 'Sent', 'sent');
    queueMail(store);
    const { outbox, sent, failed } = outboxOf(store, () => fillDisk(store));
    outbox.wake();
    await outbox.stop();
    expect(sent).toHaveLength(1);
    makeRoom(store);
    const { outbox: later, sent: again } = outboxOf(store, () => {});
    later.wake();
    await later.stop();
    expect(again).toEqual([]);
    recoverOperations(store, 2);
    expect(listOutbox(store.read)).toMatchObject([{ state: 'failed', failure: { code: 'MAYBE_SENT' } }]);
    expect(failed.length).toBeLessThanOrEqual(1);
  });
});

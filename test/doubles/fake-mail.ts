/** The mail behind the fake api: changes in memory, each told as a ChangeSet, as the real store does after a commit. */
import type { AccountId } from '../../shared/account.ts';
import type { ChangeSet } from '../../shared/changes.ts';
import type { Undo } from '../../shared/ipc.ts';
import { MailFailureError } from '../../shared/failure.ts';
import type { Mailbox, MailboxId, MailboxRef, MailboxRole } from '../../shared/mailbox.ts';
import { seenFlag } from '../../shared/message.ts';
import type { FlagChange, MessageId, MessageRef } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import { withMailbox, withRenamed } from './fake-mailboxes.ts';
import type { SampleMail, SampleMessage } from './sample-mail.ts';

export class FakeMail {
  messages: readonly SampleMessage[];
  #mailboxes: readonly Mailbox[];
  readonly #changed: (change: ChangeSet) => void;
  #operations = 0;

  constructor(mail: SampleMail, changed: (change: ChangeSet) => void) {
    this.messages = mail.messages;
    this.#mailboxes = mail.mailboxes;
    this.#changed = changed;
  }

  mailboxes(accounts: readonly AccountId[]): readonly Mailbox[] {
    return this.#mailboxes
      .filter(({ accountId }) => accounts.includes(accountId))
      .map((mailbox) => {
        const inside = this.messages.filter(({ summary: { ref } }) => ref.accountId === mailbox.accountId && ref.mailboxId === mailbox.id);
        return { ...mailbox, total: inside.length, unread: inside.filter(({ summary }) => !summary.flags.includes(seenFlag)).length };
      });
  }

  find(ref: MessageRef): SampleMessage | undefined {
    return this.messages.find(({ summary }) => sameRef(summary.ref, ref));
  }

  setFlags(refs: readonly MessageRef[], { add, remove }: FlagChange): readonly Undo[] {
    this.#replace(refs, (message) => {
      const flags = [...new Set([...message.summary.flags.filter((flag) => !remove.includes(flag)), ...add])];
      return { ...message, summary: { ...message.summary, flags } };
    });
    return this.#committed(refs);
  }

  move(refs: readonly MessageRef[], to: MailboxId): readonly Undo[] {
    this.#replace(refs, (message) => ({ ...message, summary: { ...message.summary, ref: { ...message.summary.ref, mailboxId: to } } }));
    return this.#committed(refs, [to]);
  }

  file(refs: readonly MessageRef[], role: MailboxRole): readonly Undo[] {
    return refs.flatMap((ref) => {
      const to = this.#mailboxes.find((mailbox) => mailbox.accountId === ref.accountId && mailbox.role === role);
      return to === undefined ? [] : this.move([ref], to.id);
    });
  }

  expunge(refs: readonly MessageRef[]): void {
    this.messages = this.messages.filter(({ summary }) => !refs.some((ref) => sameRef(ref, summary.ref)));
    this.#committed(refs);
  }

  download(ref: MessageRef): void {
    this.#replace([ref], ({ summary, content }) => ({
      summary: { ...summary, place: { kind: 'server-and-here' } },
      content: {
        ...content,
        body: { state: 'here', html: null, text: `${summary.preview || summary.subject}\n`, parts: [], truncated: false },
      },
    }));
    this.#committed([ref]);
  }

  /** Asked for without a connection: remembered. */
  want(ref: MessageRef): void {
    this.#replace([ref], (message) => ({ ...message, content: { ...message.content, body: { state: 'missing', wanted: true } } }));
    this.#committed([ref]);
  }

  copy(refs: readonly MessageRef[], to: MailboxId): readonly Undo[] {
    const copies = this.messages.filter(({ summary }) => refs.some((ref) => sameRef(ref, summary.ref)));
    const highest = Math.max(...this.messages.map(({ summary }) => summary.ref.messageId));
    this.messages = [
      ...this.messages,
      ...copies.map((message, position) => {
        const ref = { ...message.summary.ref, mailboxId: to, messageId: (highest + 1 + position) as MessageId };
        return { ...message, summary: { ...message.summary, ref } };
      }),
    ];
    return this.#committed(refs, [to]);
  }

  createMailbox(accountId: AccountId, parentId: MailboxId | null, name: string): Undo {
    this.#mailboxes = withMailbox(this.#mailboxes, accountId, parentId, name);
    return this.#treeChanged(accountId);
  }

  renameMailbox(ref: MailboxRef, parentId: MailboxId | null, name: string): Undo {
    this.#mailboxes = withRenamed(this.#mailboxes, this.mailbox(ref), parentId, name);
    return this.#treeChanged(ref.accountId);
  }

  removeMailbox(ref: MailboxRef): Undo {
    const gone = this.mailbox(ref);
    this.#mailboxes = this.#mailboxes.filter((mailbox) => mailbox !== gone);
    this.messages = this.messages.filter(({ summary }) => !isIn(summary.ref, ref));
    return this.#treeChanged(ref.accountId, [ref.mailboxId]);
  }

  emptyMailbox(ref: MailboxRef): void {
    this.messages = this.messages.filter(({ summary }) => !isIn(summary.ref, ref));
    this.#treeChanged(ref.accountId, [ref.mailboxId]);
  }

  changeMailbox(ref: MailboxRef, change: Partial<Pick<Mailbox, 'subscribed' | 'offline'>>): Undo {
    const old = this.mailbox(ref);
    this.#mailboxes = this.#mailboxes.map((mailbox) => (mailbox === old ? { ...mailbox, ...change } : mailbox));
    return this.#treeChanged(ref.accountId);
  }

  mailbox({ accountId, mailboxId }: MailboxRef): Mailbox {
    const found = this.#mailboxes.find((mailbox) => mailbox.accountId === accountId && mailbox.id === mailboxId);
    if (found === undefined) throw new MailFailureError({ kind: 'gone', retry: 'never', text: 'This folder does not exist any more.' });
    return found;
  }

  undoOf(accountId: AccountId): Undo {
    this.#operations += 1;
    return { accountId, operationId: this.#operations as OperationId };
  }

  #treeChanged(accountId: AccountId, mailboxes: readonly MailboxId[] = []): Undo {
    this.#changed({ accountId, mailboxes, messages: [], mailboxList: true, quota: false, operations: true });
    return this.undoOf(accountId);
  }

  #replace(refs: readonly MessageRef[], next: (message: SampleMessage) => SampleMessage): void {
    this.messages = this.messages.map((message) => (refs.some((ref) => sameRef(ref, message.summary.ref)) ? next(message) : message));
  }

  #committed(refs: readonly MessageRef[], more: readonly MailboxId[] = []): readonly Undo[] {
    for (const accountId of new Set(refs.map((ref) => ref.accountId))) {
      const own = refs.filter((ref) => ref.accountId === accountId);
      const mailboxes = [...new Set([...own.map((ref) => ref.mailboxId), ...more])];
      this.#changed({
        accountId,
        mailboxes,
        messages: own.map((ref) => ref.messageId),
        mailboxList: false,
        quota: false,
        operations: true,
      });
    }
    return refs.map(({ accountId }) => this.undoOf(accountId));
  }
}

function isIn(ref: MessageRef, { accountId, mailboxId }: MailboxRef): boolean {
  return ref.accountId === accountId && ref.mailboxId === mailboxId;
}

function sameRef(a: MessageRef, b: MessageRef): boolean {
  return a.accountId === b.accountId && a.mailboxId === b.mailboxId && a.messageId === b.messageId;
}

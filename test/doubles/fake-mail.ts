/** The mail behind the fake api: changes in memory, each told as a ChangeSet, as the real store does after a commit. */
import type { AccountId } from '../../shared/account.ts';
import type { ChangeSet } from '../../shared/changes.ts';
import type { Undo } from '../../shared/ipc.ts';
import type { Mailbox, MailboxId, MailboxRole } from '../../shared/mailbox.ts';
import { seenFlag } from '../../shared/message.ts';
import type { FlagChange, MessageRef } from '../../shared/message.ts';
import type { OperationId } from '../../shared/operation.ts';
import type { SampleMail, SampleMessage } from './sample-mail.ts';

export class FakeMail {
  messages: readonly SampleMessage[];
  readonly #mailboxes: readonly Mailbox[];
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
      content: { ...content, body: { state: 'here', html: null, text: `${summary.preview}\n`, parts: [], truncated: false } },
    }));
    this.#committed([ref]);
  }

  undoOf(accountId: AccountId): Undo {
    this.#operations += 1;
    return { accountId, operationId: this.#operations as OperationId };
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

function sameRef(a: MessageRef, b: MessageRef): boolean {
  return a.accountId === b.accountId && a.mailboxId === b.mailboxId && a.messageId === b.messageId;
}

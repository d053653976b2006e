/** What a person does to single messages of a maildrop: looks at them before they are downloaded, and says what is to become of them. */
import type { Account } from '../../shared/account.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { MaildropLook, MaildropPick } from '../../shared/maildrop.ts';
import type { LocalRef, MessageId } from '../../shared/message.ts';
import type { SeenInMaildrop } from '../backends/backend.ts';
import { isContentId } from '../backends/pop/content-id.ts';
import { headOfMessage } from '../store/heads.ts';
import { keepChoice, type SeenUidl } from '../store/maildrop-choices.ts';
import type { MailStore } from '../store/mail-store.ts';
import { isHere } from '../store/messages.ts';
import { uidlByName } from '../store/uidls.ts';
import type { StatusReport } from './account-status.ts';
import type { SyncLoop } from './sync-loop.ts';

export interface MaildropActions {
  look(): Promise<MaildropLook>;
  /** Throws MailFailureError, and then nothing is chosen. */
  choose(picks: readonly MaildropPick[]): void;
  /** Of these only the head is here; throws MailFailureError, and then none is removed. */
  removeFromServer(refs: readonly LocalRef[]): void;
}

export interface MaildropActionParts {
  readonly store: MailStore;
  readonly kind: Account['kind'];
  readonly withBackend: SyncLoop['withBackend'];
  readonly activity: StatusReport['activity'];
  /** Tell the window now. */
  readonly changed: () => void;
  /** Something is to be done on the server: begin a check. */
  readonly choicesWait: () => void;
}

/** A head is two kilobytes: these come in seconds over any line. */
const headsAsked = 1000;

export function createMaildropActions({ store, kind, withBackend, activity, changed, choicesWait }: MaildropActionParts): MaildropActions {
  /** As the person saw them last: a choice is one of exactly these messages. */
  let seen: ReadonlyMap<string, SeenInMaildrop> = new Map();

  const assertMaildrop = (): void => {
    if (kind !== 'pop') throw new MailFailureError(noMaildrop);
  };
  const lookedAt = (uidl: string): SeenUidl => {
    const entry = seen.get(uidl);
    if (entry !== undefined) return { uidl, size: entry.size, headHash: entry.headHash };
    if (isContentId(uidl) || uidlByName(store.read, uidl) === null) throw new MailFailureError(notSeen);
    return { uidl, size: null, headHash: null };
  };

  return {
    look: async () => {
      assertMaildrop();
      const entries = await withBackend(async (backend) => {
        if (backend.lookAtMaildrop === undefined) throw new MailFailureError(noMaildrop);
        return backend.lookAtMaildrop(store, headsAsked, activity);
      });
      seen = new Map(entries.flatMap((entry) => (entry.uidl === null ? [] : [[entry.uidl, entry] as const])));
      return { entries: entries.map(({ headHash: _ours, ...entry }) => entry), headsAsked };
    },
    choose: (picks) => {
      assertMaildrop();
      const chosen = picks.map(({ uidl, choice }) => ({ listed: lookedAt(uidl), choice }));
      store.transaction((tx) => {
        for (const { listed, choice } of chosen) keepChoice(tx, listed, choice);
      });
      changed();
      choicesWait();
    },
    removeFromServer: (refs) => {
      assertMaildrop();
      const messages = [...new Set(refs.map(({ messageId }) => messageId))];
      const heads = messages.map((messageId) => headOnServer(store, messageId));
      store.transaction((tx) => {
        for (const { uidl } of heads) keepChoice(tx, { uidl, size: null, headHash: null }, 'remove');
      });
      changed();
      choicesWait();
    },
  };
}

function headOnServer(store: MailStore, messageId: MessageId): { readonly uidl: string } {
  if (isHere(store.read, messageId)) throw new MailFailureError(wholeHere);
  const head = headOfMessage(store.read, messageId);
  if (head?.onServer !== true) throw new MailFailureError(notThere);
  return head;
}

const noMaildrop: MailFailure = { kind: 'unsupported', retry: 'never', text: 'Only POP accounts have a maildrop to look at.' };
const notSeen: MailFailure = {
  kind: 'gone',
  retry: 'never',
  text: 'The maildrop has changed since it was looked at. Please look again.',
};
const wholeHere: MailFailure = {
  kind: 'rejected',
  retry: 'never',
  text: 'All of this message is on this computer. What happens to its copy on the server is set for the account.',
};
const notThere: MailFailure = { kind: 'gone', retry: 'never', text: 'This message is no longer on the server.' };

import { changedFlags } from '../store/flag-text.ts';
import { locationOf, locationsAt, setFlags } from '../store/locations.ts';
import { compareAnew } from '../store/mailboxes.ts';
import { nothingMore, type MailboxVerb } from './operation.ts';
import type { SetFlags } from '../../shared/queued-operation.ts';
import { refOf, remoteGroups, targetsFrom } from './targets.ts';
import { countMessages } from './wording.ts';

export const setFlagsVerb: MailboxVerb<SetFlags> = {
  needs: 'flags',
  local: (tx, operation) => {
    const prior = locationsAt(tx.db, operation.refs);
    for (const location of prior) {
      setFlags(tx, location.mailboxId, location.messageId, changedFlags(location.flags, operation.change));
    }
    return { prior, targets: targetsFrom(prior, false) };
  },
  remote: async (context, operation) => {
    for (const group of (await remoteGroups(context)).groups) {
      await context.backend.flags?.(group.mailbox, group.uids, operation.change);
    }
    return () => nothingMore;
  },
  backOut: (tx, operation, { prior }) => {
    for (const before of prior) {
      const now = locationOf(tx.db, before.mailboxId, before.messageId);
      if (now === null) continue;
      const touched = [...operation.change.add, ...operation.change.remove];
      const restored = changedFlags(now.flags, { remove: touched, add: before.flags.filter((flag) => touched.includes(flag)) });
      setFlags(tx, before.mailboxId, before.messageId, restored);
      // What other devices did with these marks meanwhile was told, and laid under ours.
      compareAnew(tx, before.mailboxId);
    }
  },
  inverse: (operation, { prior }) => {
    // Only messages that really changed go back: one that was starred before stays starred.
    const changed = prior.filter((before) => changedFlags(before.flags, operation.change).join(' ') !== [...before.flags].sort().join(' '));
    if (changed.length === 0) return [];
    return [{ kind: 'set-flags', refs: changed.map(refOf), change: { add: operation.change.remove, remove: operation.change.add } }];
  },
  failureTitle: (operation) => `Could not change the marks of ${countMessages(operation.refs.length)}.`,
};

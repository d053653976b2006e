import { changedFlags } from '../store/flag-text.ts';
import { locationOf, locationsAt, setFlags } from '../store/locations.ts';
import { compareAnew } from '../store/mailboxes.ts';
import { nothingMore, type MailboxVerb } from './operation.ts';
import type { FlagChange, LocalRef } from '../../shared/message.ts';
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
  inverse: ({ change }, { prior }) => {
    // Only what really changed goes back: one that was starred before stays starred.
    const alike = new Map<string, { readonly change: FlagChange; readonly refs: LocalRef[] }>();
    for (const before of prior) {
      const add = change.remove.filter((flag) => before.flags.includes(flag));
      const remove = change.add.filter((flag) => !before.flags.includes(flag));
      if (add.length + remove.length === 0) continue;
      const key = JSON.stringify({ add, remove });
      const group = alike.get(key) ?? { change: { add, remove }, refs: [] };
      group.refs.push(refOf(before));
      alike.set(key, group);
    }
    return [...alike.values()].map((group) => ({ kind: 'set-flags', ...group }));
  },
  failureTitle: (operation) => `Could not change the marks of ${countMessages(operation.refs.length)}.`,
};

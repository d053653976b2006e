import { addLocation, locationOf, locationsAt, removeLocation } from '../store/locations.ts';
import { compareAnew } from '../store/mailboxes.ts';
import { nothingMore, type MailboxVerb } from './operation.ts';
import type { Expunge } from '../../shared/queued-operation.ts';
import { remoteGroups, targetsFrom } from './targets.ts';
import { countMessages } from './wording.ts';

/** Removal for ever: of the server's copy for IMAP, of this computer's for a local mailbox. */
export const expungeVerb: MailboxVerb<Expunge> = {
  needs: 'expunge',
  local: (tx, operation) => {
    const prior = locationsAt(tx.db, operation.refs);
    for (const location of prior) removeLocation(tx, location.mailboxId, location.messageId);
    return { prior, targets: targetsFrom(prior, true) };
  },
  remote: async (context) => {
    for (const group of (await remoteGroups(context)).groups) await context.backend.expunge?.(group.mailbox, group.uids);
    return () => nothingMore;
  },
  backOut: (tx, _operation, { prior }) => {
    for (const before of prior) {
      if (locationOf(tx.db, before.mailboxId, before.messageId) === null) addLocation(tx, before);
      // What other devices marked it with meanwhile was told of a message that was not there.
      compareAnew(tx, before.mailboxId);
    }
  },
  inverse: () => [],
  failureTitle: (operation) => `Could not delete ${countMessages(operation.refs.length)}.`,
};

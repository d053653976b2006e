import type { MailboxRole } from '../../shared/mailbox.ts';
import type { FlagChange } from '../../shared/message.ts';

/** The keywords by which programs and servers tell each other what is junk (RFC 9051 section 2.3.2, as registered by IANA). */
const junk = '$Junk';
const notJunk = '$NotJunk';

/**
 * What moving messages out of mailboxes of these roles into one of that role says about them: nothing, for most moves. Only what all of
 * them come out of Junk for is no junk. Pure.
 */
export function marksOnMove(from: readonly (MailboxRole | null)[], to: MailboxRole | null): FlagChange | null {
  if (to === 'junk') return { add: [junk], remove: [notJunk] };
  if (to === 'inbox' && from.length > 0 && from.every((role) => role === 'junk')) return { add: [notJunk], remove: [junk] };
  return null;
}

import type { Envelope } from '../../shared/message.ts';

/**
 * The message ids by which messages belong together: the root of the thread first, then all that lies between, last the
 * message's own. Messages that share one are of one thread (RFC 5322 section 3.6.4; subjects prove nothing).
 */
export function threadKeys(envelope: Envelope): readonly string[] {
  const ids = [...envelope.references, envelope.inReplyTo, envelope.headerMessageId];
  return [...new Set(ids.filter((id) => id !== null))];
}

import type { MailFailure } from '../../../shared/failure.ts';
import type { Retrieval } from './plan.ts';

/** A message the server lists but does not hand over. */
export interface Skipped {
  readonly message: Retrieval;
  readonly failure: MailFailure;
}

/** Most that are named one by one. */
const mostNamed = 3;

/** What to tell about messages that the server lists but would not hand over; everything else went well. */
export function skippedFailure(skipped: readonly Skipped[]): MailFailure {
  const named = skipped.slice(0, mostNamed).map(({ message }) => `message ${message.number} of ${kilobytes(message.size)}`);
  const others = skipped.length - named.length;
  const list = others > 0 ? `${named.join(', ')} and ${others} more` : named.join(', ');
  const server = skipped[0]?.failure.server;
  return {
    kind: 'protocol',
    retry: 'later',
    text: `The server would not hand over everything: ${list}. The rest was downloaded, and these stay on the server.`,
    code: 'MESSAGES_SKIPPED',
    ...(server === undefined ? {} : { server }),
  };
}

/** What to tell about messages of which the head is here, and which the server has no longer. */
export function lostFailure(messages: number): MailFailure {
  const which = messages === 1 ? 'A message that you opened is' : `${messages.toLocaleString('en')} messages that you opened are`;
  return { kind: 'gone', retry: 'never', text: `${which} no longer on the server: only what is shown of it is here.`, code: 'HEAD_ONLY' };
}

function kilobytes(bytes: number): string {
  return `${Math.max(1, Math.round(bytes / 1000)).toLocaleString('en')} KB`;
}

/** A failure in words: what is so, and what the server said where it said something. */
import type { TFunction } from 'i18next';
import type { MailFailure } from '../../shared/failure.ts';

export function failureText(t: TFunction, failure: MailFailure): string {
  return failure.server === undefined ? failure.text : `${failure.text} ${t('failure.serverSaid', { text: failure.server })}`;
}

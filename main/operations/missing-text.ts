import { MailFailureError } from '../../shared/failure.ts';

/** The bytes of a mail of ours are in no pack: somebody else touched the files. */
export function missingText(): MailFailureError {
  return new MailFailureError({ kind: 'storage', retry: 'after-user', text: 'The text of this message is missing on this computer.' });
}

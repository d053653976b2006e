import { MailFailureError } from '../../shared/failure.ts';

/** What an account's files cannot do, in words; `code` is the database's or the system's. */
export function storageFailure(text: string, code: string, cause?: unknown): MailFailureError {
  return new MailFailureError({ kind: 'storage', retry: 'after-user', text, code }, cause);
}

export function diskFull(code: string, cause: unknown): MailFailureError {
  return storageFailure('The disk of this computer is full. Nothing was lost; make room and try again.', code, cause);
}

export function cannotBeUsed(code: string, cause: unknown): MailFailureError {
  return storageFailure("This account's files on this computer cannot be opened or written.", code, cause);
}

/** What an IMAP server refused, as sentences that more than one sign of it leads to. */
import type { MailFailure } from '../../../shared/failure.ts';

/** Its own words and its code. */
export type Said = Pick<MailFailure, 'server' | 'code'>;

export function busy(text: string, said: Said): MailFailure {
  return { kind: 'busy', retry: 'later', text, ...said };
}

export function slowDown(host: string, said: Said): MailFailure {
  return busy(`${host} asks to slow down.`, said);
}

export function wrongPassword(host: string, said: Said): MailFailure {
  return { kind: 'auth', retry: 'after-user', text: `${host} did not accept the user name or the password.`, ...said };
}

export function noMailboxBehindSignIn(host: string, said: Said): MailFailure {
  const text = `${host} let us in but gives no mailbox: check the password, that IMAP is switched on, and the permissions.`;
  return { kind: 'auth', retry: 'after-user', text, ...said };
}

export function needsEncryption(host: string, said: Said): MailFailure {
  const text = `${host} takes passwords over an encrypted connection only: choose TLS or STARTTLS.`;
  return { kind: 'tls', retry: 'after-user', text, ...said };
}

export function mailboxFull(host: string, said: Said): MailFailure {
  return { kind: 'quota', retry: 'after-user', text: `There is no room left on ${host}.`, ...said };
}

export function refused(host: string, said: Said): MailFailure {
  return { kind: 'rejected', retry: 'never', text: `${host} refused that.`, ...said };
}

export function noSuchFolder(host: string, said: Said): MailFailure {
  return { kind: 'gone', retry: 'never', text: `The folder does not exist on ${host}.`, ...said };
}

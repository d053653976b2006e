import { shell } from 'electron';
import { MailFailureError } from '../../shared/failure.ts';
import { safeLink } from './links.ts';

/**
 * Hands a web address to the system's browser, after the person has seen it whole.
 * @throws MailFailureError `rejected` for anything that is not http, https or mailto
 */
export async function openLink(url: string): Promise<void> {
  const link = safeLink(url);
  if (link === null) {
    throw new MailFailureError({ kind: 'rejected', retry: 'never', text: 'Homing opens only web and mail addresses.' });
  }
  await shell.openExternal(link.url);
}

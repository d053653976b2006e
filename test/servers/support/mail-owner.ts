import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Who owns the files of a Maildir. */
export interface MailOwner {
  readonly uid: number;
  readonly gid: number;
}

/** `runAs`: without root all parts of the server run as whoever started it. */
export interface Owners {
  readonly mail: MailOwner;
  readonly runAs: { readonly user: string; readonly group: string } | undefined;
}

/** Who the mail belongs to: whoever runs the tests, or as root the user `mail`, because Dovecot does not serve mail of root. */
export async function findOwners(): Promise<Owners> {
  if (process.getuid?.() === 0)
    return { mail: { uid: Number(await id('-u', 'mail')), gid: Number(await id('-g', 'mail')) }, runAs: undefined };
  return { mail: { uid: Number(await id('-u')), gid: Number(await id('-g')) }, runAs: { user: await id('-un'), group: await id('-gn') } };
}

async function id(...args: readonly string[]): Promise<string> {
  return (await promisify(execFile)('id', args)).stdout.trim();
}

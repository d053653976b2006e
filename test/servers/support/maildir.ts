import { chown, mkdir, readFile, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MailOwner } from './mail-owner.ts';

export interface DeliverOptions {
  /** IMAP system flags. None: the message lies in `new/`, as fresh mail does. */
  readonly flags?: readonly SystemFlag[];
  readonly internalDate?: Date;
}

/** One message as it lies in the Maildir. Keywords are read through the mailbox's `dovecot-keywords`. */
export interface StoredMessage {
  readonly raw: Buffer;
  readonly flags: readonly string[];
}

type SystemFlag = '\\Draft' | '\\Flagged' | '\\Answered' | '\\Seen' | '\\Deleted';

const flagLetters: Readonly<Record<SystemFlag, string>> = {
  '\\Draft': 'D',
  '\\Flagged': 'F',
  '\\Answered': 'R',
  '\\Seen': 'S',
  '\\Deleted': 'T',
};

let delivered = 0;

/** The folder of a mailbox in a Maildir++ tree, `A/B` being `.A.B`. */
export function mailboxFolder(maildir: string, mailbox: string): string {
  if (mailbox.includes('.')) throw new Error(`A Maildir++ mailbox name cannot hold a dot: ${mailbox}`);
  return mailbox.toUpperCase() === 'INBOX' ? maildir : join(maildir, `.${mailbox.replaceAll('/', '.')}`);
}

/** Makes the folders of a mailbox if they are missing. */
export async function makeMailbox(folder: string, owner: MailOwner): Promise<void> {
  for (const path of [folder, ...['tmp', 'new', 'cur'].map((name) => join(folder, name))]) {
    await mkdir(path, { recursive: true });
    await chown(path, owner.uid, owner.gid);
  }
}

/**
 * Puts one message into a mailbox the way a delivery agent does: written in `tmp/`, then renamed, so that the server sees all of it or
 * nothing, and notices at once. The bytes are kept as they are; give them CRLF line ends.
 */
export async function deliverToMaildir(folder: string, raw: Uint8Array, owner: MailOwner, options: DeliverOptions = {}): Promise<void> {
  const now = Date.now();
  delivered += 1;
  // Dovecot gives UIDs in the order of these numbers, so they must grow with every delivery. S and W spare it reading the file for its size.
  const unique = `M${String(delivered).padStart(6, '0')}P${process.pid}`;
  const name = `${Math.floor(now / 1000)}.${unique}.test,S=${raw.length},W=${raw.length}`;
  const temporary = join(folder, 'tmp', name);
  await writeFile(temporary, raw, { mode: 0o600 });
  await chown(temporary, owner.uid, owner.gid);
  const date = options.internalDate ?? new Date(now);
  await utimes(temporary, date, date);
  const letters = (options.flags ?? []).map((flag) => flagLetters[flag]).sort();
  await rename(temporary, letters.length === 0 ? join(folder, 'new', name) : join(folder, 'cur', `${name}:2,${letters.join('')}`));
}

/** Subscribes to a mailbox, as a program does that makes one: Dovecot's file of them, version 2. */
export async function subscribeInMaildir(maildir: string, mailbox: string, owner: MailOwner): Promise<void> {
  const file = join(maildir, 'subscriptions');
  const text = await readFile(file, 'utf8').catch(() => 'V\t2\n\n');
  const line = mailbox.replaceAll('/', '\t');
  if (text.split('\n').includes(line)) return;
  await writeFile(file, `${text}${line}\n`, { mode: 0o600 });
  await chown(file, owner.uid, owner.gid);
}

/** Makes the quota plugin count again: it trusts this file and cannot know about messages put beside it. */
export async function forgetQuotaCount(maildir: string): Promise<void> {
  await rm(join(maildir, 'maildirsize'), { force: true });
}

/** Everything in a Maildir++ tree: mailbox name to its messages in order of arrival. */
export async function readMaildir(maildir: string): Promise<ReadonlyMap<string, readonly StoredMessage[]>> {
  const entries = await readdir(maildir, { withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isDirectory() && entry.name.startsWith('.'))
    .map((entry) => entry.name.slice(1).replaceAll('.', '/'));
  const mailboxes = await Promise.all(
    ['INBOX', ...names].map(async (name) => [name, await readMailbox(mailboxFolder(maildir, name))] as const),
  );
  return new Map(mailboxes);
}

/** The server renames a file with each change of its flags: whoever reads meanwhile begins again. */
async function readMailbox(folder: string, tries = 10): Promise<readonly StoredMessage[]> {
  try {
    return await readOnce(folder);
  } catch (thrown) {
    const renamed = thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT';
    if (!renamed || tries === 1) throw thrown;
    return readMailbox(folder, tries - 1);
  }
}

async function readOnce(folder: string): Promise<readonly StoredMessage[]> {
  const keywords = await readKeywords(folder);
  const files = await Promise.all(
    ['new', 'cur'].map(async (sub) => (await readdir(join(folder, sub))).map((name) => ({ name, path: join(folder, sub, name) }))),
  );
  const sorted = files.flat().sort((a, b) => (a.name < b.name ? -1 : 1));
  return Promise.all(sorted.map(async ({ name, path }) => ({ raw: await readFile(path), flags: flagsOf(name, keywords) })));
}

async function readKeywords(folder: string): Promise<ReadonlyMap<string, string>> {
  const text = await readFile(join(folder, 'dovecot-keywords'), 'utf8').catch(() => '');
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(lines.map((line) => [String.fromCodePoint(0x61 + Number.parseInt(line, 10)), line.slice(line.indexOf(' ') + 1)]));
}

function flagsOf(fileName: string, keywords: ReadonlyMap<string, string>): readonly string[] {
  const letters = fileName.split(':2,')[1] ?? '';
  const system = Object.entries(flagLetters).filter(([, letter]) => letters.includes(letter));
  const named = letters.split('').flatMap((letter) => keywords.get(letter) ?? []);
  return [...system.map(([flag]) => flag), ...named];
}

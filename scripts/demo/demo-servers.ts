// The demo's own mail servers: a private Dovecot and an SMTP server on loopback, filled with the sample mail.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountDraft } from '../../shared/account.ts';
import { serverCertificate } from '../../test/servers/support/certificates.ts';
import { type DovecotServer, startDovecot } from '../../test/servers/support/dovecot.ts';
import { type SmtpSink, startSmtpSink } from '../../test/servers/support/smtp-sink.ts';
import { accountDrafts, imapUser, popUser } from './demo-accounts.ts';
import { ann, annAtHome } from './people.ts';
import type { SampleMail } from './sample-mail.ts';

export interface DemoServers {
  readonly dovecot: DovecotServer;
  readonly smtp: SmtpSink;
  readonly drafts: readonly AccountDraft[];
  /** The POP provider keeps mail for a week: what is older goes from the server, and is then only here. */
  expireMaildrop(): Promise<void>;
  /** Ends both for good. */
  stop(): Promise<void>;
}

/** How long the POP provider keeps mail. */
export const keptMs = 7 * 86_400_000;
/** How full the IMAP account is. */
const filled = 0.83;

const mailboxOf: ReadonlyMap<string, string> = new Map([
  [ann.address, imapUser.name],
  [annAtHome.address, popUser.name],
]);

export async function startDemoServers(mail: SampleMail): Promise<DemoServers> {
  const { cert } = await serverCertificate('good');
  const dovecot = await startDovecot();
  try {
    const smtp = await startSmtpSink();
    await fill(dovecot, mail);
    const drafts = accountDrafts({ ...dovecot.ports, ...smtp.ports }, cert);
    void carryMail(smtp, dovecot);
    const expireMaildrop = (): Promise<void> => removeOlder(dovecot.maildir(popUser.name), Date.now() - keptMs);
    return { dovecot, smtp, drafts, expireMaildrop, stop: async () => void (await Promise.all([dovecot.stop(), smtp.stop()])) };
  } catch (error) {
    await dovecot.stop();
    throw error;
  }
}

async function fill(dovecot: DovecotServer, { imap, pop }: SampleMail): Promise<void> {
  const bytes = imap.flatMap(({ messages }) => messages).reduce((sum, { raw }) => sum + raw.length, 0);
  await dovecot.addUser(imapUser.name, { password: imapUser.password, quotaBytes: Math.round(bytes / filled) });
  await dovecot.addUser(popUser.name, { password: popUser.password });
  for (const { path, messages } of imap) {
    await dovecot.deliver(imapUser.name, path, ...messages.map(({ raw, date, flags }) => ({ raw, internalDate: date, flags })));
  }
  await dovecot.deliver(popUser.name, 'INBOX', ...pop.map(({ raw, date }) => ({ raw, internalDate: date })));
}

async function removeOlder(maildir: string, oldest: number): Promise<void> {
  for (const folder of ['new', 'cur'].map((name) => join(maildir, name))) {
    for (const name of await readdir(folder)) {
      const path = join(folder, name);
      if ((await stat(path)).mtimeMs < oldest) await rm(path);
    }
  }
}

/** Mail to one of the two demo addresses is brought there: one can write to oneself. Ends with the process. */
async function carryMail(smtp: SmtpSink, dovecot: DovecotServer): Promise<void> {
  for (let carried = 0; ; carried += 1) {
    const message = (await smtp.waitForMessages(carried + 1))[carried];
    const users = (message?.rcptTo ?? []).flatMap((address) => mailboxOf.get(address) ?? []);
    if (message !== undefined) for (const user of users) await dovecot.deliver(user, 'INBOX', { raw: message.raw });
  }
}

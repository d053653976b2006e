// The sample mail without servers: written into the stores of a profile with the program's own store code, while the program is closed.
import { join } from 'node:path';
import { createIntake } from '../../main/backends/pop/intake.ts';
import { ensureLocalMailboxes } from '../../main/backends/pop/local-mailboxes.ts';
import { summarise } from '../../main/mime/summary.ts';
import { openSettings } from '../../main/settings/settings-file.ts';
import { writeFact } from '../../main/store/facts.ts';
import { addLocation } from '../../main/store/locations.ts';
import { saveMailbox, setSyncState } from '../../main/store/mailboxes.ts';
import { type MailStore, openMailStore } from '../../main/store/mail-store.ts';
import { insertMessage } from '../../main/store/messages.ts';
import { replaceQuotaRoots } from '../../main/store/quota-roots.ts';
import { setListed } from '../../main/store/uidl-changes.ts';
import { keptMs } from './demo-servers.ts';
import type { SampleMail, SampleMailbox, SampleMessage } from './sample-mail.ts';

const filled = 0.83;

/** The profile must hold its two accounts already: their folders are named by ids that the program chose. */
export async function seedProfile(profile: string, mail: SampleMail, now: number): Promise<void> {
  const settings = await openSettings(profile);
  for (const { id, kind } of settings.accounts()) {
    const store = openMailStore(id, join(profile, 'accounts', id), () => undefined);
    try {
      await (kind === 'imap' ? seedImap(store, mail.imap, now) : seedPop(store, mail.pop, now));
      store.transaction((tx) => writeFact(tx, 'last-checked', now));
    } finally {
      store.close();
    }
  }
}

async function seedImap(store: MailStore, mailboxes: readonly SampleMailbox[], now: number): Promise<void> {
  for (const mailbox of mailboxes) await seedMailbox(store, mailbox);
  const usage = store.raw.totalSize();
  store.transaction((tx) => {
    saveMailbox(tx, { path: 'Drafts', name: 'Drafts', delimiter: '/', parentPath: null, role: 'drafts', selectable: true });
    saveMailbox(tx, { path: 'Projects', name: 'Projects', delimiter: '/', parentPath: null, role: null, selectable: false });
    replaceQuotaRoots(tx, [{ name: 'User quota', resource: 'storage', usage, limit: Math.round(usage / filled), measuredAt: now }]);
  });
}

async function seedMailbox(store: MailStore, { path, role, messages }: SampleMailbox): Promise<void> {
  const hashes = store.raw.putAll(messages.map(({ raw }) => raw));
  const summaries = await Promise.all(messages.map(({ raw }) => summarise(raw)));
  const parts = path.split('/');
  const name = path === 'INBOX' ? 'Inbox' : (parts.at(-1) ?? path);
  store.transaction((tx) => {
    const parentPath = parts.length > 1 ? parts.slice(0, -1).join('/') : null;
    const mailboxId = saveMailbox(tx, { path, name, delimiter: '/', parentPath, role, selectable: true });
    for (const [at, { raw, date, flags }] of messages.entries()) {
      const summary = summaries[at];
      if (summary === undefined) throw new Error('as many summaries as messages');
      const messageId = insertMessage(tx, { ...summary, date: date.getTime(), size: raw.length, rawHash: hashes[at] ?? null });
      addLocation(tx, { mailboxId, messageId, uid: at + 1, flags, date: date.getTime() });
    }
    setSyncState(tx, mailboxId, { uidValidity: '1', uidNext: messages.length + 1, highestModseq: null });
  });
}

async function seedPop(store: MailStore, messages: readonly SampleMessage[], now: number): Promise<void> {
  const batch = messages.map(({ raw, date }, at) => ({ uidl: `seed-${at + 1}`, raw, date }));
  const intake = createIntake({
    store,
    inbox: ensureLocalMailboxes(store),
    now: () => now,
    assertRoom: () => Promise.resolve(),
    committed: () => Promise.resolve(),
  });
  for (const { uidl, raw } of batch) await intake.take({ uidl, size: raw.length }, { kind: 'bytes', pieces: [raw], size: raw.length });
  await intake.finish();
  const stillThere = batch.filter(({ date }) => now - date.getTime() < keptMs);
  store.transaction((tx) => setListed(tx, new Set(stillThere.map(({ uidl }) => uidl))));
}

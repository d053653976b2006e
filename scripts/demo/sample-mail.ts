// The sample mail of the demo: some hundred believable messages for two accounts, the same for the same moment and seed. Invented people.
import type { MailboxRole } from '../../shared/mailbox.ts';
import { conversations } from './conversations.ts';
import type { DatedLetter, Letter, Person, Post } from './letter.ts';
import { archivedLetters } from './letters-archive.ts';
import { lettersAboutTheHouse } from './letters-house.ts';
import { lettersAtHome } from './letters-at-home.ts';
import { lettersFromAbroad } from './letters-abroad.ts';
import { lettersFromPeople } from './letters-people.ts';
import { newsletters } from './letters-newsletters.ts';
import { notices } from './letters-notices.ts';
import { bounce, letterWithInlinePicture, letterWithRemotePictures } from './letters-odd.ts';
import { deletedLetters, junkLetters, lettersSent } from './letters-put-away.ts';
import { lettersWithReceipts } from './letters-receipts.ts';
import { ann, annAtHome } from './people.ts';
import { seededRandom } from './random.ts';
import { turnsOf } from './turns.ts';
import { writeLetter } from './write-letter.ts';

export interface SampleMessage {
  readonly subject: string;
  readonly date: Date;
  readonly flags: readonly SampleFlag[];
  readonly raw: Buffer;
}

type SampleFlag = '\\Seen' | '\\Flagged' | '\\Answered';

export interface SampleMailbox {
  readonly path: string;
  readonly role: MailboxRole | null;
  /** Oldest first. */
  readonly messages: readonly SampleMessage[];
}

export interface SampleMail {
  readonly imap: readonly SampleMailbox[];
  /** What lies in the maildrop, oldest first. */
  readonly pop: readonly SampleMessage[];
}

const day = 86_400_000;

/** All of it, dated back from `now` (milliseconds since 1970). The seed moves arrival times by some minutes. */
export async function sampleMail(now: number, seed = 1): Promise<SampleMail> {
  const random = seededRandom(seed);
  const talk = conversations().map((conversation, at) => ({ mailbox: conversation.mailbox ?? 'INBOX', ...turnsOf(conversation, at, now) }));
  const heard = (mailbox: string): readonly Post[] => talk.flatMap((each) => (each.mailbox === mailbox ? each.received : []));
  const posts = {
    INBOX: [
      ...lettersFromPeople(),
      ...lettersFromAbroad,
      ...newsletters,
      ...notices,
      letterWithRemotePictures,
      letterWithInlinePicture(),
      bounce,
      ...heard('INBOX'),
    ],
    Sent: [
      ...talk.flatMap(({ sent }) => sent),
      ...lettersSent.map(([to, daysAgo, subject, text]) => ({ from: ann, to, daysAgo, subject, text })),
    ],
    Archive: archivedLetters(),
    Junk: junkLetters,
    Trash: deletedLetters,
    'Projects/House': [...lettersAboutTheHouse(), ...heard('Projects/House')],
    Receipts: lettersWithReceipts(),
  } satisfies Record<string, readonly Post[]>;
  const roles: Readonly<Record<string, MailboxRole>> = { INBOX: 'inbox', Sent: 'sent', Archive: 'archive', Junk: 'junk', Trash: 'trash' };
  const imap: SampleMailbox[] = [];
  for (const [path, letters] of Object.entries<readonly Post[]>(posts)) {
    imap.push({ path, role: roles[path] ?? null, messages: await inOrder(letters, ann, path, now, random) });
  }
  return { imap, pop: await inOrder(lettersAtHome(), annAtHome, 'maildrop', now, random) };
}

async function inOrder(letters: readonly Post[], to: Person, where: string, now: number, random: () => number): Promise<SampleMessage[]> {
  const messages: SampleMessage[] = [];
  for (const [at, letter] of letters.entries()) {
    const jitter = (random() - 0.5) * Math.min(letter.daysAgo / 10, 0.05);
    const date = new Date(Math.round((now - (letter.daysAgo + jitter) * day) / 1000) * 1000);
    const messageId = letter.messageId ?? `<${where.toLowerCase().replaceAll('/', '-')}.${at}@${domainOf(letter)}>`;
    const raw = await writeLetter(letter, { to, date, messageId, references: letter.references ?? [] });
    messages.push({ subject: letter.subject, date, flags: flagsOf(letter), raw });
  }
  return messages.sort((a, b) => a.date.getTime() - b.date.getTime());
}

function domainOf({ from }: Letter): string {
  return from.address.split('@').at(-1) ?? 'example.org';
}

function flagsOf({ unread, starred, answered }: DatedLetter): readonly SampleFlag[] {
  return [
    ...(unread === true ? [] : ['\\Seen' as const]),
    ...(starred === true ? ['\\Flagged' as const] : []),
    ...(answered === true ? ['\\Answered' as const] : []),
  ];
}

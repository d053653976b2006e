/**
 * A mailbox full of believable mail, the same bytes for the same recipe: languages and their charsets, newsletters, threads, the long
 * heads of today, flags and dates over six years. Any message can be made without those before it.
 */
import { letterBody, letterWithFileBody, newsletterBody } from './mail-body.ts';
import { mailHead } from './mail-head.ts';
import { ancestorsOf } from './mail-threads.ts';
import { someTongue, someWords } from './mail-words.ts';
import { between, messageRandom, mostlySmall, type Random } from './seeded-choice.ts';

/** Raised when the same recipe makes other bytes than before: what was kept of it is then of no use. */
export const generatorVersion = 1;

export interface MailboxRecipe {
  readonly seed: number;
  readonly count: number;
  /** `whole`: 10,000 come to 193 MB. `short`: heads of the usual length over bodies of 1 to 2 KB, where only heads are read. */
  readonly bodies: 'whole' | 'short';
}

export interface GeneratedMessage {
  /** CRLF line ends. */
  readonly raw: Buffer;
  /** System flags and keywords. */
  readonly flags: readonly string[];
  /** When it arrived; milliseconds since 1970, whole seconds, later for each message than for the one before. */
  readonly date: number;
  /** Decoded. */
  readonly subject: string;
}

const lastDay = Date.UTC(2026, 9, 31);
const spanMs = 6 * 365 * 86_400_000;
const aboutSubject = 3;
/** One message of so many carries a file. */
const withFile = 80;
const bulkShare = 0.6;

export function generatedMessage(recipe: MailboxRecipe, index: number): GeneratedMessage {
  const { seed, count } = recipe;
  const random = messageRandom(seed, index);
  const step = Math.floor(spanMs / count / 1000);
  const date = lastDay - ((count - index) * step - Math.floor(random() * step)) * 1000;
  const subject = subjectOf(seed, index);
  const bulk = random() < bulkShare;
  const tongue = tongueOf(seed, index);
  const head = mailHead(random, { seed, index, tongue, subject, bulk, date });
  const body = bodyOf(recipe, index, random, tongue, bulk);
  return { raw: Buffer.from(head + body, 'latin1'), flags: someFlags(random, index / count), date, subject };
}

function bodyOf(
  { seed, bodies }: MailboxRecipe,
  index: number,
  random: Random,
  tongue: ReturnType<typeof tongueOf>,
  bulk: boolean,
): string {
  if (bodies === 'short')
    return bulk ? newsletterBody(random, tongue, between(random, 300, 700)) : letterBody(random, tongue, between(random, 700, 1500));
  if (index % withFile === seed % withFile) {
    return letterWithFileBody(random, tongue, mostlySmall(random, 300, 3000), fileSize(Math.floor(index / withFile)));
  }
  return bulk
    ? newsletterBody(random, tongue, mostlySmall(random, 1500, 11_200))
    : letterBody(random, tongue, mostlySmall(random, 500, 9000));
}

/** 50 KB to 3 MB, mostly small. Spread evenly and not by chance: a few large ones would decide how much a mailbox weighs. */
function fileSize(number: number): number {
  const goldenRatio = 0.618_033_988_75;
  return mostlySmall(() => (number * goldenRatio) % 1, 50_000, 3_000_000);
}

/** A thread keeps its language and its subject. */
function tongueOf(seed: number, index: number): ReturnType<typeof someTongue> {
  return someTongue(messageRandom(seed, ancestorsOf(seed, index)[0] ?? index, aboutSubject));
}

function subjectOf(seed: number, index: number): string {
  const ancestors = ancestorsOf(seed, index);
  const random = messageRandom(seed, ancestors[0] ?? index, aboutSubject);
  const tongue = someTongue(random);
  const subject = someWords(random, tongue, between(random, 3, 9)).trim();
  return ancestors.length === 0 ? subject : `Re: ${subject}`;
}

/** Almost everything is read, least so what came last. */
function someFlags(random: Random, age: number): string[] {
  const flags = random() < (age > 0.95 ? 0.6 : 0.96) ? ['\\Seen'] : [];
  if (random() < 0.03) flags.push('\\Flagged');
  if (random() < 0.1) flags.push('\\Answered');
  if (random() < 0.04) flags.push('$Forwarded');
  if (random() < 0.3) flags.push('NonJunk');
  return flags;
}

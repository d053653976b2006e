import type { DovecotServer } from '../../test/servers/support/dovecot.ts';
import { imapUser, popUser } from './demo-accounts.ts';
import type { Letter } from './letter.ts';
import { ann, annAtHome, erik, hannah, lena, maja, oskar, priya, rowers, tom } from './people.ts';
import { writeLetter } from './write-letter.ts';

const everyMs = 40_000;

/** What arrives while one looks; the marked ones at the older address, which is asked each minute. */
export const arriving: readonly (Letter & { readonly atHome?: true })[] = [
  { from: tom, subject: 'Re: Saturday still on?', text: 'It is. I packed the second map, so nobody has to say anything.\n\nTom' },
  {
    from: hannah,
    subject: 'The gable is dry',
    text: 'Eighteen per cent, all four posts. I brought cake to the site, come before Oskar finds it.\n\nHannah',
  },
  { from: maja, subject: 'Found the other photograph', text: 'It was in the cookbook, at the herring page.\n\nMum', atHome: true },
  { from: rowers, subject: 'The whistle has been claimed', text: 'By the cat, in a way: it sleeps on it.' },
  {
    from: lena,
    subject: 'Cover: blue or grey?',
    text: 'We cannot agree here. You have seen more fog than all of us, so you decide.\n\nLena',
  },
  { from: oskar, subject: 'Blue it is', text: 'The door is in. It closes with one finger.\n\nOskar' },
  { from: erik, subject: 'Cabin: stove fixed', text: 'It needed a new gasket and a kind word.\n\nErik' },
  { from: priya, subject: 'Soup question', text: 'Does anyone not eat celery? Asking for a soup.\n\nPriya' },
  {
    from: maja,
    subject: 'Never mind the cake',
    text: 'I ate a piece to be sure. It is right. There is still enough.\n\nMum',
    atHome: true,
  },
  { from: tom, subject: 'Ladder, again', text: 'I need it back on Friday. The wasps have moved to yours, I hear.\n\nTom' },
];

/** Puts one of them into its mailbox now. */
export async function deliverArriving(dovecot: DovecotServer, number: number): Promise<void> {
  const letter = arriving[number];
  if (letter === undefined) return;
  const to = letter.atHome === true ? annAtHome : ann;
  const raw = await writeLetter(letter, { to, date: new Date(), messageId: `<arriving.${number}.${Date.now()}@example.org>` });
  await dovecot.deliver(letter.atHome === true ? popUser.name : imapUser.name, 'INBOX', { raw });
}

/** One every forty seconds, until there are no more. Returns a function that ends it. */
export function startArriving(dovecot: DovecotServer): () => Promise<void> {
  let next = 0;
  let last: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    last = deliverArriving(dovecot, next);
    next += 1;
    if (next === arriving.length) clearInterval(timer);
  }, everyMs);
  return () => {
    clearInterval(timer);
    return last;
  };
}

import { describe, expect, it } from 'vitest';
import { type Agenda, createAgenda, type Job, pauseAfterLook } from '../../main/worker/agenda.ts';
import type { MailboxId } from '../../shared/mailbox.ts';

const [inbox, archive] = [1 as MailboxId, 2 as MailboxId];
const all: ReadonlySet<Job['kind']> = new Set(['operations', 'mailbox', 'everything', 'texts', 'rest']);

/** Everything that is due, in order. */
function taken(agenda: Agenda, now: number, allowed = all): string[] {
  const jobs: string[] = [];
  for (let job = agenda.take(now, allowed); job !== null; job = agenda.take(now, allowed)) {
    jobs.push(job.kind === 'mailbox' ? `mailbox ${job.mailboxId}` : job.kind);
  }
  return jobs;
}

describe('the agenda of an account', () => {
  it('does what a person did first, then what they look at, then the rest', () => {
    const agenda = createAgenda();
    for (const kind of ['rest', 'texts', 'everything', 'operations'] as const) agenda.add(kind, 5);
    agenda.addMailbox(archive, 5);
    expect(taken(agenda, 4)).toEqual([]);
    expect(taken(agenda, 5)).toEqual(['operations', 'mailbox 2', 'everything', 'texts', 'rest']);
    expect(taken(agenda, 5)).toEqual([]);
    expect(agenda.nextAt()).toBeNull();
  });

  it('takes only what may be done between the slices of something longer', () => {
    const agenda = createAgenda();
    agenda.add('everything', 0);
    agenda.add('operations', 0);
    expect(taken(agenda, 1, new Set(['operations']))).toEqual(['operations']);
    expect(agenda.isDue('everything', 1)).toBe(true);
  });

  it('does at the earliest time what is asked for twice, and once', () => {
    const agenda = createAgenda();
    agenda.add('everything', 300);
    agenda.add('everything', 100);
    agenda.add('everything', 200);
    expect(agenda.nextAt()).toBe(100);
    expect(taken(agenda, 1000)).toEqual(['everything']);
  });

  it('makes one look of a burst of news, and one more of what comes while it looks', () => {
    const agenda = createAgenda();
    for (let line = 0; line < 100; line++) agenda.addNews(inbox, 1000 + line);
    expect(taken(agenda, 1100)).toEqual([]);
    expect(taken(agenda, 1200)).toEqual(['mailbox 1']);
    for (let line = 0; line < 100; line++) agenda.addNews(inbox, 1200 + line);
    agenda.looked(inbox, 1200, 1400);
    expect(taken(agenda, 1500)).toEqual(['mailbox 1']);
    expect(agenda.nextAt()).toBeNull();
  });

  it('looks less often where a look is dear, but never lets a person wait for it', () => {
    const agenda = createAgenda();
    agenda.looked(inbox, 0, 10_000);
    agenda.addNews(inbox, 11_000);
    agenda.addNews(archive, 11_000);
    expect(taken(agenda, 12_000)).toEqual(['mailbox 2']);
    expect(agenda.nextAt()).toBe(50_000);
    agenda.addMailbox(inbox, 12_000);
    expect(taken(agenda, 12_000)).toEqual(['mailbox 1']);
  });

  it.each([
    [0, 0],
    [100, 400],
    [20_000, 60_000],
    [-5000, 0],
  ])('after a look of %i ms news wait %i ms', (took, pause) => {
    expect(pauseAfterLook(took)).toBe(pause);
  });

  it('reads nothing while the server asks to slow down, and lets actions out', () => {
    const agenda = createAgenda();
    agenda.hold(900);
    for (const kind of ['operations', 'everything', 'texts', 'rest'] as const) agenda.add(kind, 0);
    agenda.addMailbox(inbox, 0);
    expect(taken(agenda, 800)).toEqual(['operations', 'rest']);
    expect(agenda.isDue('everything', 800)).toBe(false);
    expect(agenda.nextAt()).toBe(900);
    agenda.hold(0);
    expect(taken(agenda, 800)).toEqual(['mailbox 1', 'everything', 'texts']);
  });
});

/**
 * What is to be done on the server of one account, and when: many reasons for the same work make it once. Times are milliseconds
 * since 1970 and given by whoever calls; an earlier time for work that is on the list already replaces the later one.
 */
import type { MailboxId } from '../../shared/mailbox.ts';

export type Job =
  | { readonly kind: 'operations' }
  | { readonly kind: 'mailbox'; readonly mailboxId: MailboxId }
  | { readonly kind: 'everything' }
  /** Texts of new messages, which a look at one mailbox leaves out. */
  | { readonly kind: 'texts' }
  /** Nothing but what ends each pass: going back to where the server is to tell of changes. */
  | { readonly kind: 'rest' };

const reads: ReadonlySet<Job['kind']> = new Set(['mailbox', 'everything', 'texts']);

type Plain = Exclude<Job['kind'], 'mailbox'>;

export interface Agenda {
  add(kind: Plain, at: number): void;
  addMailbox(mailboxId: MailboxId, at: number): void;
  /** The server speaks of a mailbox: a burst of news is one look, and looks take only a part of the time. */
  addNews(mailboxId: MailboxId, now: number): void;
  /** A look at a mailbox began and ended then. */
  looked(mailboxId: MailboxId, began: number, ended: number): void;
  /** The server asks to slow down: nothing is read until then. What a person does still goes out. */
  hold(until: number): void;
  /** Takes the most urgent of what is due and allowed; null: nothing is. */
  take(now: number, allowed: ReadonlySet<Job['kind']>): Job | null;
  isDue(kind: Plain, now: number): boolean;
  /** When the next thing is due, or null. */
  nextAt(): number | null;
}

/** Long enough for the lines of one change on another device, too short to be noticed. */
const gatherMs = 150;
const longestPauseMs = 60_000;

/** How long news of a mailbox wait after a look at it that took so long: where a look is dear, it is rare. */
export function pauseAfterLook(tookMs: number): number {
  return Math.min(longestPauseMs, 4 * Math.max(0, tookMs));
}

export function createAgenda(): Agenda {
  const plain = new Map<Plain, number>();
  const mailboxes = new Map<MailboxId, number>();
  const quietUntil = new Map<MailboxId, number>();
  let heldUntil = 0;

  const dueAt = (kind: Job['kind'], at: number): number => (reads.has(kind) ? Math.max(at, heldUntil) : at);
  const isDue = (kind: Plain, now: number): boolean => {
    const at = plain.get(kind);
    return at !== undefined && dueAt(kind, at) <= now;
  };
  const takePlain = (kind: Plain, now: number): Job | null => {
    if (!isDue(kind, now)) return null;
    plain.delete(kind);
    return { kind };
  };
  const takeMailbox = (now: number): Job | null => {
    for (const [mailboxId, at] of mailboxes) {
      if (dueAt('mailbox', at) > now) continue;
      mailboxes.delete(mailboxId);
      return { kind: 'mailbox', mailboxId };
    }
    return null;
  };
  const addMailbox: Agenda['addMailbox'] = (mailboxId, at) => {
    mailboxes.set(mailboxId, Math.min(at, mailboxes.get(mailboxId) ?? at));
  };

  return {
    add: (kind, at) => void plain.set(kind, Math.min(at, plain.get(kind) ?? at)),
    addMailbox,
    addNews: (mailboxId, now) => addMailbox(mailboxId, Math.max(now + gatherMs, quietUntil.get(mailboxId) ?? 0)),
    looked: (mailboxId, began, ended) => void quietUntil.set(mailboxId, ended + pauseAfterLook(ended - began)),
    hold: (until) => {
      heldUntil = until;
    },
    take: (now, allowed) => {
      for (const kind of ['operations', 'mailbox', 'everything', 'texts', 'rest'] as const) {
        if (!allowed.has(kind)) continue;
        const job = kind === 'mailbox' ? takeMailbox(now) : takePlain(kind, now);
        if (job !== null) return job;
      }
      return null;
    },
    isDue,
    nextAt: () => {
      const times = [...[...plain].map(([kind, at]) => dueAt(kind, at)), ...[...mailboxes.values()].map((at) => dueAt('mailbox', at))];
      return times.length === 0 ? null : Math.min(...times);
    },
  };
}

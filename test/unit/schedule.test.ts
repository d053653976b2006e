import { describe, expect, it } from 'vitest';
import { reopenDelay, restartDelay } from '../../main/accounts/crash-policy.ts';
import {
  busyDelay,
  checkInterval,
  isThisComputer,
  loginDelayOf,
  reconnectDelay,
  resendDelay,
  watchAgainDelay,
} from '../../main/worker/schedule.ts';
import type { MailFailure } from '../../shared/failure.ts';

const offline: MailFailure = { kind: 'offline', reason: 'refused', retry: 'later', text: '' };
const busy: MailFailure = { kind: 'busy', retry: 'later', text: '' };
const auth: MailFailure = { kind: 'auth', retry: 'after-user', text: '' };
const rejected: MailFailure = { kind: 'rejected', retry: 'never', text: '' };
const throttled: MailFailure = { kind: 'busy', retry: 'later', text: '', code: 'OVERQUOTA' };
const inUse: MailFailure = { ...busy, code: 'IN-USE' };
const hungUpOnUs: MailFailure = { ...offline, server: 'Account exceeded command or bandwidth limits' };
const microsoft: MailFailure = {
  ...busy,
  code: 'ETHROTTLE',
  server: 'Request is throttled. Suggested Backoff Time: 5000000 milliseconds',
};

describe('reconnecting', () => {
  it.each<[MailFailure, number, number, number | null]>([
    [offline, 1, 0.5, 1000],
    [offline, 2, 0.5, 2000],
    [offline, 4, 0.5, 8000],
    [offline, 30, 0.5, 300_000],
    [offline, 1, 0, 750],
    [offline, 1, 1, 1250],
    [busy, 1, 0.5, 60_000],
    [busy, 20, 0.5, 1_800_000],
    [{ ...busy, code: 'UNAVAILABLE' }, 1, 0.5, 60_000],
    [{ ...busy, code: 'LIMIT', server: 'Too many connections' }, 2, 0.5, 120_000],
    [inUse, 1, 0.5, 30_000],
    [inUse, 2, 0.5, 60_000],
    [inUse, 20, 0.5, 600_000],
    [throttled, 1, 0.5, 900_000],
    [throttled, 2, 0.5, 1_800_000],
    [throttled, 20, 0.5, 86_400_000],
    [hungUpOnUs, 1, 0.5, 900_000],
    [microsoft, 1, 0.5, 5_000_000],
    [{ ...microsoft, server: 'Request is throttled. Suggested Backoff Time: 9000 milliseconds' }, 1, 0.5, 60_000],
    [{ ...microsoft, server: 'Backoff Time: 999999999' }, 1, 0.5, 86_400_000],
    [auth, 1, 0.5, null],
    [rejected, 1, 0.5, 60_000],
    [rejected, 20, 0.5, 1_800_000],
  ])('%o, attempt %i, dice %f: %s ms', (failure, attempt, random, delay) => {
    expect(reconnectDelay(failure, attempt, random)).toBe(delay);
  });
});

describe('a POP server that was signed in to too soon', () => {
  const tooSoon: MailFailure = { ...busy, code: 'LOGIN-DELAY' };

  it.each<[MailFailure, number, number, number]>([
    [tooSoon, 1, 0, 60_000],
    [tooSoon, 1, 900_000, 900_000],
    [tooSoon, 20, 900_000, 1_800_000],
    [{ ...busy, code: 'SYS/TEMP' }, 1, 900_000, 60_000],
    [offline, 1, 900_000, 1000],
  ])('%o, attempt %i, told %i ms: %i ms', (failure, attempt, told, delay) => {
    expect(reconnectDelay(failure, attempt, 0.5, told)).toBe(delay);
  });
});

describe('offering a mail again', () => {
  it.each<[MailFailure, number, number | null]>([
    [busy, 1, 5 * 60_000],
    [busy, 2, 15 * 60_000],
    [busy, 99, 60 * 60_000],
    [offline, 1, 15_000],
    [offline, 99, 15 * 60_000],
    [auth, 1, null],
    [rejected, 1, null],
  ])('%o, attempt %i: %s ms', (failure, attempt, delay) => {
    expect(resendDelay(failure, attempt)).toBe(delay);
  });
});

describe('looking at a server that is fine', () => {
  it('asks IMAP every five minutes and POP as set, never more than once a minute', () => {
    const intervals = [checkInterval('imap', 10, 0), checkInterval('pop', 10, 0), checkInterval('pop', 0, 0)];
    expect(intervals).toEqual([300_000, 600_000, 60_000]);
  });

  it('leaves a POP server the time that it wants between two sign-ins, but a mistaken one at most a day', () => {
    const intervals = [900, 30, null, 999_999_999_999].map((seconds) => checkInterval('pop', 10, loginDelayOf(seconds)));
    expect(intervals).toEqual([900_000, 600_000, 600_000, 86_400_000]);
  });
});

describe('a second connection that was not allowed, or ended', () => {
  it('is asked for again more and more seldom', () => {
    expect([1, 2, 3, 6, 99].map(watchAgainDelay)).toEqual([60_000, 120_000, 240_000, 1_800_000, 1_800_000]);
  });
});

describe('a server that needs no network', () => {
  it.each<[string, boolean]>([
    ['localhost', true],
    ['LOCALHOST', true],
    ['127.0.0.1', true],
    ['127.1.2.3', true],
    ['::1', true],
    ['[::1]', true],
    ['imap.example.org', false],
    ['127.0.0.1.example.org', false],
    ['localhost.example.org', false],
    ['192.168.0.1', false],
  ])('%s: %s', (host, expected) => {
    expect(isThisComputer(host)).toBe(expected);
  });
});

describe('a store that cannot be opened', () => {
  it('is tried again after a minute, and more and more seldom', () => {
    expect([1, 2, 5, 6, 99].map(reopenDelay)).toEqual([60_000, 120_000, 960_000, 1_800_000, 1_800_000]);
  });
});

describe('starting a dead thread again', () => {
  it.each<[readonly number[], number | null]>([
    [[0], 500],
    [[0, 1000], 1000],
    [[0, 1, 2, 3], 4000],
    [[0, 1, 2, 3, 4], null],
    [[-400_000, -390_000, -380_000, -370_000, 0], 500],
  ])('after crashes at %o', (crashes, delay) => {
    expect(restartDelay(crashes, 5000)).toBe(delay);
  });
});

describe('asking a busy server for an action again', () => {
  it.each([
    [1, 10_000],
    [2, 20_000],
    [6, 320_000],
    [7, 640_000],
    [8, 900_000],
    [400, 900_000],
  ])('attempt %i: %i ms', (attempt, delay) => {
    expect(busyDelay(attempt)).toBe(delay);
  });
});

import { describe, expect, it } from 'vitest';
import { readQuotaAnswer } from '../../main/backends/imap/quota-answer.ts';
import type { Token, Untagged } from '../../main/backends/imap/raw-commands.ts';

const root = (...tokens: readonly Token[]): Untagged => ({ keyword: 'QUOTAROOT', tokens });
const quota = (...tokens: readonly Token[]): Untagged => ({ keyword: 'QUOTA', tokens });
const storage = (name: string, usage: number, limit: number | null) => ({ name, resource: 'storage', usage, limit });
const message = (name: string, usage: number, limit: number | null) => ({ name, resource: 'message', usage, limit });

describe('answers about quota', () => {
  it.each<[string, readonly Untagged[], readonly string[], readonly object[]]>([
    [
      'one root, its kilobytes as bytes',
      [root('INBOX', 'User'), quota('User', ['STORAGE', '10', '512'])],
      ['User'],
      [storage('User', 10240, 524288)],
    ],
    ['the root without a name, as Gmail has it', [root('INBOX', ''), quota('', ['STORAGE', '1', '2'])], [''], [storage('', 1024, 2048)]],
    [
      'two resources',
      [root('INBOX', 'u'), quota('u', ['STORAGE', '1', '2', 'MESSAGE', '3', '4'])],
      ['u'],
      [storage('u', 1024, 2048), message('u', 3, 4)],
    ],
    [
      'the resources in two answers',
      [root('INBOX', 'u'), quota('u', ['STORAGE', '1', '2']), quota('u', ['MESSAGE', '3', '4'])],
      ['u'],
      [storage('u', 1024, 2048), message('u', 3, 4)],
    ],
    [
      'two roots',
      [root('INBOX', 'u', 'domain'), quota('u', ['STORAGE', '1', '2']), quota('domain', ['STORAGE', '8', '9'])],
      ['u', 'domain'],
      [storage('u', 1024, 2048), storage('domain', 8192, 9216)],
    ],
    ['resources in small letters', [quota('u', ['storage', '1', '2'])], ['u'], [storage('u', 1024, 2048)]],
    [
      'resources that are neither bytes nor messages (Cyrus)',
      [
        root('INBOX', 'user.bob'),
        quota('user.bob', ['STORAGE', '5', '6', 'X-NUM-FOLDERS', '2', '9', 'MAILBOX', '1', '1', 'MESSAGE', '7', '8']),
      ],
      ['user.bob'],
      [storage('user.bob', 5120, 6144), message('user.bob', 7, 8)],
    ],
    ['a root without any limit (Cyrus)', [root('INBOX', 'user.bob'), quota('user.bob', [])], ['user.bob'], []],
    ['usage without a limit', [quota('u', ['STORAGE', '5'])], ['u'], [storage('u', 5120, null)]],
    [
      'usage without a limit before another resource',
      [quota('u', ['STORAGE', '5', 'MESSAGE', '7', '8'])],
      ['u'],
      [storage('u', 5120, null), message('u', 7, 8)],
    ],
    ['a limit of nothing, which is none', [quota('u', ['STORAGE', '5', '0'])], ['u'], [storage('u', 5120, null)]],
    ['a limit below nothing', [quota('u', ['STORAGE', '5', '-1'])], ['u'], [storage('u', 5120, null)]],
    ['a limit beyond all measure', [quota('u', ['STORAGE', '5', '9223372036854775807'])], ['u'], [storage('u', 5120, null)]],
    ['no root at all', [root('INBOX')], [], []],
    ['a root that only QUOTA names (GreenMail)', [root('INBOX'), quota('u', ['STORAGE', '1', '2'])], ['u'], [storage('u', 1024, 2048)]],
    ['a root whose numbers are missing', [root('INBOX', 'u')], ['u'], []],
    ['NIL for a name, and nothing for a list', [root('INBOX', null), quota(null, null)], [''], []],
    ['words for numbers', [quota('u', ['STORAGE', 'many', 'more'])], ['u'], []],
  ])('%s', (_what, answers, names, roots) => {
    expect(readQuotaAnswer(answers)).toMatchObject({ names, roots });
  });

  it('say which numbers came along, also those of a root without a limit', () => {
    const { names, told } = readQuotaAnswer([root('INBOX', 'u', 'later', 'free'), quota('u', ['STORAGE', '1', '2']), quota('free', [])]);
    expect(names).toEqual(['u', 'later', 'free']);
    expect(told).toEqual(['u', 'free']);
  });
});

import { describe, expect, it } from 'vitest';
import { answerCall, callTable } from '../../main/app/answer-call.ts';
import { commandArguments, queryArguments } from '../../main/app/ipc-arguments.ts';
import { MailFailureError } from '../../shared/failure.ts';
import { commandNames, queryNames } from '../../shared/ipc.ts';

const ref = { accountId: 'ann', mailboxId: 1, messageId: 2 };
const server = { host: 'mail.example.org', port: 993, security: 'tls', userName: 'ann' };
const draft = {
  kind: 'pop',
  identity: { name: 'Ann', address: 'ann@example.org' },
  incoming: server,
  outgoing: server,
  copies: { kind: 'leave' },
  password: 'x',
  keepPasswordWeakly: false,
};

describe('arguments of a call', () => {
  it.each<[keyof typeof commandArguments | keyof typeof queryArguments, unknown[]]>([
    ['account.list', []],
    ['message.page', [{ kind: 'mailbox', accountId: 'ann', mailboxId: 1 }, null]],
    [
      'message.page',
      [
        { kind: 'role', role: 'inbox' },
        { ...ref, date: 5 },
      ],
    ],
    ['message.page', [{ kind: 'search', query: 'x', within: { kind: 'everywhere' } }, null]],
    ['account.add', [draft]],
    ['account.add', [{ ...draft, copies: { kind: 'remove-after-days', days: 14 } }]],
    ['message.setFlags', [[ref], { add: ['\\Seen', '$Forwarded'], remove: [] }]],
    ['settings.set', [{ theme: 'dark' }]],
    ['account.checkMail', [null]],
    ['maildrop.choose', ['ann', [{ uidl: '\xff 1', choice: 'leave' }]]],
    ['message.removeFromServer', [[ref]]],
  ])('%s takes %j', (name, args) => expect(shapeOf(name).safeParse(args)).toEqual({ success: true, data: args }));

  it.each<[keyof typeof commandArguments | keyof typeof queryArguments, unknown]>([
    ['account.list', [1]],
    ['maildrop.choose', ['ann', []]],
    ['maildrop.choose', ['ann', [{ uidl: '', choice: 'leave' }]]],
    ['maildrop.choose', ['ann', [{ uidl: 'a', choice: 'keep' }]]],
    ['maildrop.look', [null]],
    ['account.list', undefined],
    ['message.content', []],
    ['message.content', [{ ...ref, accountId: '../bob' }]],
    ['message.content', [{ ...ref, messageId: '2' }]],
    ['message.content', [{ ...ref, messageId: -1 }]],
    ['message.page', [{ kind: 'role', role: 'everything' }, null]],
    ['message.page', [{ kind: 'mailbox', accountId: 'ann', mailboxId: 1 }]],
    ['message.setFlags', [[ref], { add: ['a b'], remove: [] }]],
    ['message.setFlags', [[ref], { add: ['x\r\nA1 DELETE'], remove: [] }]],
    ['message.setFlags', [[], { add: [], remove: [] }]],
    ['account.add', [{ ...draft, copies: undefined }]],
    ['account.add', [{ ...draft, incoming: { ...server, port: 0 } }]],
    ['attachment.save', [ref, '../1']],
    ['settings.set', [{ theme: 'purple' }]],
    ['link.open', [{ toString: 1 }]],
  ])('%s refuses %j', (name, args) => expect(shapeOf(name).safeParse(args).success).toBe(false));

  it('drops what the contract does not name', () => {
    expect(commandArguments['message.expunge'].parse([[{ ...ref, path: '/etc' }]])).toEqual([[ref]]);
  });

  it('has a shape for each name', () => {
    expect(Object.keys(queryArguments)).toEqual(queryNames);
    expect(Object.keys(commandArguments)).toEqual(commandNames);
  });
});

function shapeOf(name: keyof typeof commandArguments | keyof typeof queryArguments) {
  return { ...queryArguments, ...commandArguments }[name];
}

describe('answers', () => {
  interface Contract {
    'link.open': (url: string) => void;
    'settings.get': () => number;
  }
  const bugs: unknown[] = [];
  const gone = { kind: 'gone', retry: 'never', text: 'It is gone.' } as const;
  const table = callTable<Contract>(
    ['link.open', 'settings.get'],
    { 'link.open': commandArguments['link.open'], 'settings.get': queryArguments['settings.get'] },
    {
      'link.open': (url) => {
        throw url === 'gone' ? new MailFailureError(gone) : new TypeError('a mistake');
      },
      'settings.get': () => Promise.resolve(7),
    },
    (name, thrown) => bugs.push([name, thrown]),
  );

  it('carry the value', async () => expect(await answerCall(table, 'settings.get', [])).toEqual({ ok: true, value: 7 }));
  it('carry a failure as it was made', async () =>
    expect(await answerCall(table, 'link.open', ['gone'])).toEqual({ ok: false, failure: gone }));

  it('report a mistake of ours once, without its text on screen', async () => {
    const answer = await answerCall(table, 'link.open', ['other']);
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'bug', text: 'Something went wrong inside Homing.' } });
    expect(bugs).toEqual([['link.open', new TypeError('a mistake')]]);
  });

  it.each([['toString'], ['__proto__'], ['settings.set'], [undefined], [{}]])('do not exist for the name %j', async (name) => {
    expect(await answerCall(table, name, [])).toMatchObject({ ok: false, failure: { code: 'unknown name' } });
  });

  it('do not come for wrong arguments', async () => {
    expect(await answerCall(table, 'link.open', [5])).toMatchObject({ ok: false, failure: { code: 'arguments of link.open' } });
  });
});

// Servers that misbehave, under the policy that removes most: what leaves them is here, and after one good session everything is here once.
import { describe, expect, it, onTestFinished } from 'vitest';
import type { CopiesPolicy } from '../../shared/account.ts';
import type { Kept, PopOddities } from '../doubles/pop-maildrop-server.ts';
import { readFolder } from '../servers/support/read-folder.ts';
import { openPopCable, type PopCable } from '../servers/support/pop-cable.ts';
import { doubleMaildrop, type DoubleMaildrop } from '../servers/support/pop-maildrops.ts';

const letter = (word: string): Buffer => Buffer.from(`Subject: ${word}\r\n\r\n.${word}\r\n${word.repeat(9)}\r\n`);
const known = (word: string): Buffer => Buffer.concat([Buffer.from(`Message-ID: <${word}@example.org>\r\n`), letter(word)]);
/** The same with heads that are like any other, and with heads that tell, on a server that hands them over. */
const heads = [
  ['', letter, {}],
  [' (and TOP)', known, { capa: ['UIDL', 'PIPELINING', 'TOP'] }],
] as const;
const policy: CopiesPolicy = { kind: 'remove-after-download' };
const leave: CopiesPolicy = { kind: 'leave' };
const numbers = (all: readonly Kept[]) => all.map((_, at) => String(at + 1));

async function open(): Promise<{ readonly cable: PopCable; readonly maildrop: DoubleMaildrop }> {
  const maildrop = await doubleMaildrop();
  const cable = await openPopCable(maildrop, '');
  onTestFinished(async () => {
    await cable.end();
    await maildrop.stop();
  });
  return { cable, maildrop };
}

/** The sessions with the odd server go well themselves, and everything is here after the first of them. */
const harmless: readonly (readonly [string, PopOddities])[] = [
  ['no UIDL', { uidls: null }],
  ['all ids alike', { uidls: (all) => all.map(() => 'same') }],
  ['two ids alike', { uidls: (all) => all.map(({ uidl }, at) => (at < 2 ? 'twin' : uidl)) }],
  ['blank ids', { uidls: (all) => all.map(() => '') }],
  ['other ids in each session', { uidls: (all, session) => all.map((_, at) => `s${session}-${at}`) }],
  ['ids of 5000 characters', { uidls: (all) => all.map(({ uidl }) => uidl.padEnd(5000, 'x')) }],
  ['ids of bytes above 127', { uidls: (all) => all.map(({ uidl }) => `\xff${uidl}\xe9`) }],
  ['sizes of nothing', { listSize: () => 0 }],
  ['sizes too small', { listSize: (bytes) => bytes >> 1 }],
  ['sizes too large', { listSize: (bytes) => bytes * 1000 }],
  ['a size beyond any disk', { listSize: (bytes) => (bytes % 3 === 0 ? 1e14 : bytes) }],
  [
    'DELE that does nothing',
    { keepsAtQuit: () => true, instead: (command) => (command === 'QUIT' ? { say: '+OK\r\n', hangUp: true } : undefined) },
  ],
  ['DELE that is refused', { instead: (command) => (command.startsWith('DELE') ? { say: '-ERR no\r\n' } : undefined) }],
  [
    'TOP that sends everything',
    {
      capa: ['UIDL', 'TOP'],
      instead: (command, raw) => (command.startsWith('TOP') ? { say: `+OK\r\n${raw?.toString('latin1') ?? ''}.\r\n` } : undefined),
    },
  ],
];

const refused = (...commands: readonly string[]): PopOddities => ({
  instead: (command) => (commands.includes(command) ? { say: '-ERR not now\r\n' } : undefined),
});
const lastWord = (at: string, say: (raw: Buffer | undefined) => string): PopOddities => ({
  instead: (command, raw) => (command === at ? { say: say(raw), hangUp: true } : undefined),
});
const withoutTop = { capa: ['UIDL'] };

/** What such a server has may be hidden while it is odd; once it is well, everything is here. */
const misleading: readonly (readonly [string, PopOddities])[] = [
  ['ids that change places', { uidls: (all, session) => all.map((_, at) => `p${(at + session) % all.length}`) }],
  [
    'ids that change places, and TOP',
    { capa: ['UIDL', 'TOP'], uidls: (all, session) => all.map((_, at) => `p${(at + session) % all.length}`) },
  ],
  ['numbers for ids', { uidls: numbers }],
  ['no id for some messages', { uidls: (all) => all.map(({ uidl }, at) => (at % 2 === 0 ? uidl : undefined)) }],
  ['an empty list of ids', { uidls: (all) => all.map(() => undefined) }],
  [
    'an empty list of ids at times',
    { uidls: (all, session) => (session % 2 === 0 ? all.map(() => undefined) : all.map(({ uidl }) => uidl)) },
  ],
  ['-ERR to LIST', refused('LIST')],
  ['-ERR to UIDL', refused('UIDL')],
  ['-ERR to some RETR', refused('RETR 2', 'RETR 3')],
  ['-ERR to some DELE', refused('DELE 1', 'DELE 3')],
  ['-ERR to NOOP', refused('NOOP')],
  ['-ERR to QUIT', refused('QUIT')],
  ['QUIT that removes only some', { keepsAtQuit: ({ uidl }) => /[13579]$/.test(uidl) }],
  ['-ERR in the middle of a message', lastWord('RETR 2', (raw) => `+OK\r\n${raw?.toString('latin1', 0, 15) ?? ''}\r\n-ERR disk error\r\n`)],
  ['-ERR in the middle of a list', lastWord('LIST', () => '+OK\r\n1 10\r\n-ERR disk error\r\n')],
  [
    '-ERR in the middle of the ids, with a dot',
    { instead: (command) => (command === 'UIDL' ? { say: '+OK\r\n1 a\r\n-ERR no\r\n.\r\n' } : undefined) },
  ],
  ['ids cut short, with a dot', { instead: (command) => (command === 'UIDL' ? { say: '+OK\r\n1 u\r\n.\r\n' } : undefined) }],
  ['a farewell in the middle of everything', lastWord('RETR 2', () => '-ERR idle for too long\r\n')],
  [
    'the text of one message for each',
    { instead: (command) => (command.startsWith('TOP') ? { say: '+OK\r\nReceived: x\r\n\r\n.\r\n' } : undefined), capa: ['UIDL', 'TOP'] },
  ],
];

describe.each(heads)('a server%s with', (_heads, letterOf, honest) => {
  it.each(harmless)('%s', async (_what, oddities) => {
    const { cable, maildrop } = await open();
    maildrop.server.misbehave({ ...honest, ...oddities });
    await cable.deliver(letterOf('one'), letterOf('two'), letterOf('three'));
    for (const each of [leave, policy, policy]) {
      expect(await cable.check(null, { policy: each })).toBeNull();
      cable.judge();
      await cable.deliver(letterOf(`more-${cable.wanted.size}`));
    }
    maildrop.server.misbehave({});
    expect(await cable.check(null, { policy })).toBeNull();
    cable.judge();
  });
});

describe.each(heads)('a server%s that is odd for a while, with', (_heads, letterOf, honest) => {
  it.each(misleading)('%s', async (_what, oddities) => {
    const { cable, maildrop } = await open();
    await cable.deliver(letterOf('one'), letterOf('two'), letterOf('three'));
    for (const each of [leave, policy, policy, leave, policy]) {
      maildrop.server.misbehave({ ...honest, ...oddities });
      await cable.check(null, { policy: each });
      await cable.deliver(letterOf(`more-${cable.wanted.size}`));
    }
    maildrop.server.misbehave({});
    // An id that meant another message is noticed in one session, and its message fetched in the next.
    for (const _ of ['first', 'second']) expect(await cable.check(null, { policy })).toBeNull();
    cable.judge();
    expect(maildrop.server.messages).toEqual([]);
  });
});

describe('while only heads are wanted, a server with', () => {
  const named = (word: string): Buffer => Buffer.concat([Buffer.from(`Message-ID: <${word}@example.org>\r\n`), letter(word)]);
  const whole = (cable: PopCable) => readFolder(cable.account.folder).filter((text) => text !== 'MISSING');

  it.each(harmless)('%s', async (_what, oddities) => {
    const { cable, maildrop } = await open();
    maildrop.server.misbehave({ capa: ['UIDL', 'TOP'], ...oddities });
    await cable.deliver(named('one'), named('two'), named('three'));
    for (const each of [leave, policy, policy]) expect(await cable.check(null, { policy: each, largest: 0 })).toBeNull();
    for (const each of [leave, policy]) expect(await cable.check(null, { policy: each })).toBeNull();
    cable.judge();
  });

  it.each(misleading)('%s, for a while', async (_what, oddities) => {
    const { cable, maildrop } = await open();
    await cable.deliver(named('one'), named('two'), named('three'));
    for (const each of [leave, policy, leave]) {
      maildrop.server.misbehave({ capa: ['UIDL', 'TOP'], ...oddities });
      await cable.check(null, { policy: each, largest: 0 });
      await cable.deliver(named(`more-${cable.wanted.size}`));
    }
    maildrop.server.misbehave({ capa: ['UIDL', 'TOP'] });
    for (const _ of ['first', 'second', 'third']) expect(await cable.check(null, { policy })).toBeNull();
    // A head whose message had another id for a while may be left; each message is here all the same, and once.
    expect(whole(cable)).toEqual([...cable.wanted].toSorted());
    expect(maildrop.server.messages).toEqual([]);
  });
});

describe('an id that is given to another message', () => {
  const other = (word: string): Buffer => Buffer.from(`Subject: ${word}\r\nMessage-ID: <${word}@example.org>\r\n\r\n${word}\r\n`);

  it.each<[string, PopOddities]>([
    ['known by its head', { capa: ['UIDL', 'TOP'] }],
    ['known by its text, where TOP is not to be had', withoutTop],
    [
      'known by its text, where TOP is refused',
      { capa: ['UIDL', 'TOP'], instead: (command) => (command.startsWith('TOP') ? { say: '-ERR no\r\n' } : undefined) },
    ],
  ])('does not remove that one: %s', async (_what, oddities) => {
    const { cable, maildrop } = await open();
    maildrop.server.misbehave(oddities);
    const put = async (uidl: string, raw: Buffer): Promise<void> => {
      await cable.deliver(raw);
      maildrop.server.empty();
      maildrop.server.deliver(raw, uidl);
    };
    await put('1', other('aaa'));
    await cable.check(null, { policy: leave });
    // Of the same size, so that only its text tells.
    await put('1', other('bbb'));
    expect(await cable.check(null, { policy })).toBeNull();
    expect(maildrop.server.messages).toHaveLength(1);
    expect(await cable.check(null, { policy })).toBeNull();
    cable.judge();
    expect(maildrop.server.messages).toEqual([]);
  });

  it('is asked about once, and removes what is the same', async () => {
    const { cable, maildrop } = await open();
    maildrop.server.misbehave({
      capa: ['UIDL', 'TOP'],
      instead: (command, raw) => (command === 'TOP 1 0' ? { say: `+OK\r\n${raw?.toString('latin1') ?? ''}.\r\n` } : undefined),
    });
    await cable.deliver(other('aaa'));
    await cable.check(null, { policy: leave });
    const before = maildrop.server.commands.length;
    expect(await cable.check(null, { policy })).toBeNull();
    expect(maildrop.server.commands.slice(before).filter((command) => /^(TOP|RETR|DELE)/.test(command))).toEqual(['TOP 1 0', 'DELE 1']);
    expect(maildrop.server.messages).toEqual([]);
  });

  it('of one that was removed here for ever, brings the new one', async () => {
    const { cable, maildrop } = await open();
    maildrop.server.misbehave({ uidls: numbers });
    await cable.deliver(letter('one'));
    await cable.check(null, { policy: leave });
    cable.deleteForEver(letter('one').toString('latin1'));
    expect(await cable.check(null, { policy: { kind: 'remove-when-deleted' } })).toBeNull();
    expect(maildrop.server.messages).toEqual([]);
    await cable.deliver(letter('another'));
    expect(await cable.check(null, { policy: { kind: 'remove-when-deleted' } })).toBeNull();
    cable.judge();
  });
});

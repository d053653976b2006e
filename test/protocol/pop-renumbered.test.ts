// Maildrops that number everything anew, or have no ids at all: what is known is known again by its size and head, and not fetched.
import { describe, expect, it, onTestFinished } from 'vitest';
import { listUidls } from '../../main/store/uidls.ts';
import type { CopiesPolicy } from '../../shared/account.ts';
import type { PopOddities } from '../doubles/pop-maildrop-server.ts';
import { openPopCable } from '../servers/support/pop-cable.ts';
import { doubleMaildrop } from '../servers/support/pop-maildrops.ts';

const leave: CopiesPolicy = { kind: 'leave' };
const capa = ['UIDL', 'PIPELINING', 'TOP'];
const letter = (word: string): Buffer =>
  Buffer.from(`Message-ID: <${word}@example.org>\r\nSubject: ${word}\r\n\r\n.${word}\r\n${word.repeat(9)}\r\n`);
/** Its head tells it from no other. */
const nameless = (word: string): Buffer => Buffer.from(`Subject: ${word}\r\n\r\n${word}\r\n`);

async function open(oddities: PopOddities = {}, letters = ['one', 'two', 'three', 'four'].map(letter)) {
  const maildrop = await doubleMaildrop();
  const cable = await openPopCable(maildrop, '');
  onTestFinished(async () => {
    await cable.end();
    await maildrop.stop();
  });
  const { server } = maildrop;
  server.misbehave({ capa, ...oddities });
  await cable.deliver(...letters);
  /** One check that goes well; what it asked of single messages, in its order. */
  const asked = async (policy: CopiesPolicy = leave): Promise<readonly string[]> => {
    const before = server.commands.length;
    expect(await cable.check(null, { policy })).toBeNull();
    cable.judge();
    return server.commands.slice(before).filter((command) => /^(TOP|RETR|DELE) /.test(command));
  };
  const renumber = (more: PopOddities = {}): void =>
    server.misbehave({ capa, ...oddities, uidls: (all, session) => all.map((_, at) => `s${session}-${at}`), ...more });
  return { cable, server, asked, renumber };
}

const all = (command: string, ...numbers: readonly number[]): readonly string[] =>
  numbers.map((number) => (command === 'TOP' ? `TOP ${number} 0` : `${command} ${number}`));

describe('a maildrop that numbers everything anew', () => {
  it('costs one listing and the heads, and only what is new is downloaded', async () => {
    const { cable, asked, renumber } = await open();
    expect(await asked()).toEqual(all('RETR', 4, 3, 2, 1));
    renumber();
    await cable.deliver(letter('a new one'));
    expect(await asked()).toEqual([...all('TOP', 4, 3, 2, 1), ...all('RETR', 5)]);
    expect(await asked()).toEqual(all('TOP', 5, 4, 3, 2, 1));
  });

  it('asks nothing about messages of a size that nothing known has', async () => {
    const { server, asked, renumber, cable } = await open({}, [letter('one')]);
    await asked();
    server.empty();
    renumber();
    await cable.deliver(letter('longer'));
    expect(await asked()).toEqual(all('RETR', 1));
  });

  it('does not take another message of the same size for the one that is here', async () => {
    const { server, asked, renumber, cable } = await open({}, [letter('one')]);
    await asked();
    server.empty();
    renumber();
    await cable.deliver(letter('two'));
    expect(await asked()).toEqual([...all('TOP', 1), ...all('RETR', 1)]);
  });

  it('loses a copy only after all of it was compared', async () => {
    const { server, asked, renumber } = await open();
    await asked();
    renumber();
    await asked();
    const commands = await asked({ kind: 'remove-after-download' });
    expect(commands.filter((command) => command.startsWith('TOP'))).toHaveLength(4);
    expect(commands.slice(4)).toEqual([...all('RETR', 4, 3, 2, 1), ...all('DELE', 4, 3, 2, 1)]);
    expect(server.messages).toEqual([]);
  });

  it('keeps the copy of a message that only begins like the one here', async () => {
    const one = letter('one');
    const { server, asked, renumber, cable } = await open({}, [one]);
    await asked();
    renumber();
    server.empty();
    const forged = Buffer.from(one.toString('latin1').replace('oneone', 'ONEONE'));
    server.deliver(forged);
    expect(await asked({ kind: 'remove-after-download' })).toEqual([...all('TOP', 1), ...all('RETR', 1)]);
    expect(server.messages).toHaveLength(1);
    expect(cable.account.inbox()).toEqual([one.toString('latin1')]);
  });

  it.each<[string, PopOddities, (word: string) => Buffer]>([
    ['known by its head', {}, letter],
    ['known by its text, where TOP is not to be had', { capa: ['UIDL'] }, letter],
    ['known by its text, where its head is like any other', {}, nameless],
  ])('does not bring back what was removed here for ever: %s', async (_what, oddities, write) => {
    const { cable, asked, renumber, server } = await open(oddities, ['one', 'two'].map(write));
    await asked();
    cable.deleteForEver(write('two').toString('latin1'));
    renumber(oddities);
    await asked();
    await asked();
    server.misbehave({ capa, uidls: (messages) => messages.map((_, at) => `forever-${at}`) });
    await asked();
    await asked();
    expect(await asked()).toEqual([]);
    // It is deleted here, and known to be: so it goes from there when the person wants that.
    expect(await asked({ kind: 'remove-when-deleted' })).toContain('DELE 2');
    expect(server.messages.map(({ raw }) => raw.toString('latin1'))).toEqual([write('one').toString('latin1')]);
  });
});

describe('a maildrop without ids', () => {
  it.each<[string, PopOddities]>([
    ['no UIDL', { uidls: null }],
    ['all ids alike', { uidls: (messages) => messages.map(() => 'same') }],
    ['blank ids', { uidls: (messages) => messages.map(() => '') }],
  ])('is not downloaded at each check: %s', async (_what, oddities) => {
    const { cable, asked } = await open(oddities);
    expect(await asked()).toEqual(all('RETR', 4, 3, 2, 1));
    expect(await asked()).toEqual(all('TOP', 4, 3, 2, 1));
    await cable.deliver(letter('a new one'));
    expect(await asked()).toEqual([...all('TOP', 4, 3, 2, 1), ...all('RETR', 5)]);
    cable.deleteForEver(letter('two').toString('latin1'));
    expect(await asked({ kind: 'remove-after-download' })).toEqual(all('TOP', 5, 4, 3, 2, 1));
    expect(listUidls(cable.account.store.read).filter(({ onServer }) => onServer)).toHaveLength(5);
  });

  it('is looked through also when it lists what it listed before', async () => {
    const { asked, server, cable } = await open({ uidls: null }, [letter('one')]);
    expect(await asked()).toEqual(all('RETR', 1));
    expect(await asked()).toEqual(all('TOP', 1));
    server.empty();
    await cable.deliver(letter('two'));
    expect(await asked()).toEqual([...all('TOP', 1), ...all('RETR', 1)]);
  });

  it('that had them before is not downloaded again', async () => {
    const { asked, server } = await open();
    await asked();
    server.misbehave({ capa, uidls: null });
    expect(await asked()).toEqual(all('TOP', 4, 3, 2, 1));
    server.misbehave({ capa });
    expect(await asked()).toEqual([]);
  });
});

describe('an id that is listed with another size', () => {
  it('is the same message where its head says so, and then not asked about again', async () => {
    const { asked, server } = await open();
    await asked();
    server.misbehave({ capa, listSize: (bytes) => bytes + 12 });
    expect(await asked()).toEqual(all('TOP', 4, 3, 2, 1));
    expect(await asked()).toEqual([]);
  });

  it('is another message where its head says so, and that one is downloaded', async () => {
    const { asked, server, cable } = await open({}, []);
    for (const word of ['one', 'other one']) {
      await cable.deliver(letter(word));
      server.empty();
      server.deliver(letter(word), 'a');
      if (word === 'one') await asked();
    }
    expect(await asked()).toEqual([...all('TOP', 1), ...all('RETR', 1)]);
    expect(await asked()).toEqual([]);
  });

  it('is believed where no head is to be had', async () => {
    const { asked, server } = await open();
    await asked();
    server.misbehave({ capa: ['UIDL'], listSize: (bytes) => bytes + 12 });
    expect(await asked()).toEqual([]);
  });
});

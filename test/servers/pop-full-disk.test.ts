// POP sessions on a disk that is really full, at any point: in the bytes of mail, in commits, in the logs of the databases. Each is told, takes nothing
// from the server that is not here, and spoils nothing; when there is room again the next session brings the rest.
// HOMING_SEEDS and HOMING_MINUTES as in pop-cut-cable.test.ts.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailFailure } from '../../shared/failure.ts';
import { between, messageRandom, mostlySmall, pick, type Random } from '../bench/support/seeded-choice.ts';
import { letterOf, oddMailOf } from './support/odd-mail.ts';
import { policies } from './support/pop-cable.ts';
import { type DoubleMaildrop, doubleMaildrop } from './support/pop-maildrops.ts';
import { chosenSeeds } from './support/seeds.ts';
import { type SmallDisk, startSmallDisk, whyNoSmallDisk } from './support/small-disk.ts';

const size = 24 * 1024 * 1024;
/** Bytes of mail that leave room for the databases, and for what a big message takes until it is whole. */
const mostMail = 9 * 1024 * 1024;
const minutes = Number(process.env['HOMING_MINUTES'] ?? 0);
const roundsOfATest = 16;
const missing = whyNoSmallDisk();

let disk: SmallDisk;
beforeAll(async () => {
  if (missing === null) disk = await startSmallDisk(size);
});
afterAll(async () => {
  if (missing === null) await disk.stop();
});

/** Most often next to nothing: there the databases have to write, and cannot. */
function bytesLeft(random: Random): number {
  return pick(random, [0, between(random, 0, 64), between(random, 0, 512), mostlySmall(random, 1, 8192)]) * 1024;
}

function newMail(name: string, random: Random, room: number): Buffer {
  if (random() < 0.04 && room > 6_000_000) return letterOf(name, () => 1, between(random, 4_300_000, 5_800_000));
  return random() < 0.3 ? letterOf(name, random, 400_000) : oddMailOf(name, random);
}

/** Until the disk has been full so often. Returns how often that stopped a session. */
async function fillAgainAndAgain(maildrop: DoubleMaildrop, seed: number, rounds: number): Promise<number> {
  const random = messageRandom(seed, 1);
  const policy = pick(random, policies);
  const story = [`seed ${seed}`, policy.kind];
  const wanted = new Set<string>();
  let [bytes, stopped] = [0, 0];
  const onServer = (): ReadonlySet<string> => new Set(maildrop.server.messages.map(({ raw }) => raw.toString('latin1')));
  const deliver = async (): Promise<void> => {
    for (let count = mostlySmall(random, 1, 60); count > 0; count--) {
      const raw = newMail(`n${wanted.size}-of-${seed}`, random, mostMail - bytes);
      if (bytes + raw.length > mostMail) return;
      bytes += raw.length;
      await maildrop.deliver(raw);
      wanted.add(raw.toString('latin1'));
    }
  };
  const judge = (
    failure: MailFailure | null,
    before: ReadonlySet<string>,
    hereBefore: readonly string[],
    here: readonly string[],
  ): void => {
    expect(new Set(here).size, 'each is here once').toBe(here.length);
    for (const text of here) expect(wanted.has(text), 'nothing is here that was not sent').toBe(true);
    for (const text of hereBefore) expect(here.includes(text), 'what was here is here').toBe(true);
    const after = onServer();
    for (const text of before) if (!after.has(text)) expect(here.includes(text), 'what left the server is here').toBe(true);
    if (failure === null) return;
    expect(failure).toMatchObject({
      kind: 'storage',
      retry: 'after-user',
      code: expect.stringMatching(/^(ENOSPC|SQLITE_FULL|DISK_ROOM)$/),
    });
    // After the farewell only what is noted of it can fail.
    if (maildrop.server.commands.at(-1) !== 'QUIT') expect(after).toEqual(before);
  };

  const server = { host: '127.0.0.1', port: maildrop.port, security: 'none', userName: maildrop.userName } as const;
  try {
    await disk.call('open', server, maildrop.password);
    await disk.call('check', policy, null);
    for (let round = 0; round < rounds; round++) {
      await deliver();
      const left = await disk.call('fill', bytesLeft(random));
      const leaves = pick(random, [null, between(random, 0, 2048) * 1024]);
      story.push(`${left} bytes left, and of them ${leaves ?? 'any number'}`);
      const [before, hereBefore] = [onServer(), await disk.call('here')];
      const failure = await disk.call('check', policy, leaves);
      if (failure !== null) stopped += 1;
      story.push(failure?.code ?? 'well');
      judge(failure, before, hereBefore, await disk.call('here'));
      const restarts = random() < 0.2;
      if (restarts) story.push('started again');
      const unopened = restarts ? await disk.call('restart') : null;
      if (unopened !== null) expect(unopened).toMatchObject({ kind: 'storage' });
      if (unopened !== null || random() < 0.3) {
        await disk.call('empty');
        if (unopened !== null) expect(await disk.call('restart')).toBeNull();
        story.push('room again');
        expect(await disk.call('check', policy, null)).toBeNull();
        expect(await disk.call('here')).toEqual([...wanted].sort());
      }
    }
    await disk.call('empty');
    for (const _ of ['first', 'second']) {
      expect(await disk.call('check', policy, null)).toBeNull();
      expect(await disk.call('here')).toEqual([...wanted].sort());
    }
    if (policy.kind === 'leave') expect(onServer()).toEqual(wanted);
    if (policy.kind === 'remove-after-download') expect(onServer()).toEqual(new Set());
    return stopped;
  } catch (thrown) {
    throw new Error(story.join(', '), { cause: thrown });
  } finally {
    await disk.call('empty');
    await disk.call('remove');
    await maildrop.stop();
  }
}

describe('a disk that is full', () => {
  it.for(chosenSeeds(1))('stops sessions and spoils nothing: seed %i', { timeout: 3_600_000 }, async (seed, { skip }) => {
    if (missing !== null) skip(missing);
    const until = Date.now() + minutes * 60_000;
    let [each, stopped] = [seed * 1_000_000, 0];
    do for (let times = 0; times < 2; times++) stopped += await fillAgainAndAgain(await doubleMaildrop(), (each += 1), roundsOfATest);
    while (Date.now() < until);
    expect(stopped).toBeGreaterThan(10);
  });
});

// The line breaks at every byte of a small session, and at chosen ones of big sessions, under each policy. After any number of such accidents
// and one good session every message is here once, byte for byte, and nothing left the server that was not here.
// HOMING_SEEDS=7-26 chooses the seeds; HOMING_MINUTES=5 says for how long to go on, as `npm run campaign:pop` does: without it, seconds.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { breaks, type ByteCut } from '../doubles/byte-cut-proxy.ts';
import { startDovecot, type DovecotServer } from './support/dovecot.ts';
import { letterOf, oddMailOf } from './support/odd-mail.ts';
import { useMemoryDisk } from './support/memory-disk.ts';
import { runPopAccidents } from './support/pop-accidents.ts';
import { policies, type PopCable } from './support/pop-cable.ts';
import { doubleMaildrop, dovecotMaildrop } from './support/pop-maildrops.ts';
import { cutSmallSession, lengthOfSmallSession, openBefore } from './support/pop-small-session.ts';
import { chosenSeeds } from './support/seeds.ts';

const seeds = chosenSeeds(1);
const minutes = Number(process.env['HOMING_MINUTES'] ?? 0);

beforeAll(useMemoryDisk);

describe('a small session that breaks at any byte', () => {
  let before: PopCable;
  beforeAll(async () => {
    before = await openBefore();
  });
  afterAll(() => before.end());

  /** In a campaign each byte is cut in each way; else in one of them, in another one the next time. */
  const waysAt = (place: number) => breaks.filter((_, way) => minutes > 0 || (place + (seeds.at(-1) ?? 0)) % breaks.length === way);

  it.each(policies)(
    `loses nothing and doubles nothing: $kind (seed ${seeds.at(-1)})`,
    async (policy) => {
      const { client, server } = await lengthOfSmallSession(before, policy);
      const places = [...placesOf(client, 'client'), ...placesOf(server, 'server')];
      expect(places.length).toBeGreaterThan(150);
      const cuts = places.flatMap((place, index) => waysAt(index).map((how): ByteCut => ({ ...place, how })));
      await severalAtOnce(cuts, (cut) => cutSmallSession(before, policy, cut));
    },
    600_000,
  );
});

describe('sessions at random, with every kind of accident', () => {
  let dovecot: DovecotServer;
  beforeAll(async () => {
    dovecot = await startDovecot();
  });
  afterAll(() => dovecot.stop());

  const run = async (seed: number, times: number, accidents: (each: number) => Promise<void>): Promise<void> => {
    const until = Date.now() + minutes * 60_000;
    let from = seed * 1_000_000;
    do {
      const next = Array.from({ length: times }, () => (from += 1));
      await severalAtOnce(next, accidents);
    } while (Date.now() < until);
  };
  it.each(seeds)(
    'lose nothing and double nothing with messages of every shape: seed %i',
    (seed) => run(seed, 6, async (each) => runPopAccidents(await doubleMaildrop(), each, oddMailOf)),
    3_600_000,
  );
  // Only a head that names its message can be known again, on a server that always hands over heads, or never.
  it.each(seeds)(
    'lose nothing and double nothing when at times only heads come: seed %i',
    (seed) => run(seed, 6, async (each) => runPopAccidents(await doubleMaildrop(each % 2 === 0), each, letterOf, headsAtTimes)),
    3_600_000,
  );
  it.each(seeds)(
    'lose nothing and double nothing with a real server: seed %i',
    (seed) => run(seed, 3, async (each) => runPopAccidents(await dovecotMaildrop(dovecot), each, letterOf, headsAtTimes)),
    3_600_000,
  );
});

/** In some sessions no more than heads come, or only the heads of what is not small. */
const headsAtTimes = [null, null, 400, 0] as const;

function placesOf(count: number, from: ByteCut['from']): readonly Pick<ByteCut, 'from' | 'at'>[] {
  return Array.from({ length: count }, (_, at) => ({ from, at }));
}

/** Those that stall leave the others time. */
async function severalAtOnce<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const next = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: 20 }, next));
}

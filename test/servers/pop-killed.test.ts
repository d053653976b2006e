// Homing is killed in the middle of a POP session, between any two commits, or the disk fills up there; then a good session, and the same
// judge as for the cut cable. HOMING_SEEDS and HOMING_MINUTES as there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Fate, diskFullAt, killedAt } from '../doubles/failing-store.ts';
import { type BuiltWorker, buildWorker } from './support/killable-worker.ts';
import { runKilledWorker } from './support/killed-pop-worker.ts';
import { useMemoryDisk } from './support/memory-disk.ts';
import { policies, type PopCable } from './support/pop-cable.ts';
import { doubleMaildrop } from './support/pop-maildrops.ts';
import { openBefore, openSmallSession, type SmallSession } from './support/pop-small-session.ts';
import { chosenSeeds } from './support/seeds.ts';

const minutes = Number(process.env['HOMING_MINUTES'] ?? 0);

beforeAll(useMemoryDisk);

describe.each(policies)('at any commit of a session, with the policy $kind,', (policy) => {
  let before: PopCable;
  beforeAll(async () => {
    before = await openBefore();
  });
  afterAll(() => before.end());

  /** Until a session gets through. Returns how many did not. */
  const atEachStep = async (
    what: string,
    fateAt: (nth: number) => Fate,
    largest: number | null,
    then: (session: SmallSession, failure: unknown) => void,
  ): Promise<number> => {
    for (let nth = 1; ; nth++) {
      const session = await openSmallSession(before, policy, `${policy.kind}, ${what} ${nth}`);
      const { doomed, struck } = fateAt(nth);
      const failure = await session.cable.check(null, { ...session.changes, largest, doomed });
      if (struck()) then(session, failure);
      else expect(failure).toBeNull();
      await session.settle();
      await session.end();
      if (!struck()) return nth - 1;
    }
  };

  it.each([null, 0])('a kill loses nothing and doubles nothing, with a limit of %s', async (largest) => {
    const deaths = await atEachStep('killed at step', killedAt, largest, (session, failure) => {
      expect(failure).toBe('killed');
      session.cable.startAfterCrash();
    });
    expect(deaths).toBeGreaterThan(5);
  });

  it.each([null, 0])('a full disk loses nothing and doubles nothing, and is told, with a limit of %s', async (largest) => {
    const refusals = await atEachStep('full at write', diskFullAt, largest, (_session, failure) => {
      expect(failure).toMatchObject({ kind: 'storage', retry: 'after-user', code: 'ENOSPC' });
    });
    expect(refusals).toBeGreaterThan(3);
  });
});

describe('a worker that is killed again and again', () => {
  let built: BuiltWorker;
  beforeAll(async () => {
    built = await buildWorker();
  });
  afterAll(() => built.remove());

  it.each(chosenSeeds(1))(
    'has everything once in the end, and removed nothing that it did not have: seed %i',
    async (seed) => {
      const until = Date.now() + minutes * 60_000;
      let each = seed * 1_000_000;
      do await runKilledWorker(built, await doubleMaildrop(), (each += 1));
      while (Date.now() < until);
    },
    3_600_000,
  );
});

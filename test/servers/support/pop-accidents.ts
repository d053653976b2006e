// An account at random: mail comes, the line breaks, the program is killed, the disk fills up, the person deletes. Then a good check, and the judge.
import { expect } from 'vitest';
import { breaks, type ByteCut } from '../../doubles/byte-cut-proxy.ts';
import { diskFullAt, killedAt } from '../../doubles/failing-store.ts';
import { between, messageRandom, mostlySmall, pick, type Random } from '../../bench/support/seeded-choice.ts';
import { day, openPopCable, policies } from './pop-cable.ts';
import type { Maildrop } from './pop-maildrops.ts';

type Letter = (name: string, random: Random) => Buffer;

/** `limits`: of these each session has one, as `PopOptions.largestDownload`. */
export async function runPopAccidents(
  maildrop: Maildrop,
  seed: number,
  letter: Letter,
  limits: readonly [number | null, ...(number | null)[]] = [null],
): Promise<void> {
  const random = messageRandom(seed, 1);
  const policy = pick(random, policies);
  const story = [`seed ${seed}`, policy.kind];
  const cable = await openPopCable(maildrop, story.join(', '));
  let now = Date.parse('2026-01-01');
  let names = 0;
  const changes = () => ({ policy, now: () => now });
  const limited = () => ({ ...changes(), largest: pick(random, limits) });
  const accident = async (): Promise<void> => {
    const mood = maildrop.mood?.(random);
    if (mood !== undefined) story.push(mood);
    const size = (await maildrop.contents()).reduce((sum, text) => sum + text.length + 60, 300);
    const what = pick(random, ['cut', 'cut', 'cut', 'killed', 'full'] as const);
    if (what === 'cut') {
      const from = pick(random, ['client', 'server'] as const);
      const at = from === 'server' ? mostlySmall(random, 1, size) : between(random, 0, 60 + 20 * (await maildrop.contents()).length);
      const cut: ByteCut = { from, at, how: pick(random, breaks) };
      story.push(JSON.stringify(cut));
      await cable.check(cut, limited());
      if (random() < 0.3) cable.account.restart();
      return;
    }
    const nth = between(random, 1, 12);
    const { doomed } = what === 'killed' ? killedAt(nth) : diskFullAt(nth);
    story.push(`${what} at step ${nth}`);
    const failure = await cable.check(null, { ...limited(), doomed });
    if (failure === 'killed') cable.startAfterCrash();
    else if (failure !== null) expect(failure, story.join(', ')).toMatchObject({ kind: 'storage', code: 'ENOSPC' });
  };
  const deleteSomething = (): void => {
    const here = cable.account.inbox().filter((text) => text !== 'MISSING');
    const text = here[between(random, 0, here.length - 1)];
    if (text === undefined || random() < 0.3) return;
    story.push('the person deletes');
    if (random() < 0.5) cable.deleteForEver(text);
    else cable.account.moveToTrash(cable.account.find(text));
  };

  try {
    for (let rounds = between(random, 2, 5); rounds > 0; rounds--) {
      for (let count = mostlySmall(random, 1, 80); count > 0; count--) await cable.deliver(letter(`n${(names += 1)}-of-${seed}`, random));
      for (let times = between(random, 1, 3); times > 0; times--) await accident();
      deleteSomething();
      now += between(random, 0, 5) * day;
    }
    maildrop.mood?.(null);
    // The second finds nothing to do.
    for (const _ of ['first', 'second']) {
      expect(await cable.check(null, changes())).toBeNull();
      cable.judge();
    }
    const left = (await maildrop.contents()).length;
    if (policy.kind === 'leave') expect(left).toBe(names);
    if (policy.kind === 'remove-after-download') expect(left).toBe(0);
  } catch (thrown) {
    throw new Error(story.join(', '), { cause: thrown });
  } finally {
    await cable.end();
    await maildrop.stop();
  }
}

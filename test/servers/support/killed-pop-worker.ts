// Our whole worker on a POP account, killed again and again while it downloads and removes; then it is left to finish, and judged.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { AccountId, PopAccount } from '../../../shared/account.ts';
import { between, messageRandom, pick } from '../../bench/support/seeded-choice.ts';
import { oddMailOf } from './odd-mail.ts';
import type { BuiltWorker } from './killable-worker.ts';
import { policies } from './pop-cable.ts';
import type { Maildrop } from './pop-maildrops.ts';
import { readFolder } from './read-folder.ts';
import { watchLine } from './watched-line.ts';

export async function runKilledWorker(built: BuiltWorker, maildrop: Maildrop, seed: number): Promise<void> {
  const random = messageRandom(seed, 1);
  const copies = pick(random, policies);
  const story = [`seed ${seed}`, copies.kind];
  const folder = await mkdtemp(join(tmpdir(), 'homing-killed-pop-'));
  const { proxy, during } = await watchLine(maildrop, () => folder, story.join(', '));
  const address = { host: '127.0.0.1', security: 'none', userName: maildrop.userName } as const;
  const account: PopAccount = {
    kind: 'pop',
    id: 'killed' as AccountId,
    identity: { name: '', address: 'a@example.org' },
    incoming: { ...address, port: proxy.port },
    // Nothing is sent.
    outgoing: { ...address, port: 1 },
    copies,
  };
  const worker = built.worker({ account, password: maildrop.password, folder, interval: 10 });
  const wanted = new Set<string>();
  const deliver = async (count: number): Promise<void> => {
    for (let at = 0; at < count; at++) {
      const raw = oddMailOf(`n${wanted.size}-of-${seed}`, random);
      await maildrop.deliver(raw);
      wanted.add(raw.toString('latin1'));
    }
  };
  const finished = async (since: number): Promise<void> => {
    await vi.waitFor(() => expect(worker.status()?.lastChecked ?? 0).toBeGreaterThanOrEqual(since), { timeout: 20_000, interval: 10 });
    await worker.stop();
  };

  try {
    for (let kills = between(random, 2, 4); kills > 0; kills--) {
      await deliver(between(random, 1, 60));
      const size = (await maildrop.contents()).reduce((sum, text) => sum + text.length + 30, 100);
      const [bytes, later] = [between(random, 0, size), between(random, 0, 30)];
      story.push(`killed ${later} ms after byte ${bytes}`);
      const life = async (): Promise<void> => {
        const since = Date.now();
        proxy.arm(null);
        await worker.start();
        // It may finish before: then it is killed at rest.
        while (proxy.arrived().server < bytes && (worker.status()?.lastChecked ?? 0) < since) await delay(1);
        await delay(later);
        await worker.kill();
      };
      await during(life, new Set());
    }
    const since = Date.now();
    await worker.start();
    await during(() => finished(since), new Set());
    expect(worker.told.wrong).toEqual([]);
    expect(readFolder(folder)).toEqual([...wanted].sort());
    if (copies.kind === 'remove-after-download') expect(await maildrop.contents()).toEqual([]);
    else expect(await maildrop.contents()).toHaveLength(wanted.size);
  } catch (thrown) {
    throw new Error(story.join(', '), { cause: thrown });
  } finally {
    await worker.kill();
    await proxy.stop();
    await maildrop.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

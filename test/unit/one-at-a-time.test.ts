import { describe, expect, it } from 'vitest';
import { oneAtATime } from '../../main/backends/imap/one-at-a-time.ts';

describe('work on one connection', () => {
  it('runs in order and never overlaps, also after a failure', async () => {
    const queue = oneAtATime();
    const log: string[] = [];
    const work =
      (name: string, fails = false) =>
      async () => {
        log.push(`${name} begins`);
        await new Promise<void>((resolve) => void setImmediate(resolve));
        log.push(`${name} ends`);
        if (fails) throw new Error(name);
        return name;
      };
    const [first, second, third] = [queue.run(work('a')), queue.run(work('b', true)), queue.run(work('c'))];
    await expect(second).rejects.toThrow('b');
    expect(await Promise.all([first, third])).toEqual(['a', 'c']);
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
  });

  it('lets another queue be used from inside', async () => {
    const [one, other] = [oneAtATime(), oneAtATime()];
    expect(await one.run(() => other.run(() => Promise.resolve(3)))).toBe(3);
  });
});

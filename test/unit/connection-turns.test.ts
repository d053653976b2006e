import { describe, expect, it } from 'vitest';
import { createConnectionTurns } from '../../main/worker/connection-turns.ts';

/** A job that runs until it is let go. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('turns on one connection', () => {
  it('runs jobs one after the other, in order', async () => {
    const turns = createConnectionTurns();
    const log: string[] = [];
    const first = gate();
    const a = turns.run(async () => {
      log.push('a starts');
      await first.opened;
      log.push('a ends');
    });
    const b = turns.run(async () => void log.push('b'));
    first.open();
    await Promise.all([a, b]);
    expect(log).toEqual(['a starts', 'a ends', 'b']);
  });

  it('lets waiting jobs in where a long one breathes', async () => {
    const turns = createConnectionTurns();
    const log: string[] = [];
    const slice = gate();
    const long = turns.run(async () => {
      log.push('slice 1');
      await slice.opened;
      await turns.breathe();
      log.push('slice 2');
    });
    const click = turns.run(async () => void log.push('click'));
    slice.open();
    await Promise.all([long, click]);
    expect(log).toEqual(['slice 1', 'click', 'slice 2']);
  });

  it('runs a job also when it is asked for the moment the one before is over', async () => {
    // Each number of turns of the event loop's smallest kind in between.
    for (let turnsBetween = 0; turnsBetween < 8; turnsBetween++) {
      const turns = createConnectionTurns();
      await turns.run(() => Promise.resolve());
      for (let at = 0; at < turnsBetween; at++) await Promise.resolve();
      let done = false;
      void turns.run(async () => void (done = true));
      await new Promise((resolve) => void setImmediate(resolve));
      expect([turnsBetween, done]).toEqual([turnsBetween, true]);
    }
  });

  it('gives a failure to the one who asked, and goes on', async () => {
    const turns = createConnectionTurns();
    const bad = turns.run(() => Promise.reject(new Error('refused')));
    const good = turns.run(() => Promise.resolve('done'));
    await expect(bad).rejects.toThrow('refused');
    await expect(good).resolves.toBe('done');
    await expect(turns.run(() => Promise.resolve('later'))).resolves.toBe('later');
  });
});

// What goes wrong at random between our program and its server: the line, the server, the program itself.
import { setTimeout as delay } from 'node:timers/promises';
import { between, pick, type Random } from '../../bench/support/seeded-choice.ts';
import type { TcpProxy } from '../../doubles/tcp-proxy.ts';
import type { ActionLog } from './action-log.ts';
import type { DovecotServer } from './dovecot.ts';
import type { KillableWorker } from './killable-worker.ts';

export interface TroubleParts {
  readonly proxy: TcpProxy;
  readonly server: DovecotServer;
  readonly worker: KillableWorker;
  readonly random: Random;
  readonly log: ActionLog;
  /** Runs while the other device does nothing: it is the one whose actions are surely done. */
  readonly withoutThem: (work: () => Promise<void>) => Promise<void>;
  /** Right after a kill: what failed and could not be told any more. */
  readonly killed: () => void;
}

/** One mishap. The line is good again afterwards, the server and the worker run. */
export async function mishap({ proxy, server, worker, random, log, withoutThem, killed }: TroubleParts): Promise<void> {
  const chance = random() * 100;
  if (chance < 35) {
    const line = between(random, 1, 12);
    const when = pick(random, ['unheard', 'unanswered', 'half-answered', 'answered'] as const);
    log.note('line', `will break at line ${line}, ${when}`);
    proxy.cutAtLine(line, when);
    return;
  }
  if (chance < 50) {
    log.note('line', 'breaks');
    proxy.cut();
  } else if (chance < 65) {
    log.note('line', 'is away');
    proxy.decide(() => 'refused');
    proxy.cut();
    await delay(between(random, 200, 2500));
    proxy.decide(() => 'open');
    log.note('line', 'is back');
  } else if (chance < 75) {
    log.note('line', 'falls silent');
    proxy.decide(() => 'silent');
    await delay(between(random, 100, 1500));
    proxy.decide(() => 'open');
    // What was swallowed never comes: only a new connection is of use.
    proxy.cut();
  } else if (chance < 93) {
    await worker.kill();
    killed();
    log.note('line', 'the worker was killed');
    await delay(between(random, 0, 400));
    await worker.start();
    log.note('line', 'the worker runs again');
    return;
  } else {
    await withoutThem(async () => {
      log.note('line', 'the server restarts');
      await server.stop({ keep: true });
      await server.start();
    });
  }
  // As the system says when the network is back; else it would wait for its own time.
  if (random() < 0.8) await worker.call('wake').catch(() => undefined);
}

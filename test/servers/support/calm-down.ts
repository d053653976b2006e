import { setTimeout as delay } from 'node:timers/promises';
import type { ReadDb } from '../../../main/store/sqlite.ts';
import type { KillableWorker } from './killable-worker.ts';
import type { OurSide } from './our-side.ts';

const calmLimitMs = 90_000;

/** Online, nothing queued, nothing asked, and everything looked at once more. */
export async function calmDown(worker: KillableWorker, ours: OurSide, db: ReadDb): Promise<void> {
  const deadline = Date.now() + calmLimitMs;
  for (;;) {
    await worker.call('wake');
    await worker.call('checkMail');
    await ours.answerVanished();
    const now = worker.status();
    const waiting = db.get<{ n: number }>("SELECT count(*) AS n FROM operation WHERE state <> 'failed'")?.n ?? 0;
    const unindexed = db.get<{ n: number }>('SELECT count(*) AS n FROM message WHERE indexed = 0')?.n ?? 0;
    if (now?.connection.state === 'online' && waiting === 0 && unindexed === 0 && now.vanished.length === 0) break;
    if (Date.now() > deadline) throw new Error(`no calm: ${waiting} wait, ${unindexed} not indexed, ${JSON.stringify(now)}`);
    await delay(200);
  }
  await worker.call('checkMail');
  await ours.answerVanished();
}

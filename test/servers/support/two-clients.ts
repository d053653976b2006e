// One run of two clients: a user of its own, both sides and all mishaps at random for a while, then calm, then the comparison.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { failureOf } from '../../../shared/failure.ts';
import type { AccountId, ImapAccount } from '../../../shared/account.ts';
import { storeFiles } from '../../../main/store/files.ts';
import { openReadDb, type ReadDb } from '../../../main/store/sqlite.ts';
import { between, messageRandom } from '../../bench/support/seeded-choice.ts';
import { startTcpProxy } from '../../doubles/tcp-proxy.ts';
import { createActionLog, type ActionLog } from './action-log.ts';
import { checkFiles } from './check-files.ts';
import { checkLedger } from './check-ledger.ts';
import { calmDown } from './calm-down.ts';
import { compareRows, type Problem } from './compare-rows.ts';
import { keepEvidence } from './keep-evidence.ts';
import { tellProblems } from './tell-problems.ts';
import type { DovecotServer } from './dovecot.ts';
import type { BuiltWorker, KillableWorker } from './killable-worker.ts';
import { mishap } from './line-trouble.ts';
import { createMailLedger } from './mail-ledger.ts';
import { otherDevice } from './other-device.ts';
import { createOurSide } from './our-side.ts';
import { readServer } from './server-rows.ts';
import { createTheirSide } from './their-side.ts';

let runs = 0;

/** Resolves with what is wrong in the end, in words, and how it came about; empty: nothing is. */
export async function runTwoClients(server: DovecotServer, built: BuiltWorker, seed: number, forMs: number): Promise<string> {
  runs += 1;
  const { user, password } = await server.addUser(`twins${runs}-${seed}`, { quotaBytes: 500_000_000 });
  const folder = await mkdtemp(join(tmpdir(), 'homing-twins-'));
  const log = createActionLog();
  const proxy = await startTcpProxy(server.ports.imap, log.heard);
  const address = { host: '127.0.0.1', security: 'none', userName: user } as const;
  const account: ImapAccount = {
    kind: 'imap',
    id: 'twins' as AccountId,
    identity: { name: '', address: 'a@example.org' },
    incoming: { ...address, port: proxy.port },
    // Nothing is sent.
    outgoing: { ...address, port: 1 },
  };
  const worker = built.worker({ account, password, folder, interval: 10 });
  const ledger = createMailLedger();
  const connect = () => otherDevice(server, user, password);
  const deliver = (raw: Buffer) => server.deliver(user, 'INBOX', { raw });
  const theirs = createTheirSide({ connect, deliver, random: messageRandom(seed, 1), ledger, log });
  await worker.start();
  const db = openReadDb(storeFiles(folder).mail);
  const ours = createOurSide({ worker, db, random: messageRandom(seed, 2), ledger, log });
  const untold = new Set<number>();

  try {
    const until = Date.now() + forMs;
    let theirTurn: Promise<void> = Promise.resolve();
    let away: Promise<void> | null = null;
    const withoutThem = async (work: () => Promise<void>): Promise<void> => {
      let back: () => void = () => undefined;
      away = new Promise((resolve) => (back = resolve));
      await theirTurn;
      theirs.leave();
      await work();
      away = null;
      back();
    };
    const killed = (): void => {
      for (const id of failedRows(db)) if (!worker.told.failed.some(({ operationId }) => operationId === id)) untold.add(id);
    };
    const [ourPace, theirPace, trouble] = [messageRandom(seed, 3), messageRandom(seed, 4), messageRandom(seed, 5)];
    const they = async (): Promise<void> => {
      while (Date.now() < until) {
        await (away ?? Promise.resolve());
        theirTurn = theirs.act();
        await theirTurn;
        await delay(between(theirPace, 0, 120));
      }
    };
    const we = async (): Promise<void> => {
      while (Date.now() < until) {
        // Killed in the middle of it.
        await ours.act().catch(dead(worker, log));
        await ours.answerVanished().catch(dead(worker, log));
        await delay(between(ourPace, 0, 150));
      }
    };
    const troubles = async (): Promise<void> => {
      while (Date.now() < until) {
        await delay(between(trouble, 100, 1500));
        await mishap({ proxy, server, worker, random: trouble, log, withoutThem, killed });
      }
    };
    await Promise.all([they(), we(), troubles()]);
    proxy.decide(() => 'open');
    proxy.cutAtLine(0, 'unheard');
    theirs.leave();
    log.note('line', 'calm');
    await calmDown(worker, ours, db);
    await worker.stop();
    ours.settleWishes();

    const device = await connect();
    const there = await readServer(device);
    await device.logout();
    const silent = failedRows(db).filter((id) => !untold.has(id) && !worker.told.failed.some(({ operationId }) => operationId === id));
    const problems: Problem[] = [
      ...worker.told.wrong.map((text) => ({ text, number: null })),
      ...silent.map((id) => ({ text: `operation ${id} was backed out, and nobody was told`, number: null })),
      ...compareRows(db, there, ours.kept),
      ...checkFiles(folder),
      ...checkLedger(there, ledger),
    ];
    return problems.length === 0 ? '' : `${tellProblems(problems, db, log)}\n${await keepEvidence(seed, folder, log)}`;
  } catch (thrown) {
    const text = `${thrown instanceof Error ? thrown.stack : String(thrown)}\n${worker.told.wrong.join('\n')}\n${log.last(60)}`;
    return `${text}\n${await keepEvidence(seed, folder, log)}`;
  } finally {
    await worker.kill();
    theirs.leave();
    db.close();
    await proxy.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Whatever is called while the worker is dead fails; nothing else may. */
function dead(worker: KillableWorker, log: ActionLog): (thrown: unknown) => Promise<void> {
  return async (thrown) => {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    // The code of a mistake of ours is its stack.
    if (!/killed|does not run/.test(text)) worker.told.wrong.push(`${text} (at ${log.last(1)})\n${failureOf(thrown).code ?? ''}`);
    await delay(100);
  };
}

function failedRows(db: ReadDb): number[] {
  return db.all<{ id: number }>("SELECT id FROM operation WHERE state = 'failed'").map(({ id }) => id);
}

// Our worker and a bare client change one account at random, over a bad line, with kills and restarts: both end in the same state.
// What follows what is not the same twice, but a seed makes it about the same: HOMING_SEEDS=7 runs one, HOMING_SEEDS=7-26 several.
// HOMING_MINUTES=5 says for how long each; `npm run campaign:imap` takes minutes for what is seconds here. Of a run that ends badly the
// store, all that was done and all that went over the wire are kept in out/two-clients.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BuiltWorker, buildWorker } from './support/killable-worker.ts';
import { type DovecotServer, startDovecot } from './support/dovecot.ts';
import { chosenSeeds } from './support/seeds.ts';
import { runTwoClients } from './support/two-clients.ts';

const seeds = chosenSeeds(1, 2);
const seconds = Number(process.env['HOMING_MINUTES'] ?? 0.1) * 60;

let server: DovecotServer;
let built: BuiltWorker;
beforeAll(async () => {
  [server, built] = await Promise.all([startDovecot(), buildWorker()]);
});
afterAll(() => Promise.all([server.stop(), built.remove()]));

describe('two clients on one account', () => {
  it.each(seeds)(
    'end in the same state, whatever happens to the line, the server and our process: seed %i',
    async (seed) => {
      const report = await runTwoClients(server, built, seed, seconds * 1000);
      if (report !== '') expect.fail(`seed ${seed}\n${report}\n`);
    },
    (seconds + 150) * 1000,
  );
});

// What `npm run bench:imap` runs: the account worker against a private Dovecot, beside a bare imapflow script in the same run. Prints a table
// and writes bench-results/imap.json. A missed target is a result; a measurement that could not be made, or wrong contents, is a failure.
// npm run bench:imap -- --only heads,bodies   some measurements: bodies, heads, first-page, unchanged, flags, mailboxes
// npm run bench:imap -- --messages 10000      a large mailbox of so many messages, and a small one of a tenth
// npm run bench:imap -- --repeats 1           measures what takes long once instead of twice
// npm run bench:imap -- --seed 7              other mail
// With any of these, or after a failure, the results go to bench-results/imap-partial.json.
import { loadavg } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { takeSignals } from '../../../scripts/demo/take-signals.ts';
import { say } from '../../../scripts/say.mjs';
import { buildPrograms } from '../support/measured-process.ts';
import type { ResultRow } from '../support/result-rows.ts';
import { resultTable } from '../support/result-table.ts';
import { writeResults } from '../support/write-results.ts';
import { measureBodies } from './measure-bodies.ts';
import { measureFirstPage } from './measure-first-page.ts';
import { measureFlags } from './measure-flags.ts';
import { measureHeads } from './measure-heads.ts';
import { measureMailboxes } from './measure-mailboxes.ts';
import { measureUnchanged } from './measure-unchanged.ts';
import { type Measurement, readOptions, usual } from './options.ts';
import { openScene, type Scene } from './scene.ts';

const measure: Readonly<Record<Measurement, (scene: Scene) => Promise<readonly ResultRow[]>>> = {
  heads: measureHeads,
  'first-page': measureFirstPage,
  bodies: measureBodies,
  unchanged: measureUnchanged,
  flags: measureFlags,
  mailboxes: measureMailboxes,
};

const options = readOptions(process.argv.slice(2));
say(`Seed ${options.seed}; load of this computer before: ${loadavg()[0]?.toFixed(2)}.`);
await buildPrograms({
  worker: 'test/bench/imap/worker-process.ts',
  'disk-thread': 'main/worker/disk-thread.ts',
  bare: 'test/bench/imap/bare-process.ts',
});
const scene = await openScene(options, say);
takeSignals(() => void scene.end().finally(() => process.exit(130)));
const rows: ResultRow[] = [];
try {
  for (const name of options.only) {
    await measure[name](scene).then(
      (found) => rows.push(...found),
      (thrown: unknown) => {
        process.exitCode = 1;
        say(`FAILED: ${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
      },
    );
  }
} finally {
  await scene.end();
}
for (const line of ['', ...resultTable(rows), '']) say(line);
const whole = isDeepStrictEqual(options, usual) && process.exitCode === undefined;
say(`Load of this computer after: ${loadavg()[0]?.toFixed(2)}. Written to ${await writeResults(whole ? 'imap' : 'imap-partial', rows)}`);

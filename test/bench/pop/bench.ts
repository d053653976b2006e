// What `npm run bench:pop` runs: the account worker against a private Dovecot, beside mpop and beside a bare loop of RETR in the same run.
// Prints a table and writes bench-results/pop.json. A missed target is a result; a measurement that could not be made, or wrong contents,
// is a failure.
// npm run bench:pop -- --only download     some measurements: download, second-check, large-message
// npm run bench:pop -- --messages 1000     a maildrop of so many messages
// npm run bench:pop -- --repeats 1         measures what takes long once instead of twice
// npm run bench:pop -- --seed 7            other mail
// With any of these, or after a failure, the results go to bench-results/pop-partial.json.
import { runBench } from '../support/run-bench.ts';
import { measureDownload } from './measure-download.ts';
import { measureLargeMessage } from './measure-large-message.ts';
import { measureSecondCheck } from './measure-second-check.ts';
import { usual } from './options.ts';
import { openScene } from './scene.ts';

await runBench({
  name: 'pop',
  usual,
  bare: 'test/bench/pop/bare-process.ts',
  openScene,
  measure: { download: measureDownload, 'second-check': measureSecondCheck, 'large-message': measureLargeMessage },
});

// What `npm run bench:imap` runs: the account worker against a private Dovecot, beside a bare imapflow script in the same run. Prints a table
// and writes bench-results/imap.json. A missed target is a result; a measurement that could not be made, or wrong contents, is a failure.
// npm run bench:imap -- --only heads,bodies   some measurements: bodies, heads, first-page, unchanged, flags, mailboxes
// npm run bench:imap -- --messages 10000      a large mailbox of so many messages, and a small one of a tenth
// npm run bench:imap -- --repeats 1           measures what takes long once instead of twice
// npm run bench:imap -- --seed 7              other mail
// With any of these, or after a failure, the results go to bench-results/imap-partial.json.
import { runBench } from '../support/run-bench.ts';
import { measureBodies } from './measure-bodies.ts';
import { measureFirstPage } from './measure-first-page.ts';
import { measureFlags } from './measure-flags.ts';
import { measureHeads } from './measure-heads.ts';
import { measureMailboxes } from './measure-mailboxes.ts';
import { measureUnchanged } from './measure-unchanged.ts';
import { usual } from './options.ts';
import { openScene } from './scene.ts';

await runBench({
  name: 'imap',
  usual,
  bare: 'test/bench/imap/bare-process.ts',
  openScene,
  measure: {
    heads: measureHeads,
    'first-page': measureFirstPage,
    bodies: measureBodies,
    unchanged: measureUnchanged,
    flags: measureFlags,
    mailboxes: measureMailboxes,
  },
});

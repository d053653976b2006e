/** mpop, a POP client written in C that people fetch their mail with: what the worker is measured beside. */
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { captureCommand } from '../../../scripts/run-command.mjs';
import { assertSame } from '../support/assert-same.ts';
import type { KeptMailbox } from '../support/kept-mailbox.ts';
import type { Login } from '../support/login.ts';
import type { Timed } from '../support/result-rows.ts';
import { childTimes } from './child-times.ts';
import { deliveredHashes } from './delivered-hashes.ts';

export interface Mpop {
  /** Fetches what is new, as it is started by hand or by cron; timed from the start of the program to its end. */
  check(): Promise<Timed>;
  /** Throws unless each message of the mailbox was delivered once, and nothing else. */
  assertDelivered(mailbox: KeptMailbox): Promise<void>;
}

/** Throws a sentence that says what to do where there is no mpop. */
export async function checkMpop(): Promise<void> {
  const { code } = await captureCommand('mpop', ['--version']);
  if (code !== 0) throw new Error('mpop is not installed: node scripts/system-packages.mjs yardsticks');
}

/** An mpop that delivers into a new Maildir in an empty folder. */
export async function newMpop({ port, user, password }: Login, folder: string): Promise<Mpop> {
  const maildir = join(folder, 'maildir');
  for (const name of ['cur', 'new', 'tmp']) await mkdir(join(maildir, name), { recursive: true });
  const configuration = join(folder, 'mpoprc');
  // Without its Received header it delivers the message itself. It refuses a file that others may read.
  const lines = [
    'account bench',
    'host 127.0.0.1',
    `port ${port}`,
    'tls off',
    'auth plain',
    `user ${user}`,
    `password "${password}"`,
    'pipelining auto',
    'keep on',
    'received_header off',
    `uidls_file ${join(folder, 'uidls')}`,
    `delivery maildir ${maildir}`,
  ];
  await writeFile(configuration, `${lines.join('\n')}\n`, { mode: 0o600 });
  return {
    check: async () => {
      const start = performance.now();
      // The shell tells the processor's time of its child.
      const script = 'mpop --quiet --file="$1" bench || exit; times';
      const { code, output, errors } = await captureCommand('sh', ['-c', script, 'sh', configuration]);
      const ms = performance.now() - start;
      if (code !== 0) throw new Error(`mpop failed (${code}): ${errors.trim()}`);
      return { ms, cpuMs: childTimes(output) };
    },
    assertDelivered: async (mailbox) => {
      const files = await readdir(join(maildir, 'new'));
      assertSame('messages that mpop delivered', files.length, mailbox.messages.length);
      const wanted = deliveredHashes(mailbox);
      for (const file of files) {
        const raw = await readFile(join(maildir, 'new', file));
        if (!wanted.takes(raw)) throw new Error(`Wrong: mpop delivered ${file}, which is none of the messages, or one of them again.`);
      }
    },
  };
}

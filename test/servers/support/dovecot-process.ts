import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { DovecotPorts } from './dovecot-config.ts';
import { endProcessGroup } from './process-group.ts';

const run = promisify(execFile);
// Ordinary users do not have /usr/sbin on their path.
const env = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin` };
const startLimitMs = 20_000;

export interface DovecotProcess {
  /** Ends the server and waits until every one of its processes is gone. */
  stop(): Promise<void>;
}

/** Fails with a plain sentence when there is no Dovecot, or one whose configuration language is another. */
export async function checkDovecotVersion(): Promise<void> {
  const version = await run('dovecot', ['--version'], { env }).then(
    ({ stdout }) => stdout.trim(),
    () => {
      throw new Error('Dovecot is not installed: node scripts/system-packages.mjs servers');
    },
  );
  if (!version.startsWith('2.3.')) throw new Error(`These tests write the configuration of Dovecot 2.3; this is ${version}.`);
}

/** Starts the server configured in `folder` and waits until all its ports answer. */
export async function startDovecotProcess(folder: string, ports: DovecotPorts): Promise<DovecotProcess> {
  // It leads a process group, so that stopping can wait for the last of its children, and it ends with its parent, however that ends.
  const args = ['--pdeathsig', 'TERM', 'dovecot', '-F', '-c', join(folder, 'dovecot.conf')];
  const child = spawn('setpriv', args, { env, detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = once(child, 'close');
  const group = child.pid;
  if (group === undefined) throw new Error('setpriv (util-linux) could not be started');

  const stop = async (): Promise<void> => {
    await endProcessGroup(group);
    await ended;
  };
  try {
    const failed = ended.then(() => Promise.reject(new Error('it ended at once')));
    await Promise.race([failed, allAnswer(ports)]);
    failed.catch(() => undefined);
  } catch (error) {
    await stop();
    const log = await readFile(join(folder, 'dovecot.log'), 'utf8').catch(() => '');
    const tail = log.trim().split('\n').slice(-15).join('\n');
    throw new Error(`Dovecot did not start: ${error instanceof Error ? error.message : String(error)}\n${errors}${tail}`, { cause: error });
  }
  return { stop };
}

async function allAnswer(ports: DovecotPorts): Promise<void> {
  const deadline = Date.now() + startLimitMs;
  for (const port of [ports.imap, ports.pop3]) {
    // The greeting comes when logins are possible; the TLS ports belong to the same two processes.
    while (!(await greets(port))) {
      if (Date.now() > deadline) throw new Error(`port ${port} did not answer within ${startLimitMs / 1000} s`);
      await delay(20);
    }
  }
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => resolve(true));
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
    socket.once('data', () => socket.destroy());
  });
}

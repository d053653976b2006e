/** POP sessions with a real store on the disk that TMPDIR names, and a file beside it that takes its room. In a process of its own: only there the disk is mounted. */
import { closeSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Port, serve } from '../../../main/threads/channel.ts';
import { failureOf, type MailFailure } from '../../../shared/failure.ts';
import { openPopTestAccount, type PopTestAccount } from './pop-account.ts';
import { readFolder } from './read-folder.ts';
import type { SmallDiskCalls } from './small-disk.ts';

/** Never filled, in the small world of this disk: what the real program leaves is larger than all of it. */
const realReserve = 100 * 1024 * 1024;

// Whoever started it is gone.
process.on('disconnect', () => process.exit());
const port: Port = {
  postMessage: (message) => void process.send?.(message),
  on: (event, listener) => process.on(event, listener),
};

const ballast = join(tmpdir(), 'ballast');
let account: PopTestAccount | null = null;

function free(): number {
  const { bavail, bsize } = statfsSync(tmpdir());
  return bavail * bsize;
}

function fill(bytesLeft: number): void {
  const file = openSync(ballast, 'w');
  try {
    for (const block of [Buffer.alloc(1024 * 1024, 1), Buffer.alloc(4096, 1)]) {
      while (free() - block.length >= bytesLeft) if (writeSync(file, block) < block.length) return;
    }
  } catch {
    // As full as can be.
  } finally {
    closeSync(file);
  }
}

function opened(): PopTestAccount {
  if (account === null) throw new Error('no account is open');
  return account;
}

serve<SmallDiskCalls, Record<string, never>>(port, () => ({
  open: async (server, password) => {
    account = await openPopTestAccount(server, password);
  },
  fill: (bytesLeft) => {
    fill(bytesLeft);
    return free();
  },
  empty: () => rmSync(ballast, { force: true }),
  check: (policy, leaves) =>
    opened().sync({
      policy,
      diskRoom: async () => (leaves === null ? Number.MAX_SAFE_INTEGER : Math.max(0, free() - leaves) + realReserve),
    }),
  here: () => readFolder(opened().folder),
  restart: () => {
    try {
      opened().restart();
      return null;
    } catch (thrown) {
      return failureOf(thrown) satisfies MailFailure;
    }
  },
  remove: async () => {
    await opened().remove();
    account = null;
  },
}));

/**
 * Entry of the thread that does an account's heavy writing: hashing and storing what is downloaded, and moving write-ahead logs into
 * their files. The account's thread decides what is written; it only does not wait for the disk.
 */
import { parentPort } from 'node:worker_threads';
import { storeFiles } from '../store/files.ts';
import { openRawMessages } from '../store/raw-messages.ts';
import { openWriteDb } from '../store/sqlite.ts';
import { type Handlers, serve } from '../threads/channel.ts';
import type { DiskCalls, DiskEvents } from '../threads/protocol.ts';

function createDiskThread(): Handlers<DiskCalls> {
  let raw: ReturnType<typeof openRawMessages> | null = null;
  let mail: ReturnType<typeof openWriteDb> | null = null;
  return {
    open: (folder) => {
      raw = openRawMessages(folder);
      mail = openWriteDb(storeFiles(folder).mail);
    },
    stage: (messages) => Buffer.concat(raw?.stage(messages) ?? []),
    settle: () => raw?.settle(),
    compact: () => raw?.compact(),
    checkpoint: () => mail?.checkpointPassively(),
    close: () => {
      raw?.close();
      mail?.close();
    },
  };
}

if (parentPort !== null) serve<DiskCalls, DiskEvents>(parentPort, createDiskThread);

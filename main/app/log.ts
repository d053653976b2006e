import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, type Logger, pino, stdTimeFunctions } from 'pino';
import { scrub } from './scrub.ts';

/** Facts are scrubbed of passwords and addresses; still, nothing of a message's content belongs in here. */
export interface Log {
  info(what: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(what: string, facts?: Readonly<Record<string, unknown>>): void;
  error(what: string, facts?: Readonly<Record<string, unknown>>): void;
}

const largest = 1_000_000;

/**
 * Appends to `logs/homing.log` in the profile folder; at each start a large one becomes `homing.old.log`, which replaces the one before.
 * Never throws: a disk that is full or may not be written to costs the log, and nothing that goes on around it.
 */
export function openLog(profile: string): Log {
  const log = openFile(join(profile, 'logs'));
  const write =
    (level: keyof Log) =>
    (what: string, facts: Readonly<Record<string, unknown>> = {}): void => {
      try {
        log?.[level](scrub(facts), what);
      } catch {
        // There is nowhere left to say it.
      }
    };
  return { info: write('info'), warn: write('warn'), error: write('error') };
}

function openFile(folder: string): Logger | null {
  const path = join(folder, 'homing.log');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rotate(path, join(folder, 'homing.old.log'));
    return pino({ base: null, timestamp: stdTimeFunctions.isoTime }, destination({ dest: path, mode: 0o600, sync: true }));
  } catch {
    return null;
  }
}

function rotate(path: string, old: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(path, old);
}

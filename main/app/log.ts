import { mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { destination, pino, stdTimeFunctions } from 'pino';
import { scrub } from './scrub.ts';

/** Facts are scrubbed of passwords and addresses; still, nothing of a message's content belongs in here. */
export interface Log {
  info(what: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(what: string, facts?: Readonly<Record<string, unknown>>): void;
  error(what: string, facts?: Readonly<Record<string, unknown>>): void;
}

const largest = 1_000_000;

/** Appends to `logs/homing.log` in the profile folder; at each start a large one becomes `homing.old.log`, which replaces the one before. */
export function openLog(profile: string): Log {
  const folder = join(profile, 'logs');
  const path = join(folder, 'homing.log');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rotate(path, join(folder, 'homing.old.log'));
  const log = pino({ base: null, timestamp: stdTimeFunctions.isoTime }, destination({ dest: path, mode: 0o600, sync: true }));
  return {
    info: (what, facts) => log.info(scrub(facts ?? {}), what),
    warn: (what, facts) => log.warn(scrub(facts ?? {}), what),
    error: (what, facts) => log.error(scrub(facts ?? {}), what),
  };
}

function rotate(path: string, old: string): void {
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > largest) renameSync(path, old);
}

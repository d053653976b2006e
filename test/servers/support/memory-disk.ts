import { existsSync } from 'node:fs';
import { vi } from 'vitest';

/**
 * From now on temporary folders are in memory, where the system has such a place: a thousand stores would only wait for the disk. A kill
 * takes nothing from the memory of the system. Returns what ends it.
 */
export function useMemoryDisk(): () => void {
  if (existsSync('/dev/shm')) vi.stubEnv('TMPDIR', '/dev/shm');
  return () => void vi.unstubAllEnvs();
}

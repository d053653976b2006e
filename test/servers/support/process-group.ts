import { readFile, readdir } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const politeMs = 5_000;

/**
 * Ends every process of a group and waits until they are gone. All are asked, not just the leader (Dovecot's master would wait seconds
 * for its children), and asked again, since a child that is just being forked misses a signal.
 */
export async function endProcessGroup(group: number): Promise<void> {
  const started = Date.now();
  while (await hasLivingMember(group)) {
    try {
      process.kill(-group, Date.now() - started > politeMs ? 'SIGKILL' : 'SIGTERM');
    } catch {
      // The last one ended between the look and the signal.
    }
    await delay(25);
  }
}

/** Read from /proc, because a signal also reaches the dead: where process 1 does not collect orphans they stay listed for ever. */
async function hasLivingMember(group: number): Promise<boolean> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const members = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      // After the name in brackets, which may hold anything: state, parent, group.
      const [state, , itsGroup] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(itsGroup) === group && state !== 'Z';
    }),
  );
  return members.includes(true);
}

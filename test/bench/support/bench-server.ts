/** The private Dovecot of a benchmark, and room for what its clients make. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DovecotServer, type DovecotUser, startDovecot } from '../../servers/support/dovecot.ts';

export interface BenchServer {
  readonly ports: DovecotServer['ports'];
  /** A user with nothing but empty mailboxes. */
  addUser(name: string): Promise<DovecotUser>;
  /** For a new store. */
  newFolder(): Promise<string>;
  end(): Promise<void>;
}

/** mdbox: a hundred thousand messages are some twenty files, so that neither filling nor removing them disturbs what is measured. */
const usualSettings = { mail: 'mdbox:~/mdbox', mdbox_rotate_size: '50M', mail_fsync: 'never', quota: 'count:User', quota_vsizes: 'yes' };
const quotaBytes = 100_000_000_000;

/** `more`: further settings of Dovecot, the same for each user. */
export async function openBenchServer(more: Readonly<Record<string, string>> = {}): Promise<BenchServer> {
  const dovecot = await startDovecot();
  const folder = await mkdtemp(join(tmpdir(), 'homing-bench-'));
  return {
    ports: dovecot.ports,
    addUser: (name) => dovecot.addUser(name, { settings: { ...usualSettings, ...more }, quotaBytes }),
    newFolder: () => mkdtemp(join(folder, 'store-')),
    end: async () => {
      await dovecot.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

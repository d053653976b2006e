/**
 * The only importer of the SQLite driver. Its API is that of `node:sqlite`, so that the day every supported Electron has
 * a good one, only the import changes.
 */
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite';
import { guarded, toFailure } from './sqlite-failure.ts';
import { storageFailure } from './storage-failure.ts';

export type SqlValue = string | number | bigint | null | Uint8Array;

/** A connection that can only be asked. A reader is never handed a WriteDb. */
export interface ReadDb {
  all<Row>(sql: string, ...values: readonly SqlValue[]): Row[];
  get<Row>(sql: string, ...values: readonly SqlValue[]): Row | undefined;
  close(): void;
}

/**
 * What a commit that returned survives. `now`: a power cut. `soon`: the end of the program, and a power cut once a later commit was `now`;
 * after one that came sooner everything is as it was some commits before. For what can be had again from where it came.
 */
export type Durability = 'now' | 'soon';

/** Pages of a write-ahead log that is to be moved into its file. */
const usualLog = 4000;

export interface WriteDb extends ReadDb {
  /** Returns the row id of an INSERT and how many rows changed. */
  run(sql: string, ...values: readonly SqlValue[]): { readonly id: number; readonly changes: number };
  exec(sql: string): void;
  /** Moves what the write-ahead log holds into the file and gives its room back; readers are not disturbed. */
  checkpoint(): void;
  /** Moves what nobody needs in the log any more into the file; waits for nobody. */
  checkpointPassively(): void;
  /** Leaves that to somebody else, unless the log grows to four times what it should be. */
  leaveCheckpoints(): void;
  /** All or nothing; `work` must not await. */
  transaction<T>(work: () => T, durability?: Durability): T;
}

/**
 * Committed rows can be lost before these versions: two WAL connections and a checkpoint at the wrong moment
 * (https://www.sqlite.org/wal.html, "The WAL reset bug").
 */
function assertSafeVersion(version: string): void {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  const number = major * 1_000_000 + minor * 1000 + patch;
  const safe = number >= 3_051_003 || (minor === 50 && patch >= 7) || (minor === 44 && patch >= 6);
  if (!safe) throw storageFailure(`This build of Homing carries a database engine (${version}) that can lose mail.`, 'SQLITE_VERSION');
}

/** Opens a file for reading only; it must exist. */
export function openReadDb(path: string): ReadDb {
  return connect(
    new Map(),
    guarded(() => new DatabaseSync(path, { readOnly: true, timeout: 5000 })),
  );
}

/**
 * Opens or creates a file. `synchronous=FULL` with WAL: a commit that returned survives a power cut, which is what lets us
 * remove the server's copy afterwards.
 */
export function openWriteDb(path: string): WriteDb {
  const driver = guarded(() => new DatabaseSync(path, { timeout: 5000 }));
  const db = connect(new Map(), driver);
  db.exec('PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  // Without it macOS says that the disk has what only its cache has.
  db.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;');
  db.exec('PRAGMA journal_size_limit = 33554432; PRAGMA temp_store = MEMORY;');
  // Eight indexes grow with each message: with 2 MB of pages, as it is by default, a big mailbox reads and writes the same ones again and again.
  db.exec('PRAGMA cache_size = -8000;');
  db.exec(`PRAGMA wal_autocheckpoint = ${usualLog}`);
  assertSafeVersion(db.get<{ version: string }>('SELECT sqlite_version() AS version')?.version ?? '0');
  return db;
}

function connect(statements: Map<string, StatementSyncInstance>, driver: InstanceType<typeof DatabaseSync>): WriteDb {
  const written = new Map<string, StatementSyncInstance>();
  /** Deleting from an FTS5 table leaves one of its own row ids behind, above 2^53, for which the driver would throw. */
  const writing = (sql: string): StatementSyncInstance => {
    const known = written.get(sql);
    if (known !== undefined) return known;
    const statement = driver.prepare(sql);
    statement.setReadBigInts(true);
    written.set(sql, statement);
    return statement;
  };
  const prepared = (sql: string): StatementSyncInstance => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = driver.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => guarded(() => prepared(sql).all(...values) as Row[]),
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => guarded(() => prepared(sql).get(...values) as Row | undefined),
    run: (sql, ...values) =>
      guarded(() => {
        // Its type says number, but with what was set above both of them are bigints.
        const done: { readonly changes: number | bigint; readonly lastInsertRowid: number | bigint } = writing(sql).run(...values);
        return { id: Number(done.lastInsertRowid), changes: Number(done.changes) };
      }),
    exec: (sql) => guarded(() => driver.exec(sql)),
    checkpoint: () => guarded(() => driver.exec('PRAGMA wal_checkpoint(TRUNCATE)')),
    checkpointPassively: () => guarded(() => driver.exec('PRAGMA wal_checkpoint(PASSIVE)')),
    leaveCheckpoints: () => guarded(() => driver.exec(`PRAGMA wal_autocheckpoint = ${4 * usualLog}`)),
    transaction: (work, durability = 'now') => {
      if (durability === 'now') return transact(driver, work);
      try {
        // With NORMAL the write-ahead log is not waited for: most of what a commit of some rows costs.
        driver.exec('PRAGMA synchronous = NORMAL');
        return transact(driver, work);
      } finally {
        driver.exec('PRAGMA synchronous = FULL');
      }
    },
    close: () => {
      statements.clear();
      written.clear();
      if (driver.isOpen) driver.close();
    },
  };
}

function transact<T>(driver: InstanceType<typeof DatabaseSync>, work: () => T): T {
  guarded(() => driver.exec('BEGIN IMMEDIATE'));
  try {
    const value = work();
    driver.exec('COMMIT');
    return value;
  } catch (thrown) {
    if (driver.isTransaction) driver.exec('ROLLBACK');
    throw toFailure(thrown);
  }
}

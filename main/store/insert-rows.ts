import type { SqlValue, WriteDb } from './sqlite.ts';

/** More save nothing. */
const rowsAtOnce = 20;

/** Inserts rows of the same columns, many with one statement: most of what a small row costs is the call into SQLite. */
export function insertRows(db: WriteDb, into: string, rows: readonly (readonly SqlValue[])[]): void {
  for (let from = 0; from < rows.length;) {
    // Two kinds of statement are enough, and stay prepared.
    const count = rows.length - from < rowsAtOnce ? 1 : rowsAtOnce;
    const some = rows.slice(from, from + count);
    const tuple = `(${Array.from(some[0] ?? [], () => '?').join(', ')})`;
    db.run(`INSERT INTO ${into} VALUES ${Array.from(some, () => tuple).join(', ')}`, ...some.flat());
    from += count;
  }
}

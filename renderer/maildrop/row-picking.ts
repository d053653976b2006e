/** Which rows of a list are picked, and which one the keys are at. Pure; `rows` are the keys of the rows, null where one cannot be picked. */

export interface Picking {
  readonly cursor: number;
  /** Where a range begins, and what was picked before it did. */
  readonly anchor: number;
  readonly before: ReadonlySet<string>;
  readonly picked: ReadonlySet<string>;
}

type Rows = readonly (string | null)[];

export const nothingPicked: Picking = { cursor: 0, anchor: 0, before: new Set(), picked: new Set() };

function within(rows: Rows, at: number): number {
  return Math.max(0, Math.min(rows.length - 1, at));
}

export function movedTo(picking: Picking, rows: Rows, at: number): Picking {
  const cursor = within(rows, at);
  return { cursor, anchor: cursor, before: picking.picked, picked: picking.picked };
}

/** One row in or out. */
export function toggled(picking: Picking, rows: Rows, at: number): Picking {
  const cursor = within(rows, at);
  const key = rows[cursor] ?? null;
  const picked = new Set(picking.picked);
  if (key !== null && !picked.delete(key)) picked.add(key);
  return { cursor, anchor: cursor, before: picked, picked };
}

/** Everything from the anchor to there, beside what was picked before. */
export function stretchedTo(picking: Picking, rows: Rows, at: number): Picking {
  const cursor = within(rows, at);
  const range = rows.slice(Math.min(picking.anchor, cursor), Math.max(picking.anchor, cursor) + 1);
  return { ...picking, cursor, picked: new Set([...picking.before, ...range.filter((key) => key !== null)]) };
}

/** All rows, or none where all of them are picked already. */
export function allOrNone(picking: Picking, rows: Rows): Picking {
  const keys = rows.filter((key) => key !== null);
  const picked = new Set(keys.every((key) => picking.picked.has(key)) ? [] : keys);
  return { ...picking, before: picked, picked };
}

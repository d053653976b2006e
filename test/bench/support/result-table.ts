import { isMet, type ResultRow } from './result-rows.ts';

const heads = ['what', 'value', 'limit', 'unit', '', 'note'];
/** Columns of numbers stand to the right. */
const numeric: ReadonlySet<number> = new Set([1, 2]);

/** The rows as lines of aligned columns, the first line being their heads. */
export function resultTable(rows: readonly ResultRow[]): readonly string[] {
  const cells = [heads, ...rows.map(cellsOf)];
  const widths = heads.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  return cells.map((row) =>
    row
      .map((cell, column) => (numeric.has(column) ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

function cellsOf(row: ResultRow): readonly string[] {
  const met = isMet(row);
  return [
    row.what,
    shown(row.value),
    row.limit === null ? '' : shown(row.limit),
    row.unit,
    met === null ? '' : met ? 'pass' : 'MISS',
    row.note,
  ];
}

function shown(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 100 ? 2 : 0);
}

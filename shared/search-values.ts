/** Dates and sizes as people type them into a search. Pure. */

/** When a day, a month or a year begins, on the clock of this computer: milliseconds since 1970. Null: there is no such date. */
export function beginningOf(typed: string): number | null {
  const match = /^(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?$/u.exec(typed);
  if (match === null) return null;
  const [month, day] = [Number(match[2] ?? 1), Number(match[3] ?? 1)];
  const start = new Date(Number(match[1]), month - 1, day);
  // The 31st of February is no day, though Date would make it one of March.
  return start.getMonth() === month - 1 && start.getDate() === day ? start.getTime() : null;
}

const units = { '': 1, k: 1e3, m: 1e6, g: 1e9 } as const;

/** "5mb", "2.5 G", "300k", "1000": in bytes, as files are counted. Null: no size. */
export function sizeIn(typed: string): number | null {
  const match = /^(\d+(?:[.,]\d+)?)\s*([kmg]?)(?:i?b)?$/iu.exec(typed);
  if (match === null) return null;
  const unit = (match[2] ?? '').toLowerCase() as keyof typeof units;
  return Math.round(Number((match[1] ?? '').replace(',', '.')) * units[unit]);
}

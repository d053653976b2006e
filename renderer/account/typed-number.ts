/** Numbers as people type them, and as they are put into a field. Pure. */

/** "2,5" is as good as "2.5". NaN for anything else than a number. */
export function numberOf(typed: string): number {
  const text = typed.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/u.test(text) ? Number(text) : Number.NaN;
}

/** With so many digits after the point at most, and no zeros at the end. */
export function plain(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

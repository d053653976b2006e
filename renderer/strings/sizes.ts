/** Numbers of bytes and things in words, by Intl. Sizes are decimal (1 MB = 1,000,000 bytes), as providers count quota. */

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;
const counts = new Intl.NumberFormat();

/** Making one takes longer than using it a hundred times, and a list shows a size in each of its rows. */
const formats = units.map((unit, power) =>
  [0, 1].map(
    (digits) =>
      new Intl.NumberFormat(undefined, {
        style: 'unit',
        unit,
        // The short form of bytes has no plural in English.
        unitDisplay: power === 0 ? 'long' : 'short',
        maximumFractionDigits: digits,
      }),
  ),
);

/** "2.1 GB", "340 kB", "12 bytes". */
export function size(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return formats[power]?.[digits]?.format(value) ?? String(bytes);
}

/** "12,345". */
export function count(things: number): string {
  return counts.format(things);
}

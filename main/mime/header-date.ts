const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Minutes east of Greenwich. RFC 5322 section 4.3 names the American ones; the others are seen in mail all the same. */
const zoneNames: Readonly<Record<string, string>> = {
  '0': 'ut utc gmt z wet',
  '60': 'west bst cet met mez',
  '120': 'cest mest mesz eet',
  '180': 'eest msk',
  '480': 'hkt sgt',
  '540': 'jst kst',
  '600': 'aest',
  '660': 'aedt',
  '720': 'nzst',
  '780': 'nzdt',
  '-240': 'edt',
  '-300': 'est cdt',
  '-360': 'cst mdt',
  '-420': 'mst pdt',
  '-480': 'pst',
  '-540': 'akst',
  '-600': 'hst',
};
const zones: ReadonlyMap<string, number> = new Map(
  Object.entries(zoneNames).flatMap(([minutes, names]) => names.split(' ').map((name) => [name, Number(minutes)] as const)),
);

const dayFirst = /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{2,4}),?\s+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(.*)$/;
/** C's asctime: "Tue Mar  3 14:05:00 2026", with or without a zone before the year. */
const monthFirst = /([a-z]{3})[a-z]*\s+(\d{1,2}),?\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s+(?:([a-z]{1,4}|[+-]\d{4})\s+)?(\d{4})/;
const iso = /^\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(z|[+-]\d{2}:?\d{2})?)?$/;

const latest = Date.UTC(2200, 0, 1);

/**
 * A Date field in milliseconds since 1970, or null when no date can be made of it. A missing or unknown zone counts as UTC,
 * never as this computer's own: the same mail must have the same date everywhere.
 */
export function parseHeaderDate(value: string): number | null {
  const text = value
    .slice(0, 200)
    .replace(/\([^)]*\)/g, ' ')
    .trim()
    .toLowerCase();
  const time = readDayFirst(text) ?? readMonthFirst(text) ?? readIso(text);
  return time !== null && time >= 0 && time < latest ? time : null;
}

function readDayFirst(text: string): number | null {
  const [, day, month, year, hour, minute, second, zone] = dayFirst.exec(text) ?? [];
  return timeOf({ day, month, year, hour, minute, second, zone });
}

function readMonthFirst(text: string): number | null {
  const [, month, day, hour, minute, second, zone, year] = monthFirst.exec(text) ?? [];
  return timeOf({ day, month, year, hour, minute, second, zone });
}

function readIso(text: string): number | null {
  const found = iso.exec(text);
  if (found === null) return null;
  const time = Date.parse(text.length > 10 && found[1] === undefined ? `${text.replace(' ', 't')}z` : text.replace(' ', 't'));
  return Number.isNaN(time) ? null : time;
}

type Fields = Readonly<Record<'day' | 'month' | 'year' | 'hour' | 'minute' | 'second' | 'zone', string | undefined>>;

function timeOf(fields: Fields): number | null {
  const month = months.indexOf(fields.month ?? '');
  const day = Number(fields.day);
  const [hour, minute, second] = [Number(fields.hour), Number(fields.minute), Number(fields.second ?? 0)];
  if (month === -1 || !(day >= 1 && day <= 31) || !(hour <= 24 && minute <= 59 && second <= 60)) return null;
  return Date.UTC(fullYear(fields.year ?? ''), month, day, hour, minute, second) - zoneMinutes(fields.zone ?? '') * 60_000;
}

/** RFC 5322 section 4.3: two digits below 50 are this century; three digits count from 1900. */
function fullYear(year: string): number {
  const value = Number(year);
  if (year.length === 2) return value < 50 ? 2000 + value : 1900 + value;
  return year.length === 3 ? 1900 + value : value;
}

function zoneMinutes(text: string): number {
  const [, sign, hours, minutes] = /^[\s.\d]*(?:gmt|utc)?\s*([+-])(\d{1,2}):?(\d{2})?/.exec(text) ?? [];
  if (sign !== undefined) {
    const east = Number(hours) * 60 + Number(minutes ?? 0);
    return east > 14 * 60 ? 0 : sign === '-' ? -east : east;
  }
  return zones.get(/[a-z]+/.exec(text)?.[0] ?? '') ?? 0;
}

/** Dates and spans in words, by Intl. Instants are milliseconds since 1970; `now` is an argument, so that tests can choose it. */

const time = new Intl.DateTimeFormat(undefined, { hour: 'numeric', minute: '2-digit' });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: 'short' });
const dayOfYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' });
const dayAndYear = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'short' });
const inText = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeStyle: 'short' });
const medium = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** The shortest form that is not ambiguous: 14:05 today, "Tue" within the last six days, "12 May", "12 May 2023". */
export function listDate(at: number, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  if (date.toDateString() === today.toDateString()) return time.format(date);
  const age = now - at;
  if (age > 0 && age < 6 * day) return weekday.format(date);
  return date.getFullYear() === today.getFullYear() ? dayOfYear.format(date) : dayAndYear.format(date);
}

/** What listDate leaves out, for ears: the day after a time or a weekday, the year after a day of this year; null after a whole date. */
export function listDateRest(at: number, now: number): string | null {
  const date = new Date(at);
  const today = new Date(now);
  const age = now - at;
  if (date.toDateString() === today.toDateString() || (age > 0 && age < 6 * day)) return dayAndYear.format(date);
  return date.getFullYear() === today.getFullYear() ? String(date.getFullYear()) : null;
}

/** With weekday: the head of an open message. */
export function fullDate(at: number): string {
  return full.format(at);
}

/** Date and time without weekday: accessible names, tooltips. */
export function mediumDate(at: number): string {
  return medium.format(at);
}

/** In running text, as in "On 12 May 2026 at 14:05, Ann wrote:". Plain spaces only: it goes into mail, where others cause an odd sign. */
export function longDate(at: number): string {
  return inText.format(at).replaceAll(/\s/gu, ' ');
}

/** A day alone: "12 May 2026". */
export function dayDate(at: number): string {
  return dayAndYear.format(at);
}

/** "5 minutes ago"; null when less than a minute ago. */
export function ago(at: number, now: number): string | null {
  const age = now - at;
  if (age < minute) return null;
  if (age < hour) return relative.format(-Math.floor(age / minute), 'minute');
  if (age < day) return relative.format(-Math.floor(age / hour), 'hour');
  return relative.format(-Math.floor(age / day), 'day');
}

/** "in 3 minutes"; "in 1 minute" for anything shorter. */
export function until(at: number, now: number): string {
  const left = Math.max(minute, at - now);
  return left < hour ? relative.format(Math.ceil(left / minute), 'minute') : relative.format(Math.ceil(left / hour), 'hour');
}

/** A span rounded up to what people say: "2 minutes", "1 hour". */
export function span(milliseconds: number): string {
  const long = milliseconds >= hour;
  const value = Math.max(1, Math.ceil(milliseconds / (long ? hour : minute)));
  return new Intl.NumberFormat(undefined, { style: 'unit', unit: long ? 'hour' : 'minute', unitDisplay: 'long' }).format(value);
}

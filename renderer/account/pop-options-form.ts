/** The options of a POP account as a form: text as typed on the way in, checked values on the way out. Pure. */
import type { CopiesPolicy, PopAccount, PopOptions } from '../../shared/account.ts';
import { assertNever } from '../../shared/failure.ts';
import { daysProblem } from '../setup/setup-answers.ts';
import { numberOf, plain } from './typed-number.ts';

export interface PopForm {
  readonly copies: CopiesPolicy['kind'];
  readonly days: string;
  readonly download: 'everything' | 'smaller' | 'heads';
  /** MB */
  readonly largest: string;
  readonly check: 'as-settings' | 'own';
  readonly minutes: string;
}

/** Null where there is nothing wrong. The keys under which each problem is put into words. */
interface PopProblems {
  readonly days: 'setup.problem.daysOutOfRange' | null;
  readonly largest: 'account.problem.sizeOutOfRange' | null;
  readonly minutes: 'account.problem.minutesOutOfRange' | null;
}

/** A section of the dialog: what it shows, and how it is changed. */
export interface PopSectionProps {
  readonly form: PopForm;
  readonly problems: PopProblems;
  readonly change: (change: Partial<PopForm>) => void;
}

const megabyte = 1e6;
/** A day: who looks less often does it by hand. */
const mostMinutes = 1440;
/** What the fields begin with where nothing was chosen: days and MB as the wizard, minutes as usual elsewhere. */
const usual = { days: '14', largest: '5', minutes: '30' } as const;

function popOptionsOf({ copies, largestDownload = null, checkEvery = null }: PopAccount): PopOptions {
  return { copies, largestDownload, checkEvery };
}

export function popFormOf(account: PopAccount): PopForm {
  const { copies, largestDownload, checkEvery } = popOptionsOf(account);
  return {
    copies: copies.kind,
    days: copies.kind === 'remove-after-days' ? String(copies.days) : usual.days,
    download: largestDownload === null ? 'everything' : largestDownload === 0 ? 'heads' : 'smaller',
    largest: largestDownload === null || largestDownload === 0 ? usual.largest : plain(largestDownload / megabyte, 1),
    check: checkEvery === null ? 'as-settings' : 'own',
    minutes: checkEvery === null ? usual.minutes : String(checkEvery),
  };
}

/** What is wrong with what was typed; what is not shown cannot be wrong. */
export function popProblems({ copies, days, download, largest, check, minutes }: PopForm): PopProblems {
  const size = numberOf(largest);
  const every = numberOf(minutes);
  return {
    days: copies === 'remove-after-days' && daysProblem(days) !== null ? 'setup.problem.daysOutOfRange' : null,
    largest: download !== 'smaller' || (size >= 0.1 && size <= 100_000) ? null : 'account.problem.sizeOutOfRange',
    minutes:
      check === 'as-settings' || (Number.isInteger(every) && every >= 1 && every <= mostMinutes)
        ? null
        : 'account.problem.minutesOutOfRange',
  };
}

/** The policy that a form without problems means. */
export function copiesOf({ copies, days }: PopForm): CopiesPolicy {
  return copies === 'remove-after-days' ? { kind: copies, days: Number(days) } : { kind: copies };
}

function largestOf({ download, largest }: PopForm): number | null {
  switch (download) {
    case 'everything':
      return null;
    case 'heads':
      return 0;
    case 'smaller':
      return Math.round(numberOf(largest) * megabyte);
    default:
      return assertNever(download);
  }
}

/** What the person changed; what was only rounded to be shown stays as it was. */
export function popChange(before: PopForm, now: PopForm): Partial<PopOptions> {
  const [old, next] = [optionsOf(before), optionsOf(now)];
  const differs = (key: keyof PopOptions): boolean => JSON.stringify(old[key]) !== JSON.stringify(next[key]);
  return {
    ...(differs('copies') ? { copies: next.copies } : {}),
    ...(differs('largestDownload') ? { largestDownload: next.largestDownload } : {}),
    ...(differs('checkEvery') ? { checkEvery: next.checkEvery } : {}),
  };
}

function optionsOf(form: PopForm): PopOptions {
  return {
    copies: copiesOf(form),
    largestDownload: largestOf(form),
    checkEvery: form.check === 'own' ? numberOf(form.minutes) : null,
  };
}

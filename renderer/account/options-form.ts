/**
 * The options of an IMAP account as a form: text as typed on the way in, checked values on the way out. Every message is a key of
 * the `problem` strings. Pure.
 */
import { z } from 'zod';
import type { ChosenRole, ImapExtension, ImapOptions } from '../../shared/account.ts';
import { numberOf, plain } from './typed-number.ts';

const problems = ['monthsOutOfRange', 'sizeOutOfRange', 'limitOutOfRange'] as const;
type Problem = (typeof problems)[number];

/** The problem a form library carries as a message; undefined when it is none of ours. */
export function problemIn(message: string | undefined): Problem | undefined {
  return problems.find((problem) => problem === message);
}

export const chosenRoles: readonly ChosenRole[] = ['drafts', 'sent', 'archive', 'junk', 'trash'];

/** In the order in which they are most often to blame. */
export const extensions: readonly ImapExtension[] = [
  'IDLE',
  'MOVE',
  'CONDSTORE',
  'QRESYNC',
  'ESEARCH',
  'LIST-STATUS',
  'OBJECTID',
  'QUOTA',
  'COMPRESS',
];

const units = { MB: 1e6, GB: 1e9 } as const;
const mostMonths = 1200;

function checked(problem: Problem, accepts: (typed: string) => boolean) {
  return z.string().refine(accepts, { message: problem });
}

const path = z.string();

export const optionsSchema = z
  .object({
    keep: z.enum(['everything', 'recent', 'headers']),
    months: z.string(),
    /** MB */
    largest: checked('sizeOutOfRange', (typed) => numberOf(typed) >= 0.1 && numberOf(typed) <= 100_000),
    /** Paths; empty: as the server says. */
    roles: z.object({ drafts: path, sent: path, archive: path, junk: path, trash: path }),
    /** Empty: none. */
    limit: checked('limitOutOfRange', (typed) => typed.trim() === '' || numberOf(typed) > 0),
    unit: z.enum(['MB', 'GB']),
    without: z.array(z.custom<ImapExtension>()),
  })
  .superRefine(({ keep, months }, context) => {
    const count = numberOf(months);
    if (keep !== 'recent' || (Number.isInteger(count) && count >= 1 && count <= mostMonths)) return;
    context.addIssue({ code: 'custom', message: 'monthsOutOfRange' satisfies Problem, path: ['months'] });
  });

export type OptionsForm = z.infer<typeof optionsSchema>;

export function formOf({ offline, largestOffline, roles, enteredLimit, without }: ImapOptions): OptionsForm {
  const unit = enteredLimit !== null && enteredLimit < units.GB ? 'MB' : 'GB';
  return {
    keep: offline.kind,
    months: offline.kind === 'recent' ? String(offline.months) : '6',
    largest: plain(largestOffline / units.MB, 1),
    roles: {
      drafts: roles.drafts ?? '',
      sent: roles.sent ?? '',
      archive: roles.archive ?? '',
      junk: roles.junk ?? '',
      trash: roles.trash ?? '',
    },
    limit: enteredLimit === null ? '' : plain(enteredLimit / units[unit], 3),
    unit,
    without: [...without],
  };
}

/** The options that a checked form means. */
function optionsOf(form: OptionsForm): ImapOptions {
  const { keep, months, largest, roles, limit, unit, without } = form;
  const chosen = chosenRoles.flatMap((role) => (roles[role] === '' ? [] : [[role, roles[role]] as const]));
  return {
    offline: keep === 'recent' ? { kind: keep, months: Number(months) } : { kind: keep },
    largestOffline: Math.round(numberOf(largest) * units.MB),
    roles: Object.fromEntries(chosen),
    enteredLimit: limit.trim() === '' ? null : Math.round(numberOf(limit) * units[unit]),
    without: extensions.filter((extension) => without.includes(extension)),
  };
}

/** What the person changed; what was only rounded to be shown stays as it was. */
export function changeOf(before: ImapOptions, form: OptionsForm): Partial<ImapOptions> {
  const old = optionsOf(formOf(before));
  const now = optionsOf(form);
  const differs = (key: keyof ImapOptions): boolean => JSON.stringify(old[key]) !== JSON.stringify(now[key]);
  return {
    ...(differs('offline') ? { offline: now.offline } : {}),
    ...(differs('largestOffline') ? { largestOffline: now.largestOffline } : {}),
    ...(differs('roles') ? { roles: now.roles } : {}),
    ...(differs('enteredLimit') ? { enteredLimit: now.enteredLimit } : {}),
    ...(differs('without') ? { without: now.without } : {}),
  };
}

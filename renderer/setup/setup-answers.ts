import { z } from 'zod';

/**
 * The wizard's fields: text as typed on the way in, checked values on the way out. Every message is a key of the `problem`
 * strings, so that the rules stay apart from the words.
 */
const problems = [
  'nameMissing',
  'addressMissing',
  'addressWithoutAt',
  'addressWithSpace',
  'addressIncomplete',
  'passwordMissing',
  'hostMissing',
  'hostWithSpace',
  'hostIsUrl',
  'hostWithPort',
  'hostOdd',
  'portMissing',
  'portNotNumber',
  'portOutOfRange',
  'userNameMissing',
  'daysOutOfRange',
] as const;
type Problem = (typeof problems)[number];

/** The problem a form library carries as a message; undefined when it is none of ours. */
export function problemIn(message: string | undefined): Problem | undefined {
  return problems.find((problem) => problem === message);
}

const longestDays = 3650;

/** How big a message may be to be downloaded: MB, or without such a limit, or of none more than its head. */
export const sizeLimits = ['everything', '1', '5', '10', '25', 'heads'] as const;
export type SizeLimit = (typeof sizeLimits)[number];

/** What is wrong with an address, or null. Lenient: a mail server is the judge, this only catches slips of the hand. */
export function addressProblem(typed: string): Problem | null {
  const text = typed.trim();
  if (text === '') return 'addressMissing';
  if (!text.includes('@')) return 'addressWithoutAt';
  if (/\s/u.test(text)) return 'addressWithSpace';
  return /^[^@<>(),;:"]+@[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?$/u.test(text) ? null : 'addressIncomplete';
}

/** What is wrong with a server's name, or null. IPv6 addresses are written without brackets. */
export function hostProblem(typed: string): Problem | null {
  const text = typed.trim();
  if (text === '') return 'hostMissing';
  if (/\s/u.test(text)) return 'hostWithSpace';
  if (/:\/\/|\//u.test(text)) return 'hostIsUrl';
  if (/^[\da-f:]*:[\da-f:.]*:[\da-f:.]*$/iu.test(text)) return null;
  if (/^[^:]+:\d*$/u.test(text)) return 'hostWithPort';
  return /^[\p{L}\p{N}]([\p{L}\p{N}._-]*[\p{L}\p{N}])?\.?$/u.test(text) ? null : 'hostOdd';
}

/** What is wrong with a port, or null. */
export function portProblem(typed: string): Problem | null {
  const text = typed.trim();
  if (text === '') return 'portMissing';
  if (!/^\d+$/u.test(text)) return 'portNotNumber';
  const port = Number(text);
  return port >= 1 && port <= 65_535 ? null : 'portOutOfRange';
}

/** Whole days, 1 to ten years. */
export function daysProblem(typed: string): Problem | null {
  const text = typed.trim();
  const days = Number(text);
  return /^\d+$/u.test(text) && days >= 1 && days <= longestDays ? null : 'daysOutOfRange';
}

function checked(problemOf: (typed: string) => Problem | null) {
  return z.string().superRefine((typed, context) => {
    const problem = problemOf(typed);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
}

function required(problem: Problem) {
  return checked((typed) => (typed.trim() === '' ? problem : null)).transform((typed) => typed.trim());
}

const address = checked(addressProblem).transform((typed) => typed.trim());
const host = checked(hostProblem).transform((typed) => typed.trim());
const port = checked(portProblem).transform(Number);
const security = z.enum(['tls', 'starttls', 'none']);

export const setupSchema = z
  .object({
    name: required('nameMissing'),
    address,
    // Not trimmed: a space can be part of a password.
    password: checked((typed) => (typed === '' ? 'passwordMissing' : null)),
    kind: z.enum(['imap', 'pop']),
    copies: z.enum(['leave', 'remove-after-download', 'remove-after-days', 'remove-when-deleted']),
    days: z.string(),
    largest: z.enum(sizeLimits),
    userName: required('userNameMissing'),
    incomingHost: host,
    incomingPort: port,
    incomingSecurity: security,
    outgoingHost: host,
    outgoingPort: port,
    outgoingSecurity: security,
    keepPasswordWeakly: z.boolean(),
  })
  .superRefine((form, context) => {
    if (form.kind !== 'pop' || form.copies !== 'remove-after-days') return;
    const problem = daysProblem(form.days);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['days'] });
  });

/** The fields as typed. */
export type SetupForm = z.input<typeof setupSchema>;
/** The fields, checked: trimmed, ports as numbers. */
export type SetupAnswers = z.output<typeof setupSchema>;

export const emptyForm: SetupForm = {
  name: '',
  address: '',
  password: '',
  kind: 'imap',
  copies: 'leave',
  days: '14',
  largest: 'everything',
  userName: '',
  incomingHost: '',
  incomingPort: '993',
  incomingSecurity: 'tls',
  outgoingHost: '',
  outgoingPort: '465',
  outgoingSecurity: 'tls',
  keepPasswordWeakly: false,
};

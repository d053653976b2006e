/** Reads the answers to GETQUOTAROOT and GETQUOTA (RFC 9208, RFC 2087). Pure. */
import type { QuotaRoot } from '../../../shared/mailbox.ts';
import type { Token, Untagged } from './raw-commands.ts';

/** What a root was asked to hold and holds; without the time, which is the asker's. */
export type Measured = Omit<QuotaRoot, 'measuredAt'>;

export interface QuotaAnswer {
  /** Roots the mailbox counts against. */
  readonly names: readonly string[];
  /** Those of them whose numbers came along; a server may wait to be asked for them. */
  readonly told: readonly string[];
  readonly roots: readonly Measured[];
}

export function readQuotaAnswer(answers: readonly Untagged[]): QuotaAnswer {
  const names = new Set<string>();
  const told = new Set<string>();
  const roots = new Map<string, Measured>();
  for (const { keyword, tokens } of answers) {
    // GreenMail names no root in QUOTAROOT and tells it all the same.
    const named = keyword === 'QUOTAROOT' ? tokens.slice(1) : tokens.slice(0, 1);
    for (const token of named) names.add(nameOf(token));
    if (keyword !== 'QUOTA') continue;
    told.add(nameOf(tokens[0] ?? null));
    const list = tokens[1];
    // Cyrus: an empty list is a root without any limit.
    for (const root of Array.isArray(list) ? resourcesOf(nameOf(tokens[0] ?? null), list) : [])
      roots.set(`${root.resource} ${root.name}`, root);
  }
  return { names: [...names], told: [...told], roots: [...roots.values()] };
}

function resourcesOf(name: string, list: readonly Token[]): Measured[] {
  const found: Measured[] = [];
  for (const [at, token] of list.entries()) {
    const resource = typeof token === 'string' ? token.toLowerCase() : '';
    // Others (MAILBOX, ANNOTATION-STORAGE, Cyrus' X-NUM-FOLDERS) count neither bytes nor messages.
    if (resource !== 'storage' && resource !== 'message') continue;
    const unit = resource === 'storage' ? 1024 : 1;
    const usage = numberOf(list[at + 1]);
    if (usage === null) continue;
    const limit = numberOf(list[at + 2]);
    found.push({ name, resource, usage: usage * unit, limit: limit === null || limit === 0 ? null : limit * unit });
  }
  return found;
}

/** Null for what is no number, and for numbers so big that they mean "no limit". */
function numberOf(token: Token | undefined): number | null {
  if (typeof token !== 'string' || !/^\d+$/.test(token)) return null;
  const number = Number(token);
  return number * 1024 <= Number.MAX_SAFE_INTEGER ? number : null;
}

/** The name may be empty, and some write NIL then. */
function nameOf(token: Token): string {
  return typeof token === 'string' ? token : '';
}

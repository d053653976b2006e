/** Whose mailboxes are where (RFC 2342). */
import type { MailboxNamespace } from '../../../shared/mailbox.ts';
import { decodeModifiedUtf7 } from './modified-utf7.ts';

export interface Namespace {
  readonly kind: MailboxNamespace;
  /** What the paths in it begin with, its delimiter at the end; empty: everything that is in no other. */
  readonly prefix: string;
  /** Null: there is no hierarchy. */
  readonly delimiter: string | null;
}

/** As imapflow tells them. */
interface Told {
  readonly personal: readonly ToldNamespace[];
  readonly other: readonly ToldNamespace[] | false;
  readonly shared: readonly ToldNamespace[] | false;
}

interface ToldNamespace {
  readonly prefix: string;
  readonly delimiter?: string | null | undefined;
}

export function namespacesFrom(told: Told | undefined): readonly Namespace[] {
  if (told === undefined) return [{ kind: 'personal', prefix: '', delimiter: null }];
  const of = (kind: MailboxNamespace, list: readonly ToldNamespace[] | false): Namespace[] =>
    (list || []).map(({ prefix, delimiter }) => ({ kind, prefix: decodeModifiedUtf7(prefix), delimiter: delimiter || null }));
  return [...of('personal', told.personal), ...of('other-users', told.other), ...of('shared', told.shared)];
}

/** The namespace with the longest prefix that fits; INBOX is always one's own. */
export function namespaceOf(path: string, namespaces: readonly Namespace[]): MailboxNamespace {
  if (path === 'INBOX') return 'personal';
  const fitting = namespaces.filter((each) => isIn(path, each)).sort((a, b) => b.prefix.length - a.prefix.length);
  return fitting[0]?.kind ?? 'personal';
}

/** Namespaces that a list of everything left out: they have to be listed by their prefix. */
export function leftOut(paths: readonly string[], namespaces: readonly Namespace[]): readonly Namespace[] {
  return namespaces.filter((each) => each.prefix !== '' && !paths.some((path) => path.startsWith(each.prefix)));
}

/** A path for a new mailbox: one that is in no namespace goes among one's own. */
export function wholePath(path: string, namespaces: readonly Namespace[]): string {
  const own = namespaces.find(({ kind }) => kind === 'personal');
  return own === undefined || path.toUpperCase() === 'INBOX' || namespaces.some((each) => isIn(path, each)) ? path : own.prefix + path;
}

function isIn(path: string, { prefix, delimiter }: Namespace): boolean {
  return path.startsWith(prefix) || (delimiter !== null && `${path}${delimiter}` === prefix);
}

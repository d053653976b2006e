import type { Draft } from '../../shared/draft.ts';

type RecipientField = 'to' | 'cc' | 'bcc';

/** Why this cannot be sent to anybody yet. `text` is what was typed in `field` and is no address. */
export type RecipientProblem =
  { readonly kind: 'nobody' } | { readonly kind: 'not-an-address'; readonly field: RecipientField; readonly text: string };

/** Catches slips of the hand before the text leaves the composer; the server has the last word. */
export function recipientProblem(draft: Pick<Draft, RecipientField>): RecipientProblem | null {
  const fields = ['to', 'cc', 'bcc'] as const;
  const typed = fields.flatMap((field) => entries(draft[field]).map((text) => ({ field, text })));
  if (typed.length === 0) return { kind: 'nobody' };
  const wrong = typed.find(({ text }) => !isMailbox(text));
  return wrong === undefined ? null : { kind: 'not-an-address', ...wrong };
}

/** Split at commas and semicolons, except inside "quotes". */
function entries(list: string): readonly string[] {
  const found = list.match(/(?:"(?:\\.|[^"\\])*"?|[^",;])+/gu) ?? [];
  return found.map((entry) => entry.trim()).filter((entry) => entry !== '');
}

/** `ann@example.org`, or a name and the address in <brackets>. */
function isMailbox(entry: string): boolean {
  const address = /^[^<>]*<([^<>]*)>$/u.exec(entry)?.[1] ?? entry;
  return /^(?:"[^"]+"|[^\s@<>"]+)@[^\s@<>"]+$/u.test(address.trim());
}

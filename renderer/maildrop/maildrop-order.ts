/** The order of the rows in the look at a maildrop. Pure. */
import { assertNever } from '../../shared/failure.ts';
import type { MaildropEntry, MaildropState } from '../../shared/maildrop.ts';

export type Column = 'sender' | 'subject' | 'date' | 'size' | 'state';

export interface Order {
  readonly by: Column;
  readonly falling: boolean;
}

/** As people mostly want it at the first click: the newest and the biggest first, names from A. */
export function firstOrder(by: Column): Order {
  return { by, falling: by === 'date' || by === 'size' };
}

/** The same column again turns round. */
export function nextOrder(order: Order, by: Column): Order {
  return order.by === by ? { by, falling: !order.falling } : firstOrder(by);
}

const states: Readonly<Record<MaildropState, number>> = { new: 0, head: 1, here: 2, deleted: 3 };
const collator = new Intl.Collator(undefined, { sensitivity: 'base', numeric: true });

/** Stable: equals stay as the server has them. What is not known is at the end, whichever way round. */
export function ordered(entries: readonly MaildropEntry[], { by, falling }: Order): readonly MaildropEntry[] {
  const keyed = entries.map((entry) => ({ entry, key: keyOf(entry, by) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    const rising = typeof a.key === 'string' && typeof b.key === 'string' ? collator.compare(a.key, b.key) : Number(a.key) - Number(b.key);
    return falling ? -rising : rising;
  });
  return keyed.map(({ entry }) => entry);
}

function keyOf({ head, size, state }: MaildropEntry, by: Column): string | number | null {
  switch (by) {
    case 'sender':
      return head?.from === undefined || head.from === null ? null : head.from.name || head.from.address || null;
    case 'subject':
      return head === null || head.subject === '' ? null : head.subject;
    case 'date':
      return head?.date ?? null;
    case 'size':
      return size;
    case 'state':
      return states[state];
    default:
      return assertNever(by);
  }
}

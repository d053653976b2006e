import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChangeEvents } from '../../main/worker/change-events.ts';
import type { AccountId } from '../../shared/account.ts';
import type { ChangeSet } from '../../shared/changes.ts';
import type { MailboxId } from '../../shared/mailbox.ts';

const change = (mailbox: number): ChangeSet => ({
  accountId: 'a' as AccountId,
  mailboxes: [mailbox as MailboxId],
  messages: [],
  mailboxList: false,
  quota: false,
  operations: false,
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('change events', () => {
  it('merges what is committed within 100 ms into one', () => {
    const heard: ChangeSet[] = [];
    const events = createChangeEvents((changes) => heard.push(changes));
    events.push(change(1));
    vi.advanceTimersByTime(60);
    events.push(change(2));
    events.push(change(1));
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(40);
    expect(heard).toEqual([{ ...change(1), mailboxes: [1, 2] }]);
  });

  it('tells at once when flushed, and nothing twice', () => {
    const heard: ChangeSet[] = [];
    const events = createChangeEvents((changes) => heard.push(changes));
    events.push(change(1));
    events.flush();
    events.flush();
    vi.advanceTimersByTime(1000);
    expect(heard).toHaveLength(1);
  });
});

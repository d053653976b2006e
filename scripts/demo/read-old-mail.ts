import { seenFlag } from '../../shared/message.ts';
import type { MessageRef } from '../../shared/message.ts';
import type { Cursor, MailView } from '../../shared/view.ts';
import type { HomingWindow } from '../../test/e2e/support/homing-window.ts';

const recentMs = 36 * 3_600_000;

/** A maildrop knows no "read": marks what is older than a day and a half as read, as whoever lived with this mail would have. */
export async function readOldMail(homing: HomingWindow, now: number): Promise<void> {
  const mailboxes = await homing.query('mailbox.list');
  const accounts = await homing.query('account.list');
  const pop = accounts.find(({ kind }) => kind === 'pop');
  const inbox = mailboxes.find(({ accountId, role }) => accountId === pop?.id && role === 'inbox');
  if (inbox === undefined) throw new Error('the POP account has no Inbox');
  const view: MailView = { kind: 'mailbox', accountId: inbox.accountId, mailboxId: inbox.id };
  const old: MessageRef[] = [];
  let after: Cursor | null = null;
  do {
    const page: Awaited<ReturnType<typeof homing.query<'message.page'>>> = await homing.query('message.page', view, after);
    old.push(...page.rows.filter(({ date }) => now - date > recentMs).map(({ ref }) => ref));
    after = page.next;
  } while (after !== null);
  await homing.command('message.setFlags', old, { add: [seenFlag], remove: [] });
}

import { describe, expect, it } from 'vitest';
import { deleteConsequence } from '../../renderer/message/delete-consequence.ts';
import { deleteWords } from '../../renderer/message/delete-words.ts';
import { dayDate } from '../../renderer/strings/dates.ts';
import { i18n } from '../../renderer/strings/i18n.ts';
import type { Account, CopiesPolicy } from '../../shared/account.ts';
import type { MailboxRole } from '../../shared/mailbox.ts';
import type { Place } from '../../shared/place.ts';
import { sampleMail } from '../doubles/sample-mail.ts';

const [imap, pop] = sampleMail(0).accounts;
if (imap?.kind !== 'imap' || pop?.kind !== 'pop') throw new Error('the sample accounts have changed');

const popWith = (copies: CopiesPolicy): Account => ({ ...pop, copies });
const onServer: Place = { kind: 'server' };
const both: Place = { kind: 'server-and-here' };
const here: Place = { kind: 'here' };
const may = Date.UTC(2026, 4, 12, 12);
const until = dayDate(may);

type Row = readonly [Account, MailboxRole | null, Place, string];

const table: readonly Row[] = [
  [imap, 'inbox', onServer, 'Moves to Trash on imap.example.org, on all your devices'],
  [imap, null, both, 'Moves to Trash on imap.example.org, on all your devices'],
  [imap, 'inbox', { kind: 'moving' }, 'Moves to Trash on imap.example.org, on all your devices'],
  [imap, 'inbox', here, 'Moves to Trash on this computer; there is no other copy'],
  [imap, 'trash', both, 'Deletes for ever on imap.example.org, on all your devices'],
  [imap, 'trash', here, 'Deletes the only copy for ever; it is on this computer alone'],
  [popWith({ kind: 'leave' }), 'inbox', both, 'Moves to Trash on this computer; the copy on pop.home.example stays'],
  [popWith({ kind: 'leave' }), 'inbox', here, 'Moves to Trash on this computer; there is no other copy'],
  [popWith({ kind: 'leave' }), 'trash', both, 'Deletes for ever on this computer; the copy on pop.home.example stays'],
  [popWith({ kind: 'leave' }), 'trash', here, 'Deletes the only copy for ever; it is on this computer alone'],
  ...(['leave', 'remove-when-deleted', 'remove-after-download'] as const).flatMap((kind): readonly Row[] => [
    [popWith({ kind }), 'inbox', onServer, 'Moves the head to Trash on this computer; the whole message stays on pop.home.example'],
    [popWith({ kind }), 'trash', onServer, 'Deletes the head for ever on this computer; the whole message stays on pop.home.example'],
  ]),
  [
    popWith({ kind: 'remove-after-download' }),
    'inbox',
    both,
    'Moves to Trash on this computer; the copy on pop.home.example goes at the next check',
  ],
  [
    popWith({ kind: 'remove-after-download' }),
    'trash',
    both,
    'Deletes for ever on this computer; the copy on pop.home.example goes at the next check',
  ],
  [popWith({ kind: 'remove-when-deleted' }), 'inbox', both, 'Moves to Trash on this computer and removes the copy on pop.home.example'],
  [popWith({ kind: 'remove-when-deleted' }), 'inbox', here, 'Moves to Trash on this computer; there is no other copy'],
  [popWith({ kind: 'remove-when-deleted' }), 'trash', both, 'Deletes for ever on this computer and on pop.home.example'],
  [
    popWith({ kind: 'remove-after-days', days: 14 }),
    'inbox',
    { ...both, leavesServerAt: may },
    `Moves to Trash on this computer; the copy on pop.home.example stays until ${until}`,
  ],
  [
    popWith({ kind: 'remove-after-days', days: 14 }),
    'trash',
    { ...both, leavesServerAt: may },
    `Deletes for ever on this computer; the copy on pop.home.example stays until ${until}`,
  ],
  [popWith({ kind: 'remove-after-days', days: 14 }), 'inbox', here, 'Moves to Trash on this computer; there is no other copy'],
];

describe('what Delete says it will do', () => {
  it.each(table)('%# %s', (account, role, place, words) => {
    expect(deleteWords(i18n.t, deleteConsequence(account, role, place))).toBe(words);
  });
});

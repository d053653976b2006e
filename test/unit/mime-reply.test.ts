import { describe, expect, it } from 'vitest';
import type { Address, Envelope } from '../../shared/message.ts';
import { quoteForward, quoteReply } from '../../shared/quote.ts';
import { replyRecipients } from '../../shared/reply.ts';
import { baseSubject, forwardSubject, replySubject } from '../../shared/subject.ts';

function people(list: string): readonly Address[] {
  return list === '' ? [] : list.split(' ').map((name) => ({ name: '', address: `${name}@example.org` }));
}

function envelope(fields: { from?: string; replyTo?: string; to?: string; cc?: string }): Envelope {
  const { from = 'ann', replyTo = '', to = 'me', cc = '' } = fields;
  const nothing = { headerMessageId: null, inReplyTo: null, references: [], date: null, bcc: [] };
  return { ...nothing, subject: 'Lunch', from: people(from), replyTo: people(replyTo), to: people(to), cc: people(cc) };
}

describe('replyRecipients', () => {
  it.each([
    ['reply', {}, 'ann', ''],
    ['reply', { replyTo: 'list' }, 'list', ''],
    ['reply', { to: 'me bob', cc: 'carol' }, 'ann', ''],
    ['reply', { from: 'me', to: 'bob carol' }, 'bob carol', ''],
    ['reply', { from: 'me', to: 'me' }, 'me', ''],
    ['reply', { from: '', to: 'me' }, '', ''],
    ['reply', { replyTo: 'me ann' }, 'ann', ''],
    ['reply-all', { to: 'me bob', cc: 'carol' }, 'ann', 'bob carol'],
    ['reply-all', { to: 'ME bob ann', cc: 'bob Carol carol' }, 'ann', 'bob Carol'],
    ['reply-all', { replyTo: 'list', to: 'list', cc: 'bob' }, 'list', 'bob'],
    ['reply-all', { from: 'me', to: 'bob', cc: 'carol me' }, 'bob', 'carol'],
  ] as const)('%s to %j', (how, fields, to, cc) => {
    const recipients = replyRecipients(envelope(fields), ['Me@example.org'], how);
    expect(recipients).toEqual({ to: people(to), cc: people(cc) });
  });
});

describe('quoting', () => {
  const date = '3 March 2026 at 14:05';
  it('marks every line and leaves the signature out', () => {
    const named = { ...envelope({}), from: [{ name: 'Ann', address: 'ann@example.org' }] };
    expect(quoteReply(named, date, 'Hi\r\n\r\n> old\n-- \nAnn')).toBe('On 3 March 2026 at 14:05, Ann wrote:\n> Hi\n>\n>> old\n');
    expect(quoteReply(envelope({ from: '' }), date, 'Hi')).toContain('someone wrote:');
  });

  it('passes a message on with its head', () => {
    const named = { ...envelope({}), from: [{ name: 'Lee, Ann', address: 'ann@example.org' }] };
    expect(quoteForward(named, date, 'Hi\n')).toBe(
      '---------- Forwarded message ----------\nFrom: "Lee, Ann" <ann@example.org>\nDate: 3 March 2026 at 14:05\nSubject: Lunch\nTo: me@example.org\n\nHi\n',
    );
  });
});

describe('subjects', () => {
  it.each([
    ['Lunch', 'Lunch', 'Re: Lunch', 'Fwd: Lunch'],
    ['Re: Lunch', 'Lunch', 'Re: Lunch', 'Fwd: Re: Lunch'],
    ['RE: AW: Re[2]: Lunch', 'Lunch', 'Re: Lunch', 'Fwd: RE: AW: Re[2]: Lunch'],
    ['Fwd: Re: Lunch', 'Lunch', 'Re: Fwd: Re: Lunch', 'Fwd: Re: Lunch'],
    ['WG: Lunch', 'Lunch', 'Re: WG: Lunch', 'Fwd: Lunch'],
    ['SV: VS: Lunch', 'Lunch', 'Re: Lunch', 'Fwd: SV: VS: Lunch'],
    ['回复：午餐', '午餐', 'Re: 午餐', 'Fwd: 回复：午餐'],
    ['Regarding: Lunch', 'Regarding: Lunch', 'Re: Regarding: Lunch', 'Fwd: Regarding: Lunch'],
    ['', '', 'Re:', 'Fwd:'],
  ])('%s', (subject, base, reply, forward) => {
    expect([baseSubject(subject), replySubject(subject), forwardSubject(subject)]).toEqual([base, reply, forward]);
  });
});

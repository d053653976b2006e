// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { prefill } from '../../renderer/composer/prefill.ts';
import { quotedBody } from '../../renderer/composer/quoted-body.ts';
import { recipientProblem } from '../../renderer/composer/recipient-problem.ts';
import { isWorthKeeping, textKey } from '../../renderer/composer/unsent-texts.ts';
import { ann, bo, letter } from './composer-letter.ts';

describe('what the composer starts with', () => {
  it('is empty for a new message, from the first account', () => {
    expect(prefill({ kind: 'new' }, [ann, bo])).toEqual({
      accountId: 'ann',
      to: '',
      cc: '',
      bcc: '',
      subject: '',
      text: '',
      attachments: [],
      inReplyTo: null,
    });
  });

  it('is what a mailto: link asks for', () => {
    const request = { to: 'x@example.org', cc: 'c@example.org', bcc: '', subject: 'Hi', text: 'There' };
    expect(prefill({ kind: 'new', request }, [ann])).toMatchObject(request);
  });

  it('answers the sender from the account the message came to', () => {
    const draft = prefill({ kind: 'reply', content: letter({ accountId: bo.id }) }, [ann, bo]);
    expect(draft).toMatchObject({ accountId: 'bo', to: 'Cleo <cleo@example.net>', cc: '', subject: 'Re: The lake' });
    expect(draft.text).toMatch(/^\n\nOn March 3, 2026 at \d+:00 [AP]M, Cleo wrote:\n> Shall we\?\n$/);
    expect(draft.inReplyTo?.how).toBe('reply');
  });

  it('answers everybody but ourselves', () => {
    const draft = prefill({ kind: 'reply-all', content: letter() }, [ann, bo]);
    expect(draft).toMatchObject({ to: 'Cleo <cleo@example.net>', cc: 'dora@example.org' });
  });

  it('passes a message on to nobody yet, with its head', () => {
    const draft = prefill({ kind: 'forward', content: letter() }, [ann]);
    expect(draft).toMatchObject({ to: '', subject: 'Fwd: The lake', inReplyTo: { how: 'forward' } });
    expect(draft.text).toContain('From: Cleo <cleo@example.net>');
    expect(draft.text).toContain('\nShall we?\n');
  });

  it('uses another account when the one it came to is gone', () => {
    expect(prefill({ kind: 'reply', content: letter({ accountId: bo.id }) }, [ann]).accountId).toBe('ann');
  });
});

describe('the quoted text', () => {
  it.each([
    [{ state: 'here', html: '<p>no</p>', text: 'yes', parts: [], truncated: false }, 'yes'],
    [{ state: 'here', html: null, text: null, parts: [], truncated: false }, ''],
    [{ state: 'missing', wanted: false }, null],
    [{ state: 'unreadable', text: 'what could be read', reason: 'cut off' }, 'what could be read'],
    [
      { state: 'here', html: '<style>p{}</style><p>One\n two</p><p>Three</p><script>x</script>', text: null, parts: [], truncated: false },
      'One two\n\nThree',
    ],
    [{ state: 'here', html: 'a<br>b<ul><li>c<li>d</ul>', text: null, parts: [], truncated: false }, 'a\nb\nc\nd'],
    [{ state: 'here', html: '<table><tr><td>1</td></tr><tr><td>2</td></tr></table>', text: null, parts: [], truncated: false }, '1\n2'],
  ] as const)('%j -> %j', (body, text) => expect(quotedBody(body)).toBe(text));
});

describe('recipients', () => {
  it.each([
    ['', 'nobody'],
    [' , ; ', 'nobody'],
    ['bo@example.org', null],
    ['Bo <bo@example.org>, cleo@example.net', null],
    ['"Smith, Ann" <ann@example.org>; bo@example.org', null],
    ['ann@localhost,', null],
    ['Smith, Ann <ann@example.org>', 'Smith'],
    ['bo', 'bo'],
    ['bo@', 'bo@'],
    ['Bo <bo>', 'Bo <bo>'],
    ['Bo bo@example.org', 'Bo bo@example.org'],
  ])('%j: %s', (to, expected) => {
    const problem = recipientProblem({ to, cc: '', bcc: '' });
    expect(problem?.kind === 'not-an-address' ? problem.text : (problem?.kind ?? null)).toBe(expected);
  });

  it('may all be in Bcc, and names the field that is wrong', () => {
    expect(recipientProblem({ to: '', cc: '', bcc: 'bo@example.org' })).toBeNull();
    expect(recipientProblem({ to: 'bo@example.org', cc: 'x', bcc: '' })).toEqual({ kind: 'not-an-address', field: 'cc', text: 'x' });
  });
});

describe('unsent texts', () => {
  it('are told apart by what they answer, and how', () => {
    const keys = [
      textKey({ kind: 'new' }),
      textKey({ kind: 'new', request: { to: 'x', cc: '', bcc: '', subject: '', text: '' } }),
      textKey({ kind: 'reply', content: letter() }),
      textKey({ kind: 'reply-all', content: letter() }),
      textKey({ kind: 'reply', content: letter({ accountId: bo.id }) }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are worth keeping when something was typed or attached', () => {
    const pristine = prefill({ kind: 'new' }, [ann]);
    expect(isWorthKeeping(pristine, pristine)).toBe(false);
    expect(isWorthKeeping({ ...pristine, accountId: bo.id }, pristine)).toBe(false);
    expect(isWorthKeeping({ ...pristine, bcc: 'x' }, pristine)).toBe(true);
    expect(isWorthKeeping({ ...pristine, attachments: [{ token: 't', fileName: 'f', size: 1 }] }, pristine)).toBe(true);
  });
});

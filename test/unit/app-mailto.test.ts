import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseMailto } from '../../main/app/mailto.ts';
import type { ComposeRequest } from '../../shared/ipc.ts';

const empty: ComposeRequest = { to: '', cc: '', bcc: '', subject: '', text: '' };

describe('mailto: links (RFC 6068)', () => {
  it.each<[string, Partial<ComposeRequest>]>([
    ['mailto:', {}],
    ['MAILTO:chris@example.com', { to: 'chris@example.com' }],
    ['mailto:infobot@example.com?subject=current-issue', { to: 'infobot@example.com', subject: 'current-issue' }],
    ['mailto:a@example.com?body=send%20current-issue%0D%0Asend%20index', { to: 'a@example.com', text: 'send current-issue\nsend index' }],
    ['mailto:?to=joe@example.com&cc=bob@example.com&body=hello', { to: 'joe@example.com', cc: 'bob@example.com', text: 'hello' }],
    ['mailto:addr1@an.example,addr2@an.example', { to: 'addr1@an.example,addr2@an.example' }],
    ['mailto:a@example.org?to=b@example.org', { to: 'a@example.org, b@example.org' }],
    ['mailto:gorby%25kremvax@example.com', { to: 'gorby%kremvax@example.com' }],
    ['mailto:unlikely%3Faddress@example.com?blat=foop', { to: 'unlikely?address@example.com' }],
    ['mailto:bill+ietf@example.org?subject=1+1', { to: 'bill+ietf@example.org', subject: '1+1' }],
    ['mailto:user@example.org?subject=caf%C3%A9', { to: 'user@example.org', subject: 'café' }],
    ['mailto:user@example.org?SUBJECT=Hi&Bcc=x@example.org', { to: 'user@example.org', subject: 'Hi', bcc: 'x@example.org' }],
    ['mailto:a@example.org?subject=%FF', { to: 'a@example.org', subject: '%FF' }],
    ['mailto:a@example.org?subject=one&subject=two', { to: 'a@example.org', subject: 'one' }],
    ['mailto:a@example.org?subject=x=y', { to: 'a@example.org', subject: 'x=y' }],
    ['mailto:a@example.org#part', { to: 'a@example.org' }],
    ['mailto:a@example.org?subject=Hi%0D%0ABcc:%20x@example.org', { to: 'a@example.org', subject: 'Hi Bcc: x@example.org' }],
    ['mailto:a@example.org%0ABcc:x@example.org', { to: 'a@example.org Bcc:x@example.org' }],
    ['mailto:a@example.org?attach=/etc/passwd&attachment=x&from=boss@example.org&in-reply-to=%3C1@x%3E', { to: 'a@example.org' }],
    ['mailto:a@example.org?body=%00%1B[31mred', { to: 'a@example.org', text: '[31mred' }],
  ])('%s', (link, expected) => expect(parseMailto(link)).toEqual({ ...empty, ...expected }));

  it.each(['', 'http://example.org', 'xmailto:a@example.org', ' mailto:a@example.org'])('is nothing else: %j', (link) =>
    expect(parseMailto(link)).toBeNull(),
  );

  it('never fails, and never lets a line break into a header, whatever comes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (rest) => {
        const parsed = parseMailto(`mailto:${rest}`);
        const headers = [parsed?.to, parsed?.cc, parsed?.bcc, parsed?.subject].join('');
        expect(headers).not.toMatch(/[\r\n]/u);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { arrivalDate } from '../../main/backends/pop/arrival-date.ts';
import { readHead } from '../../main/mime/header-fields.ts';

const now = Date.UTC(2026, 10, 23, 12);
const received = 'Received: from a by b; Tue, 3 Mar 2026 14:05:00 +0100';
const date = 'Date: Mon, 2 Mar 2026 10:00:00 +0000';
const whenReceived = Date.UTC(2026, 2, 3, 13, 5);
const whenSent = Date.UTC(2026, 2, 2, 10);

describe('when a message arrived', () => {
  it.each<[string, string, number]>([
    [
      'the topmost Received field',
      `Subject: x\r\n${received}\r\nReceived: by c; Mon, 2 Mar 2026 10:00:05 +0000\r\n${date}\r\n\r\n`,
      whenReceived,
    ],
    ['a folded field', `Received: from a\r\n\tby b with SMTP id x;\r\n Tue, 3 Mar 2026 14:05:00 +0100 (CET)\r\n\r\n`, whenReceived],
    ['a semicolon in a comment before', `Received: from a (x; y) by b; Tue, 3 Mar 2026 14:05:00 +0100\r\n\r\n`, whenReceived],
    ['bare line feeds', `${received}\n${date}\n\n`, whenReceived],
    ['lower case, blank before the colon', `received : by b; Tue, 3 Mar 2026 14:05:00 +0100\r\n\r\n`, whenReceived],
    ['no Received: Date', `${date}\r\n\r\n`, whenSent],
    ['an unreadable Received: Date', `Received: nonsense\r\n${date}\r\n\r\n`, whenSent],
    ['neither: now', 'Subject: x\r\n\r\n', now],
    ['fields of the body do not count', `Subject: x\r\n\r\n${received}\r\n${date}\r\n`, now],
    ['nothing at all: now', '', now],
  ])('%s', (_what, raw, expected) => {
    expect(arrivalDate(readHead(Buffer.from(raw)).fields, now)).toBe(expected);
  });
});

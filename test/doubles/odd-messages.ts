const text = (source: string): Buffer => Buffer.from(source, 'latin1');

/** Messages whose bytes have gone wrong in some client: each is a list of bytes that must arrive unchanged. */
export const oddMessages: readonly { readonly name: string; readonly bytes: Buffer }[] = [
  { name: 'ordinary', bytes: text('Subject: one\r\n\r\nHello\r\n') },
  { name: 'lines of dots', bytes: text('Subject: dots\r\n\r\n.\r\n..\r\n...\r\n.a\r\n..b\r\n. \r\n') },
  { name: 'a dot in the first line', bytes: text('.\r\n') },
  { name: 'a dot last', bytes: text('A: b\r\n\r\n.') },
  { name: 'two dots last', bytes: text('A: b\r\n\r\n..') },
  { name: 'empty', bytes: text('') },
  { name: 'one line end', bytes: text('\r\n') },
  { name: 'no last line end', bytes: text('Subject: cut\r\n\r\nno end') },
  { name: 'lone LF, also before dots', bytes: text('Subject: lf\r\n\r\na\nb\n.\nc\n..\n.d\r\n\n.\r\n') },
  { name: 'lone CR', bytes: text('Subject: cr\r\n\r\na\rb\r.\r\r\n.\rx\r\n\r') },
  { name: '8-bit bytes', bytes: text('Subject: \xe9\xff\x80\r\n\r\n\xc3\x28\x00\xa0.\r\n') },
  { name: 'a long line', bytes: text(`Subject: long\r\n\r\n${'x'.repeat(600)}.\r\n`) },
  { name: 'looks like answers', bytes: text('+OK\r\n-ERR no\r\n.\r\n+OK\r\n') },
];

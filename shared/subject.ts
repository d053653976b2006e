/** What mail programs write before the subject of an answer, in their languages. */
const replyMarks = [
  're',
  'aw',
  'sv',
  'vs',
  'antw',
  'odp',
  'ynt',
  'res',
  'rif',
  'bls',
  'atb',
  'doorst',
  'vá',
  'на',
  'отв',
  '回复',
  '回覆',
  '答复',
  '返信',
];
/** The same for mail that is passed on. */
const forwardMarks = ['fwd', 'fw', 'wg', 'tr', 'vb', 'rv', 'enc', 'pd', 'ilt', 'trs', 'továbbítás', 'пересл', '转发', '轉寄', '転送'];

const reply = leading(replyMarks);
const forward = leading(forwardMarks);
const either = leading([...replyMarks, ...forwardMarks]);

/** The subject without the marks of answering and passing on: what a conversation is about. */
export function baseSubject(subject: string): string {
  return subject.replace(either, '').trim();
}

/** "Re: ..." once, however often and in whatever language it stood there. */
export function replySubject(subject: string): string {
  return `Re: ${subject.replace(reply, '').trim()}`.trim();
}

/** "Fwd: ..." once. */
export function forwardSubject(subject: string): string {
  return `Fwd: ${subject.replace(forward, '').trim()}`.trim();
}

/** Marks in a row, each with an optional count as in "Re[2]:" or "Re (2):". */
function leading(marks: readonly string[]): RegExp {
  return new RegExp(`^\\s*(?:(?:${marks.join('|')})\\s?(?:[[(]\\d{1,3}[\\])])?\\s?[:：]\\s*)+`, 'iu');
}

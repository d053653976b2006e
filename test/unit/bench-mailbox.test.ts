/** The generated mail of the benchmarks: the same for the same seed, as heavy as real mail, and read right by the program's own parser. */
import { describe, expect, it } from 'vitest';
import { readEnvelope } from '../../main/mime/envelope.ts';
import { parseMessage } from '../../main/mime/parse.ts';
import { generatedMessage, type MailboxRecipe } from '../bench/support/generated-mailbox.ts';

const whole: MailboxRecipe = { seed: 1, count: 10_000, bodies: 'whole' };
const short: MailboxRecipe = { ...whole, bodies: 'short' };
const some = (recipe: MailboxRecipe, count = 500) => Array.from({ length: count }, (_, index) => generatedMessage(recipe, index));
const mean = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
const headSize = (raw: Buffer): number => raw.indexOf('\r\n\r\n') + 2;

describe('a generated mailbox', () => {
  it('is the same bytes, flags and dates for the same seed, in whatever order its messages are made', () => {
    const told = ({ raw, ...about }: ReturnType<typeof generatedMessage>) => ({ ...about, raw: raw.toString('latin1') });
    const again = Array.from({ length: 100 }, (_, at) => generatedMessage(whole, 99 - at)).reverse();
    expect(again.map(told)).toEqual(some(whole, 100).map(told));
  });

  it('is another one for another seed', () => {
    const raw = (seed: number) => some({ ...whole, seed }, 20).map((message) => message.raw.toString('latin1'));
    expect(raw(1).filter((text) => raw(2).includes(text))).toEqual([]);
  });

  it('has heads of 2 to 6 KB, and bodies of 1 to 2 KB where only heads are read', () => {
    const messages = some(short);
    const heads = messages.map(({ raw }) => headSize(raw));
    expect(Math.min(...heads)).toBeGreaterThan(2000);
    expect(Math.max(...heads)).toBeLessThan(6500);
    expect(mean(messages.map(({ raw }) => raw.length - headSize(raw)))).toBeGreaterThan(1000);
    expect(mean(messages.map(({ raw }) => raw.length - headSize(raw)))).toBeLessThan(2000);
  });

  it('has whole messages of mostly 2 to 15 KB, and a few with files, which are half of its bytes: 10,000 come to 193 MB', () => {
    const sizes = some(whole, 1600).map(({ raw }) => raw.length);
    expect(sizes.filter((size) => size > 2000 && size < 15_000).length / sizes.length).toBeGreaterThan(0.75);
    const withFile = sizes.filter((size) => size > 50_000);
    expect(withFile).toHaveLength(20);
    expect(Math.max(...withFile)).toBeLessThan(3_100_000);
    expect((mean(sizes) * 10_000) / 193e6).toBeCloseTo(1, 1);
  });

  it('arrives in order, a whole second or more apart', () => {
    const dates = some(short).map(({ date }) => date);
    expect(dates.every((date, at) => date % 1000 === 0 && date > (dates[at - 1] ?? 0))).toBe(true);
  });

  it('is mostly read, partly starred, answered and labelled', () => {
    const flags = some(short).flatMap((message) => message.flags);
    const share = (flag: string): number => flags.filter((each) => each === flag).length / 500;
    expect(share('\\Seen')).toBeGreaterThan(0.9);
    for (const flag of ['\\Flagged', '\\Answered', '$Forwarded']) expect(share(flag)).toBeGreaterThan(0.01);
  });

  it('holds threads that name messages before them', () => {
    const envelopes = some(short).map(({ raw }) => readEnvelope(raw.subarray(0, headSize(raw) + 2)));
    const ids = envelopes.map(({ headerMessageId }) => headerMessageId);
    expect(new Set(ids).size).toBe(500);
    const answers = envelopes.flatMap(({ inReplyTo }, at) =>
      inReplyTo === null ? [] : [ids.indexOf(inReplyTo) < at && ids.includes(inReplyTo)],
    );
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.every(Boolean)).toBe(true);
  });

  it.each(['utf-8', 'iso-8859-1', 'windows-1252', 'iso-2022-jp', 'koi8-r', 'gb18030'])('is read right in %s', async (charset) => {
    const messages = some(whole, 200).filter(({ raw }) => raw.includes(`charset=${charset}\r\n`));
    expect(messages.length).toBeGreaterThan(3);
    for (const { raw, subject } of messages) {
      const parsed = await parseMessage(raw);
      expect(parsed.envelope.subject).toBe(subject);
      expect(JSON.stringify(parsed)).not.toMatch(/\ufffd|=\?/);
    }
  });
});

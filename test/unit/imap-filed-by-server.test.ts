import { describe, expect, it } from 'vitest';
import { findFiledOn } from '../../main/backends/imap/filed-by-server.ts';

/** Answers with these, one after the other, and counts how often it was asked. */
function finding(...answers: readonly (readonly number[])[]) {
  const asked: string[] = [];
  const find = (path: string, id: string) => {
    asked.push(`${path} ${id}`);
    return Promise.resolve(answers[asked.length - 1] ?? []);
  };
  return { asked, find };
}

const signal = new AbortController().signal;

describe('a copy that the server files by itself', () => {
  it('is looked for until it is there', async () => {
    const { asked, find } = finding([], [], [7]);
    expect(await findFiledOn(find, [0, 1, 1, 1], signal)('Sent', '<a@b>')).toEqual([7]);
    expect(asked).toEqual(['Sent <a@b>', 'Sent <a@b>', 'Sent <a@b>']);
  });

  it('is given up after the last look', async () => {
    const { asked, find } = finding();
    expect(await findFiledOn(find, [0, 1, 1], signal)('Sent', '<a@b>')).toEqual([]);
    expect(asked).toHaveLength(3);
  });

  it('is not waited for when the account is closed: what the next look meets is told', async () => {
    const closed = new AbortController();
    const find = () => {
      if (closed.signal.aborted) return Promise.reject(new Error('closed'));
      closed.abort();
      return Promise.resolve([]);
    };
    await expect(findFiledOn(find, [0, 3_600_000], closed.signal)('Sent', '<a@b>')).rejects.toThrow('closed');
  });
});

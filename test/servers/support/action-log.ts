/** What was done to two devices, in order, for whoever has to find out why they differ. */
export interface ActionLog {
  note(who: 'ours' | 'theirs' | 'line', text: string): void;
  last(count: number): string;
  /** All that name this message. */
  about(number: number): string;
}

export function createActionLog(): ActionLog {
  const began = Date.now();
  const lines: string[] = [];
  return {
    note: (who, text) => void lines.push(`${String(Date.now() - began).padStart(6)} ms  ${who.padEnd(6)}  ${text}`),
    last: (count) => lines.slice(-count).join('\n'),
    about: (number) => lines.filter((line) => new RegExp(`#${number}\\b`).test(line)).join('\n'),
  };
}

/** Messages as they are named in the log. */
export function named(numbers: readonly number[]): string {
  return numbers.map((number) => `#${number}`).join(' ');
}

/** The number of a letter, by its Message-ID; null for one that is not ours. */
export function letterNumber(messageId: string | null | undefined): number | null {
  const found = /^<(\d+)@letters\.test>$/.exec(messageId ?? '')?.[1];
  return found === undefined ? null : Number(found);
}

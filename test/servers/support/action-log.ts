/** What was done to two devices, in order, for whoever has to find out why they differ. */
export interface ActionLog {
  note(who: 'ours' | 'theirs' | 'line', text: string): void;
  /** On the wire of ours. */
  heard(connection: number, from: 'client' | 'server', bytes: Buffer): void;
  last(count: number): string;
  /** All that name this message. */
  about(number: number): string;
  /** With what went over the wire in between. */
  everything(): string;
}

export function createActionLog(): ActionLog {
  const began = Date.now();
  const all: { readonly text: string; readonly isAction: boolean }[] = [];
  const add = (who: string, text: string, isAction: boolean): void =>
    void all.push({ text: `${String(Date.now() - began).padStart(6)} ms  ${who.padEnd(6)}  ${text}`, isAction });
  const actions = (): string[] => all.flatMap(({ text, isAction }) => (isAction ? [text] : []));
  return {
    note: (who, text) => add(who, text, true),
    heard: (connection, from, bytes) => {
      const says = from === 'client' ? 'C:' : 'S:';
      for (const line of bytes.toString('latin1').split('\r\n')) if (line !== '') add(`[${connection}]`, `${says} ${line}`, false);
    },
    last: (count) => actions().slice(-count).join('\n'),
    about: (number) =>
      actions()
        .filter((line) => new RegExp(`#${number}\\b`).test(line))
        .join('\n'),
    everything: () => `${all.map(({ text }) => text).join('\n')}\n`,
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

/** How many different messages the writers of packs know. */
export const packedMessages = 150;

/** The same bytes for the same number, from none up to some 100 KB. */
export function packedMessage(number: number): Buffer {
  return number === 0 ? Buffer.alloc(0) : Buffer.alloc((number * 7919) % 100_000, `${number} `);
}

/** What nobody removes; what the account removes, while the disk stores it, too; and what only the account knows. */
export function whoseMessage(number: number): 'everybody' | 'the account' | 'the account alone' {
  const kinds = ['everybody', 'the account', 'the account alone'] as const;
  return kinds[number % 3] ?? 'everybody';
}

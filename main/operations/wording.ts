/** "1 message", "3 messages": for the sentences that name what failed. */
export function countMessages(count: number): string {
  return count === 1 ? '1 message' : `${count} messages`;
}

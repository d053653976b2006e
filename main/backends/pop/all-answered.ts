/** As Promise.all, but nothing is still on its way when it rejects. */
export async function allAnswered<T>(asked: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(asked);
  return Promise.all(asked);
}

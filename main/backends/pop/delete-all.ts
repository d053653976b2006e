import { allAnswered } from './all-answered.ts';
import type { PopConnection } from './pop-connection.ts';
import { isRefusal } from './refusal.ts';

/** Asks for the removal of all of them at once; returns those that the server agreed to. */
export async function deleteAll<R extends { readonly number: number }>(
  connection: PopConnection,
  removals: readonly R[],
): Promise<readonly R[]> {
  const answers = await allAnswered(
    removals.map((removal) =>
      connection.delete(removal.number).then(
        () => [removal],
        (thrown: unknown) => {
          if (isRefusal(thrown)) return [];
          throw thrown;
        },
      ),
    ),
  );
  return answers.flat();
}

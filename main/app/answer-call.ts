import { bugFailure, failed, failureOf, ok, type Result } from '../../shared/failure.ts';
import type { ArgumentShapes } from './ipc-arguments.ts';

type Answer<F> = F extends (...args: infer A) => infer R ? (...args: A) => R | Promise<R> : never;

/** One function per name of a contract map; each may answer at once or later, or throw a MailFailureError. */
export type Answers<M> = { readonly [N in keyof M]: Answer<M[N]> };

type Call = (args: unknown) => Promise<Result<unknown>>;

/** Everything the window may ask or do, by name: the argument check and the function behind it in one. */
export type CallTable = ReadonlyMap<string, Call>;

/**
 * @param onBug told whatever was thrown that is no MailFailureError: a mistake of ours, to be logged with its stack
 */
export function callTable<M>(
  names: readonly (keyof M & string)[],
  shapes: ArgumentShapes<M>,
  answers: Answers<M>,
  onBug: (name: string, thrown: unknown) => void,
): CallTable {
  const callOf =
    (name: keyof M & string): Call =>
    async (args) => {
      const checked = shapes[name].safeParse(args);
      if (!checked.success) return failed(bugFailure(`arguments of ${name}`));
      try {
        return ok(await answers[name](...checked.data));
      } catch (error) {
        const failure = failureOf(error);
        if (failure.kind === 'bug') onBug(name, error);
        return failed(failure);
      }
    };
  return new Map(names.map((name) => [name, callOf(name)]));
}

/** The answer to one call from the window; a name outside the table does not exist. */
export async function answerCall(table: CallTable, name: unknown, args: unknown): Promise<Result<unknown>> {
  const call = typeof name === 'string' ? table.get(name) : undefined;
  return call === undefined ? failed(bugFailure('unknown name')) : call(args);
}

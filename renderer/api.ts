/** The only file that touches `window.api`. Unwraps Results: a failure is thrown as MailFailureError. */
import { MailFailureError } from '../shared/failure.ts';
import type { Result } from '../shared/failure.ts';
import type { Api, CommandName, Commands, EventName, Events, Queries, QueryName } from '../shared/ipc.ts';

declare global {
  interface Window {
    readonly api: Api;
  }
}

export async function query<N extends QueryName>(name: N, ...args: Parameters<Queries[N]>): Promise<ReturnType<Queries[N]>> {
  return unwrap(await window.api.query(name, ...args));
}

export async function command<N extends CommandName>(name: N, ...args: Parameters<Commands[N]>): Promise<ReturnType<Commands[N]>> {
  return unwrap(await window.api.command(name, ...args));
}

/** Returns a function that stops listening. */
export function on<N extends EventName>(name: N, listener: (payload: Events[N]) => void): () => void {
  return window.api.on(name, listener);
}

function unwrap<T>(result: Result<T>): T {
  if (result.ok) return result.value;
  throw new MailFailureError(result.failure);
}

/** Typed calls and events over a message port, both ends. Handlers return or throw; only this file posts. */
import { failureOf, type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { FromThread, ToThread } from './protocol.ts';

/** What both a MessagePort and a Worker are. */
export interface Port {
  postMessage(message: unknown, given?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
}

/** Calls are methods; what a handler returns may be awaited. */
export type Handlers<Calls> = {
  readonly [Name in keyof Calls]: Calls[Name] extends (...args: infer Args) => infer Value
    ? (...args: Args) => Value | Promise<Value>
    : never;
};

export type Emit<Events> = <Name extends keyof Events & string>(event: Name, payload: Events[Name]) => void;

/** Answers calls in a thread: exactly one reply each. Events emitted by a handler are posted before its reply. */
export function serve<Calls, Events>(port: Port, create: (emit: Emit<Events>) => Handlers<Calls>): void {
  const post = (message: FromThread): void => port.postMessage(message);
  const handlers = create((event, payload) => post({ event, payload }));
  const answer = async ({ id, call, args }: ToThread): Promise<void> => {
    try {
      // Object.hasOwn: an unknown call, or one named after a member of Object, is a bug, never a success.
      if (!Object.hasOwn(handlers, call)) throw new Error(`unknown call ${call}`);
      const handler = handlers[call as keyof Calls] as (...given: readonly unknown[]) => unknown;
      post({ id, ok: true, value: await handler(...args) });
    } catch (thrown) {
      post({ id, ok: false, failure: withStack(failureOf(thrown), thrown) });
    }
  };
  port.on('message', (message) => void answer(message as ToThread));
}

type Arguments<Call> = Call extends (...args: infer Args) => unknown ? Args : never;
type Value<Call> = Call extends (...args: never) => infer Answer ? Answer : never;

/** The calling end. */
export interface Channel<Calls, Events> {
  call<Name extends keyof Calls & string>(name: Name, ...args: Arguments<Calls[Name]>): Promise<Value<Calls[Name]>>;
  /** As `call`; these buffers are not copied, but given away. */
  give<Name extends keyof Calls & string>(
    buffers: readonly ArrayBuffer[],
    name: Name,
    ...args: Arguments<Calls[Name]>
  ): Promise<Value<Calls[Name]>>;
  on<Name extends keyof Events & string>(event: Name, listener: (payload: Events[Name]) => void): void;
  /** The thread is gone: every call that waits for an answer fails with this. */
  fail(failure: MailFailure): void;
}

export function connect<Calls, Events>(port: Port): Channel<Calls, Events> {
  type Waiting = { readonly resolve: (value: never) => void; readonly reject: (error: MailFailureError) => void };
  const waiting = new Map<number, Waiting>();
  const listeners = new Map<string, ((payload: never) => void)[]>();
  let lastId = 0;
  let gone: MailFailure | null = null;

  port.on('message', (received) => {
    const message = received as FromThread;
    if ('event' in message) {
      for (const listener of listeners.get(message.event) ?? []) listener(message.payload as never);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.ok) call?.resolve(message.value as never);
    else call?.reject(new MailFailureError(message.failure));
  });

  const give: Channel<Calls, Events>['give'] = (buffers, name, ...args) =>
    new Promise((resolve, reject) => {
      if (gone !== null) {
        reject(new MailFailureError(gone));
        return;
      }
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      const request: ToThread = { id, call: name, args };
      port.postMessage(request, buffers);
    });

  return {
    call: (name, ...args) => give([], name, ...args),
    give,
    on: (event, listener) => {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    fail: (failure) => {
      gone = failure;
      for (const { reject } of waiting.values()) reject(new MailFailureError(failure));
      waiting.clear();
    },
  };
}

/** A bug is logged by whoever called, with the stack of the thread it happened in. */
function withStack(failure: MailFailure, thrown: unknown): MailFailure {
  return failure.kind === 'bug' && thrown instanceof Error ? { ...failure, code: thrown.stack ?? thrown.message } : failure;
}

/**
 * Everything that can go wrong, as one closed union of values.
 *
 * Electron passes only an error's `message` through `ipcMain.handle`, and a worker's `postMessage` loses its class: so a
 * failure is data, made once at the edge that knows the library, and passed on unchanged from there to the screen.
 */

/** When trying the same thing again can help: never, by itself after a while, or after the person did something. */
type Retry = 'never' | 'later' | 'after-user';

interface FailureBase {
  /** One plain sentence for the person, without library names, codes or secrets. */
  readonly text: string;
  readonly retry: Retry;
  /** What the server said, verbatim and without secrets, when it said something. */
  readonly server?: string;
  /** The library's or server's own code (`ECONNREFUSED`, `OVERQUOTA`, `5.7.1`), for the log and for tests. */
  readonly code?: string;
}

/** A certificate that was not trusted, with what a person needs to judge it. Dates are ISO 8601. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** SHA-256, upper-case hex in pairs with colons, as openssl prints it. */
  readonly fingerprint: string;
  readonly pem: string;
}

export type MailFailure =
  | (FailureBase & { readonly kind: 'offline'; readonly retry: 'later'; readonly reason: OfflineReason })
  | (FailureBase & { readonly kind: 'tls'; readonly retry: 'after-user'; readonly certificate?: CertificateFacts })
  | (FailureBase & { readonly kind: 'auth'; readonly retry: 'after-user' })
  | (FailureBase & { readonly kind: 'busy'; readonly retry: 'later' })
  | (FailureBase & { readonly kind: 'quota'; readonly retry: 'after-user' })
  | (FailureBase & { readonly kind: 'gone'; readonly retry: 'never' })
  | (FailureBase & { readonly kind: 'rejected'; readonly retry: 'never' })
  | (FailureBase & { readonly kind: 'unsupported'; readonly retry: 'never' })
  | (FailureBase & { readonly kind: 'protocol'; readonly retry: 'later' | 'never' })
  /** `room`: bytes that have to be free on the disk before another try is worth it; missing where room would not help. */
  | (FailureBase & { readonly kind: 'storage'; readonly retry: 'after-user'; readonly room?: number })
  | (FailureBase & { readonly kind: 'cancelled'; readonly retry: 'never' })
  | (FailureBase & { readonly kind: 'bug'; readonly retry: 'never' });

export type FailureKind = MailFailure['kind'];

/** Why there is no connection: each has its own sentence, since each has its own remedy. */
export type OfflineReason = 'unknown-host' | 'refused' | 'unreachable' | 'timeout' | 'lost' | 'switched-off';

export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: MailFailure };

/** Success as a value. */
export function ok<T>(value: T): Result<T> {
  return { ok: true, value };
}

/** Failure as a value. */
export function failed(failure: MailFailure): Result<never> {
  return { ok: false, failure };
}

/** A MailFailure on its way up a call stack inside one thread; at thread and process borders it becomes a value again. */
export class MailFailureError extends Error {
  readonly failure: MailFailure;
  constructor(failure: MailFailure, cause?: unknown) {
    super(`${failure.kind}: ${failure.text}`, cause === undefined ? undefined : { cause });
    this.name = 'MailFailureError';
    this.failure = failure;
  }
}

/**
 * The failure inside whatever was thrown. Anything that is not a MailFailureError is a mistake of ours: kind `bug`, whose
 * stack the caller logs.
 */
export function failureOf(thrown: unknown): MailFailure {
  if (thrown instanceof MailFailureError) return thrown.failure;
  const text = thrown instanceof Error ? thrown.message : String(thrown);
  return bugFailure(text);
}

/** Bytes that have to be free on the disk before this can go well; null where that is not what is missing. */
export function roomWanted(failure: MailFailure): number | null {
  return failure.kind === 'storage' ? (failure.room ?? null) : null;
}

/** It is not there, or we may not use it: that one thing, which is no reason to leave the rest. */
export function isGoneOrRejected(thrown: unknown): boolean {
  const { kind } = failureOf(thrown);
  return kind === 'gone' || kind === 'rejected';
}

/** A mistake of ours; `code` says which, for the log. */
export function bugFailure(code: string): MailFailure {
  return { kind: 'bug', retry: 'never', text: 'Something went wrong inside Homing.', code };
}

/** It was removed while somebody still had it on the screen. */
export function accountGone(): MailFailure {
  return { kind: 'gone', retry: 'never', text: 'This account does not exist any more.' };
}

/** The user, or the program on its way out, asked for the work to stop. */
export function cancelledFailure(): MailFailure {
  return { kind: 'cancelled', retry: 'never', text: 'Stopped.' };
}

/** Closes a switch over a union: a new member makes the compiler point here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}

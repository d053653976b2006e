import type { AccountId } from './account.ts';
import type { MailFailure } from './failure.ts';
import type { MessageRef } from './message.ts';

export type OperationId = number & { readonly __id: 'operation' };

/** `pending`: waits for its turn or the server. `running`: on the wire now. `failed`: refused for good and backed out; kept until the person puts it away. */
export type OperationState = 'pending' | 'running' | 'failed';

/** An operation that ended badly, as told to the person. */
export interface FailedOperation {
  readonly accountId: AccountId;
  readonly operationId: OperationId;
  /** "Could not move 3 messages to Archive", in words. */
  readonly title: string;
  readonly failure: MailFailure;
  /** `delete-without-copy`: Trash has no room for a copy; asked for anew, these messages can be removed for ever. */
  readonly remedy?: { readonly kind: 'delete-without-copy'; readonly refs: readonly MessageRef[] };
}

/** One mail that waits to go out. */
export interface OutboxItem {
  readonly accountId: AccountId;
  readonly operationId: OperationId;
  readonly subject: string;
  readonly to: readonly string[];
  readonly state: OperationState;
  readonly attempts: number;
  /** Milliseconds since 1970; null when it goes as soon as there is a connection. */
  readonly nextTry: number | null;
  readonly failure: MailFailure | null;
}

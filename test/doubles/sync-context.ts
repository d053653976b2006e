// What a synchronisation works with, over a store of its own, for tests of its single steps.
import type { SyncProgress } from '../../main/backends/backend.ts';
import type { ImapOptions } from '../../shared/account.ts';
import type { ImapConnection } from '../../main/backends/imap/session.ts';
import { nothingPassedOver, type SyncContext } from '../../main/backends/imap/sync-context.ts';
import type { MailStore } from '../../main/store/mail-store.ts';
import { openTempStore } from '../store/open-temp-store.ts';

const options: ImapOptions = { offline: { kind: 'everything' }, largestOffline: 1_000_000, roles: {}, enteredLimit: null, without: [] };

/** Nobody listens, and nobody waits. */
export function syncProgress(): SyncProgress {
  return {
    report: () => undefined,
    signal: new AbortController().signal,
    arrived: () => undefined,
    notice: () => undefined,
    downloadPaused: () => false,
    breathe: () => Promise.resolve(),
  };
}

export function contextOf(connection: ImapConnection, store: MailStore = openTempStore().store): SyncContext {
  return { connection, store, progress: syncProgress(), options, passedOver: nothingPassedOver() };
}

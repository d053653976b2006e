import type { CopiesPolicy, RemovalPreview } from '../../shared/account.ts';
import { previewRemoval } from '../backends/pop/plan-removal.ts';
import type { MailStore } from '../store/mail-store.ts';
import { rawHashOf } from '../store/messages.ts';
import { listUidls } from '../store/uidls.ts';

/** What the next check would remove from the server under this policy. Asks the store, not the server. */
export function removalPreview(store: MailStore, policy: CopiesPolicy, now: number): RemovalPreview {
  return previewRemoval(listUidls(store.read), policy, now, (messageId) => {
    const hash = rawHashOf(store.read, messageId);
    return hash !== null && store.raw.has(hash);
  });
}

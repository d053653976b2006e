import { expect, it } from 'vitest';
import { waitingIn } from '../../main/backends/imap/waiting.ts';
import { submit } from '../../main/operations/queue.ts';
import { seenFlag } from '../../shared/message.ts';
import { addMailbox, addMessage, openTempStore } from './open-temp-store.ts';

it('one action on thousands of messages is laid over what the server says in time proportional to it', () => {
  const { store } = openTempStore();
  const inbox = addMailbox(store, 'INBOX', 'inbox');
  const refs = Array.from({ length: 2500 }, (_, at) => addMessage(store, inbox, { uid: at + 1 }));
  store.transaction((tx) => submit(tx, { kind: 'set-flags', refs, change: { add: [seenFlag], remove: [] } }, 1));
  const from = performance.now();
  const { rebase } = waitingIn(store.read, inbox);
  // Reading the whole action once for each of its messages takes 5 s, and a minute and all memory of a thread for 20,000.
  expect(performance.now() - from).toBeLessThan(1000);
  expect(refs.filter(({ messageId }) => rebase(messageId, []).includes(seenFlag))).toHaveLength(2500);
});

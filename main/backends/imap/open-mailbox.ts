import type { ImapClient } from './connection.ts';
import { failureOf } from '../../../shared/failure.ts';
import { encodeModifiedUtf7 } from './modified-utf7.ts';
import type { ImapSession } from './session.ts';

type Opened = Exclude<Awaited<ReturnType<ImapClient['mailboxOpen']>>, false>;

const utf8Names = 'UTF8=ACCEPT';

/**
 * Selects a mailbox. Where the server does not know the name in modified UTF-7, it is tried by the very bytes it was listed with:
 * some servers list `R&D` or plain UTF-8 and mean it.
 */
export async function openMailbox(ask: ImapSession['ask'], path: string): Promise<Opened> {
  try {
    return await ask((client) => client.mailboxOpen(path));
  } catch (thrown) {
    if (failureOf(thrown).kind !== 'gone' || encodeModifiedUtf7(path) === path) throw thrown;
    return await ask((client) => withoutEncoding(client, () => client.mailboxOpen(path)));
  }
}

/** imapflow sends names as they are once this is enabled. */
async function withoutEncoding<T>(client: ImapClient, command: () => Promise<T>): Promise<T> {
  const enabled = client.enabled.has(utf8Names);
  client.enabled.add(utf8Names);
  try {
    return await command();
  } finally {
    if (!enabled) client.enabled.delete(utf8Names);
  }
}

import { once } from 'node:events';
import { connect } from 'node:net';
import { LineReader } from '../../doubles/line-reader.ts';
import type { GeneratedMessage } from './generated-mailbox.ts';
import type { Login } from './login.ts';

interface AppendTarget extends Login {
  readonly mailbox: string;
}

/** Messages in one APPEND: the server keeps them all or none. */
const atOnce = 500;

/**
 * Fills a mailbox in the given order, making it if it is missing. Many messages in one APPEND (MULTIAPPEND, RFC 3502) that are not waited
 * for one by one (LITERAL+, RFC 7888): nothing fills Dovecot's formats quicker, and keywords and dates are kept.
 */
export async function appendMessages(target: AppendTarget, messages: Iterable<GeneratedMessage>): Promise<void> {
  const { user, password, mailbox } = target;
  const socket = connect(target.port, '127.0.0.1');
  const reader = new LineReader(socket);
  const write = async (bytes: string | Buffer): Promise<void> => {
    if (!socket.write(bytes)) await once(socket, 'drain');
  };
  const accepted = async (): Promise<void> => {
    let line = '';
    while (!line.startsWith('a ')) line = await reader.line();
    if (!/^a (OK|NO \[ALREADYEXISTS\])/.test(line)) throw new Error(`The test server said: ${line}`);
  };
  try {
    await write(`a LOGIN "${user}" "${password}"\r\n`);
    await accepted();
    if (mailbox !== 'INBOX') {
      await write(`a CREATE "${mailbox}"\r\n`);
      await accepted();
    }
    let waiting = 0;
    for (const { raw, flags, date } of messages) {
      if (waiting === 0) await write(`a APPEND "${mailbox}"`);
      await write(` (${flags.join(' ')}) "${internalDate(date)}" {${raw.length}+}\r\n`);
      await write(raw);
      waiting = (waiting + 1) % atOnce;
      if (waiting > 0) continue;
      await write('\r\n');
      await accepted();
    }
    if (waiting === 0) return;
    await write('\r\n');
    await accepted();
  } finally {
    socket.destroy();
  }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** RFC 9051 `date-time`. */
function internalDate(time: number): string {
  const date = new Date(time);
  const day = String(date.getUTCDate()).padStart(2, '0');
  return `${day}-${months[date.getUTCMonth()]}-${date.getUTCFullYear()} ${date.toISOString().slice(11, 19)} +0000`;
}

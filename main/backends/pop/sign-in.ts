import { type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import type { ConnectionOptions } from 'node:tls';
import { type PopCapabilities, parseCapabilities, withoutCapa } from './capabilities.ts';
import type { PopDialogue } from './dialogue.ts';
import type { PopServer } from './pop-server.ts';
import { askForLines } from './lines.ts';

/** From the greeting to the open maildrop: CAPA, STLS where it is wanted, USER and PASS. Resolves with what the server can do. */
export async function signIn(
  dialogue: PopDialogue,
  server: PopServer,
  password: string,
  tlsOptions: ConnectionOptions,
): Promise<PopCapabilities> {
  const greeting = await dialogue.greeting.done;
  if (!greeting.ok) throw dialogue.refusal(greeting, 'greeting');

  let capabilities = await readCapabilities(dialogue);
  if (server.security === 'starttls') {
    // A server without CAPA may know STLS all the same; one that lists its capabilities without it does not, or somebody struck it out.
    if (capabilities !== null && !capabilities.stls) throw new MailFailureError(noStls(server));
    const answer = await dialogue.ask('STLS', { ifMoreFollows: injected(server) }).done;
    if (!answer.ok) throw new MailFailureError(noStls(server));
    await dialogue.startTls(tlsOptions);
    // RFC 2595 section 4: what was said in clear is forgotten.
    capabilities = await readCapabilities(dialogue);
  }

  for (const command of [`USER ${server.userName}`, `PASS ${password}`]) {
    const answer = await dialogue.ask(command).done;
    if (!answer.ok) throw dialogue.refusal(answer, 'sign-in');
  }
  dialogue.pipelining = capabilities?.pipelining ?? false;
  return capabilities ?? withoutCapa;
}

/** Null when the server does not know CAPA. */
async function readCapabilities(dialogue: PopDialogue): Promise<PopCapabilities | null> {
  const { answer, lines } = await askForLines(dialogue, 'CAPA');
  return answer.ok ? parseCapabilities(lines) : null;
}

function noStls(server: PopServer): MailFailure {
  const text = `${server.host} does not offer STARTTLS on port ${server.port}, so nothing was sent. Check the port and the security setting.`;
  return { kind: 'tls', retry: 'after-user', text };
}

// RFC 2595 section 2.1 leaves the door open: what is appended to the answer in clear would count as said under encryption.
function injected(server: PopServer): MailFailure {
  const text = `The connection to ${server.host} was tampered with before encryption began.`;
  return { kind: 'tls', retry: 'after-user', text };
}

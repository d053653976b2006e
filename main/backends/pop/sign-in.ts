import type { ConnectionOptions } from 'node:tls';
import { type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import { authenticate, type SignedIn } from './authenticate.ts';
import { type PopCapabilities, withoutCapa } from './capabilities.ts';
import type { PopCredential } from './credential.ts';
import type { PopDialogue } from './dialogue.ts';
import { planSignIn } from './plan-sign-in.ts';
import type { PopServer } from './pop-server.ts';
import { readCapabilities } from './read-capabilities.ts';

interface SignInOptions {
  readonly server: PopServer;
  readonly credential: PopCredential;
  /** For STLS. */
  readonly tlsOptions: ConnectionOptions;
  /** Another connection was hung up on after APOP had been refused: it is left out. */
  readonly withoutApop: boolean;
  /** What the server says it can do, before it judges the password, and again where that differs by user. */
  readonly terms: (capabilities: PopCapabilities) => void;
}

type OpenedOrHungUp = { readonly kind: 'open'; readonly capabilities: PopCapabilities } | Extract<SignedIn, { kind: 'hung-up' }>;

/** From the greeting to the open maildrop: CAPA, STLS where it is wanted, then user name and password or token. */
export async function signIn(
  dialogue: PopDialogue,
  { server, credential, tlsOptions, withoutApop, terms }: SignInOptions,
): Promise<OpenedOrHungUp> {
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

  if (capabilities !== null) terms(capabilities);
  const planned = planSignIn(capabilities, greeting.text, server.security, credential);
  const ways = withoutApop ? planned.filter((way) => way !== 'APOP') : planned;
  const signedIn = await authenticate(dialogue, { server, credential, greeting: greeting.text, ways }).catch((thrown: unknown) => {
    throw withDelay(thrown, server, capabilities);
  });
  if (signedIn.kind === 'hung-up') return signedIn;
  // What holds for this user is told only now.
  if (capabilities?.differsByUser === true) {
    capabilities = (await readCapabilities(dialogue)) ?? capabilities;
    terms(capabilities);
  }
  dialogue.pipelining = capabilities?.pipelining ?? false;
  return { kind: 'open', capabilities: capabilities ?? withoutCapa };
}

/** Who is let in only from time to time is to know how often. */
function withDelay(thrown: unknown, { host }: PopServer, capabilities: PopCapabilities | null): unknown {
  const seconds = capabilities?.loginDelaySeconds ?? 0;
  if (!(thrown instanceof MailFailureError) || thrown.failure.code !== 'LOGIN-DELAY' || seconds === 0) return thrown;
  const minutes = Math.ceil(seconds / 60);
  const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return new MailFailureError({ ...thrown.failure, text: `${host} wants ${wait} between two checks, and this one came too soon.` }, thrown);
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

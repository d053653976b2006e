import { assertNever, failureOf, type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import { readCapabilities } from './read-capabilities.ts';
import type { PopCredential } from './credential.ts';
import type { PopDialogue } from './dialogue.ts';
import { holdConversation, type Said } from './hold-conversation.ts';
import type { SignInWay } from './plan-sign-in.ts';
import type { PopServer } from './pop-server.ts';
import { refusedFor } from './refused-sign-in.ts';
import { conversation, secretForms } from './sign-in-lines.ts';

interface SignIn {
  readonly server: PopServer;
  readonly credential: PopCredential;
  /** What followed the +OK of the greeting. */
  readonly greeting: string;
  /** In the order in which to try them. */
  readonly ways: readonly SignInWay[];
}

/** The maildrop is open; or the server hung up after it refused APOP, and the ways that are left need another connection. */
export type SignedIn = { readonly kind: 'open' } | { readonly kind: 'hung-up'; readonly refusal: MailFailureError };

/** Signs in by the first way that the server knows; `refusedFor` tells what comes after a refusal. Rejects with MailFailureError. */
export async function authenticate(dialogue: PopDialogue, { server, credential, greeting, ways }: SignIn): Promise<SignedIn> {
  const talks = ways.map((way) => conversation(way, server, credential, greeting));
  dialogue.hide(secretForms(server, credential, talks));
  let digest: MailFailureError | null = null;
  let last: MailFailure | null = null;
  for (const [place, way] of ways.entries()) {
    const talk = talks[place];
    if (talk === undefined) break;
    let said: Said;
    try {
      said = await holdConversation(dialogue, talk);
    } catch (thrown) {
      // Whatever became of the second try, the first was refused: not to be repeated as if only the line had broken.
      throw digest !== null && isLost(thrown) ? digest : thrown;
    }
    if (said.answer.ok) return { kind: 'open' };
    const refusal = dialogue.refusal(said.answer, 'sign-in');
    last = refusal.failure;
    const what = refusedFor({ way, failure: last, shown: said.shown });
    switch (what) {
      case 'way':
        break;
      case 'digest':
        digest = refusal;
        if (place + 1 < ways.length && !(await stillListens(dialogue))) return { kind: 'hung-up', refusal };
        break;
      case 'credential':
        throw credential.kind === 'token' ? new MailFailureError(wrongToken(last, server)) : refusal;
      case 'other':
        throw refusal;
      default:
        return assertNever(what);
    }
  }
  throw digest ?? new MailFailureError(noWay(last, server, credential));
}

/** Asks something harmless, so that no password goes out to a server that is hanging up. */
async function stillListens(dialogue: PopDialogue): Promise<boolean> {
  try {
    await readCapabilities(dialogue);
    return true;
  } catch (thrown) {
    if (!isLost(thrown)) throw thrown;
    return false;
  }
}

function isLost(thrown: unknown): boolean {
  const failure = failureOf(thrown);
  return failure.kind === 'offline' && failure.reason === 'lost';
}

function wrongToken(refusal: MailFailure, { host }: PopServer): MailFailure {
  return {
    ...refusal,
    kind: 'auth',
    retry: 'after-user',
    text: `${host} did not accept the permission that Homing has: please sign in again.`,
  };
}

/** `last` is the last refusal; null when there was nothing to try. */
function noWay(last: MailFailure | null, { host, security }: PopServer, { kind }: PopCredential): MailFailure {
  const what = kind === 'token' ? 'a sign-in with your provider in place of a password' : 'any way of signing in that Homing knows';
  const advice = security === 'none' && kind === 'password' ? ' Perhaps it wants encryption: choose TLS or STARTTLS.' : '';
  const said = { ...(last?.server === undefined ? {} : { server: last.server }), ...(last?.code === undefined ? {} : { code: last.code }) };
  return { kind: 'unsupported', retry: 'never', text: `${host} does not offer ${what}.${advice}`, ...said };
}

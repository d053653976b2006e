import type { MailFailure } from '../../../shared/failure.ts';
import type { SignInWay } from './plan-sign-in.ts';

/** A way to sign in that a server refused. */
export interface RefusedWay {
  readonly way: SignInWay;
  /** What the refusal means, as far as its own words go. */
  readonly failure: MailFailure;
  /** The name or the secret had been sent by then. */
  readonly shown: boolean;
}

const unknownMechanism =
  /(unknown|invalid|unrecogni[sz]ed|unsupported|unavailable|no such|disabled) (sasl |auth\w* )*mechanism|mechanism (is )?(unknown|unrecogni[sz]ed|unsupported|unavailable|disabled|not )/i;
const unknownCommand =
  /(unknown|invalid|unrecogni[sz]ed|unimplemented|unsupported|bad|disabled) (auth\w* |pop3? )*(command|method|type|verb)|not (implemented|supported|recogni[sz]ed)|command (is )?(unknown|unrecogni[sz]ed|disabled|not )|syntax|argument|parameter/i;

/**
 * What a refusal was about, which decides what comes next; the rule keeps wrong passwords from locking an account:
 * - `way`: the server does not know the way, so nothing was judged: the next one is tried.
 * - `digest`: APOP was refused. Many servers greet with a timestamp and have only hashes of passwords, by which they cannot check it, and
 *   say the same as to a wrong password ([AUTH] too): one other way is tried, and its answer counts. This is the only case in which a
 *   password that may be wrong is sent twice.
 * - `credential`: the name, the password or the token. All other ways would only show the same again: nothing more is sent.
 * - `other`: a lock, a pause, trouble of the server's own, encryption missing: no way would do better.
 */
export function refusedFor({ way, failure, shown }: RefusedWay): 'way' | 'digest' | 'credential' | 'other' {
  if (failure.kind === 'tls') return 'other';
  const said = failure.server ?? '';
  // Dovecot has [AUTH] for this, too.
  if (unknownMechanism.test(said)) return 'way';
  // Otherwise a code tells more than words (RFC 2449 section 8, RFC 3206).
  if (failure.code === undefined && unknownCommand.test(said)) return 'way';
  if (failure.kind !== 'auth') return 'other';
  if (!shown && failure.code !== 'AUTH') return 'way';
  return way === 'APOP' ? 'digest' : 'credential';
}

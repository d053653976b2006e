import type { Security } from '../../../shared/account.ts';
import type { PopCapabilities } from './capabilities.ts';
import type { PopCredential } from './credential.ts';

/** A way to sign in: a mechanism of AUTH, or one of the two of RFC 1939. */
export type SignInWay = 'PLAIN' | 'LOGIN' | 'OAUTHBEARER' | 'XOAUTH2' | 'APOP' | 'USER';

/** Tokens: the standard (RFC 7628) before what Google and Microsoft had first. */
const tokenWays = ['OAUTHBEARER', 'XOAUTH2'] as const;
const passwordWays = ['PLAIN', 'LOGIN'] as const;

/**
 * The ways to sign in, in the order in which to try them: the next one only where a server does not know the one before it. Empty:
 * the server takes no such credential. `capabilities` are those that hold now, null where the server knows no CAPA; `greeting` is
 * what followed its +OK.
 *
 * On a plain connection APOP comes first, which shows the password to nobody; the others follow, since the person chose to go without
 * encryption. USER is always among them: servers that list what they can do often leave it out.
 */
export function planSignIn(
  capabilities: PopCapabilities | null,
  greeting: string,
  security: Security,
  credential: PopCredential,
): readonly SignInWay[] {
  const offered = capabilities?.sasl ?? null;
  if (credential.kind === 'token') return tokenWays.filter((way) => offered === null || offered.includes(way));
  const inClear = [...passwordWays.filter((way) => offered?.includes(way) === true), 'USER'] as const;
  const apop = apopTimestamp(greeting) === null ? [] : (['APOP'] as const);
  switch (security) {
    case 'none':
      return [...apop, ...inClear];
    case 'tls':
      return [...inClear, ...apop];
    case 'starttls':
      // The greeting came in clear, and what came in clear is forgotten (RFC 2595 section 4).
      return inClear;
  }
}

/**
 * The timestamp of a greeting, with its angle brackets, or null. Only what a message id may hold (RFC 1939 section 7): bytes that none
 * may hold are how a server that is none gets at passwords by MD5 collisions (CVE-2007-1558).
 */
export function apopTimestamp(greeting: string): string | null {
  return /<[!-;=?A-~]{1,200}@[!-;=?A-~]{1,200}>/.exec(greeting)?.[0] ?? null;
}

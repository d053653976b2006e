import { assertNever } from '../../../shared/failure.ts';
import { type PopCredential, secretOf } from './credential.ts';
import { apopTimestamp, type SignInWay } from './plan-sign-in.ts';
import type { PopServer } from './pop-server.ts';
import { apopDigest, login, oauthBearer, plain, type SaslScript, xoauth2 } from './sasl.ts';

/** All that is said in one way to sign in. */
export type Conversation =
  /** Commands; each is sent after the +OK to the one before it. */
  { readonly kind: 'commands'; readonly lines: readonly string[] } | { readonly kind: 'sasl'; readonly script: SaslScript };

/** `greeting` is what followed its +OK, where APOP finds its timestamp. */
export function conversation(way: SignInWay, server: PopServer, credential: PopCredential, greeting: string): Conversation {
  const { userName } = server;
  const secret = secretOf(credential);
  switch (way) {
    case 'PLAIN':
      return { kind: 'sasl', script: plain(userName, secret) };
    case 'LOGIN':
      return { kind: 'sasl', script: login(userName, secret) };
    case 'OAUTHBEARER':
      return { kind: 'sasl', script: oauthBearer(userName, secret, server) };
    case 'XOAUTH2':
      return { kind: 'sasl', script: xoauth2(userName, secret) };
    case 'APOP':
      return { kind: 'commands', lines: [`APOP ${userName} ${apopDigest(apopTimestamp(greeting) ?? '', secret)}`] };
    case 'USER':
      return { kind: 'commands', lines: [`USER ${userName}`, `PASS ${secret}`] };
    default:
      return assertNever(way);
  }
}

/** Every form in which the secret goes over the wire in these conversations. */
export function secretForms(server: PopServer, credential: PopCredential, talks: readonly Conversation[]): readonly string[] {
  const secret = secretOf(credential);
  const nameAlone = Buffer.from(server.userName).toString('base64');
  const sent = talks.flatMap((talk) =>
    talk.kind === 'sasl' ? talk.script.responses : talk.lines.flatMap((line) => /^APOP .* (\S+)$/.exec(line)?.[1] ?? []),
  );
  return [secret, Buffer.from(secret).toString('base64'), ...sent].filter((form) => form !== nameAlone);
}

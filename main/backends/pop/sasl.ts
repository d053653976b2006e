/** What is said to sign in: pure, and nothing of it ever shown. Names and secrets are free of control characters. */
import { createHash } from 'node:crypto';
import type { HostAndPort } from '../socket-failure.ts';

/** An exchange of AUTH (RFC 5034). Lines are in base64, as they go over the wire. */
export interface SaslScript {
  readonly mechanism: string;
  /** One for each challenge of the server. */
  readonly responses: readonly string[];
  /** The client speaks first: the first response may go with the command. */
  readonly clientFirst: boolean;
  /** What answers one challenge more, by which the server tells of an error before it says -ERR; null: there is none. */
  readonly errorAnswer: string | null;
}

/** RFC 4616: no other identity, the name, the password. */
export function plain(userName: string, password: string): SaslScript {
  return { mechanism: 'PLAIN', responses: [base64(`\0${userName}\0${password}`)], clientFirst: true, errorAnswer: null };
}

/** It was never standardised, and servers word its two questions as they like: the name is first, the password second. */
export function login(userName: string, password: string): SaslScript {
  return { mechanism: 'LOGIN', responses: [base64(userName), base64(password)], clientFirst: false, errorAnswer: null };
}

/** RFC 7628. An error comes as a challenge of JSON, which a lone control-A answers (section 3.2.3). */
export function oauthBearer(userName: string, token: string, { host, port }: HostAndPort): SaslScript {
  // RFC 5801 section 4: a comma or an equals sign would begin another field.
  const name = userName.replaceAll('=', '=3D').replaceAll(',', '=2C');
  const message = `n,a=${name},\u0001host=${host}\u0001port=${port}\u0001auth=Bearer ${token}\u0001\u0001`;
  return { mechanism: 'OAUTHBEARER', responses: [base64(message)], clientFirst: true, errorAnswer: base64('\u0001') };
}

/** As Google and Microsoft describe it. An error comes as a challenge, which an empty line answers. */
export function xoauth2(userName: string, token: string): SaslScript {
  const message = `user=${userName}\u0001auth=Bearer ${token}\u0001\u0001`;
  return { mechanism: 'XOAUTH2', responses: [base64(message)], clientFirst: true, errorAnswer: '' };
}

/** RFC 1939 section 7: the MD5 of the greeting's timestamp and the password, in lower-case hex. */
export function apopDigest(timestamp: string, password: string): string {
  return createHash('md5').update(timestamp).update(password).digest('hex');
}

/** RFC 5034 section 4: with it, the command must not be longer than 255 bytes (RFC 2449 section 4), its line end among them. */
const longestCommand = 255;

/** The line that begins the exchange, and the responses that are left for the challenges. */
export function opening({ mechanism, responses, clientFirst }: SaslScript): { readonly line: string; readonly left: readonly string[] } {
  const [first, ...others] = responses;
  const line = `AUTH ${mechanism} ${first}`;
  return clientFirst && first !== undefined && line.length + 2 <= longestCommand
    ? { line, left: others }
    : { line: `AUTH ${mechanism}`, left: responses };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

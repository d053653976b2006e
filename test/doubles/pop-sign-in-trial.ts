// A sign-in to a scripted POP server, judged: its outcome, what was said, and that no secret shows.
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import { openPopConnection } from '../../main/backends/pop/open-connection.ts';
import type { PopCredential } from '../../main/backends/pop/credential.ts';
import type { PopServer } from '../../main/backends/pop/pop-server.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { type PopScript, type PopScriptServer, startPopServer } from './pop-script-server.ts';

export const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const secret = 'open sesame 7';
export const password: PopCredential = { kind: 'password', password: secret };
/** The message of PLAIN for ann and this password. */
export const plainLine = base64(`\0ann\0${secret}`);
export const timestamp = '<1896.697170952@127.0.0.1>';
/** What APOP says of this password after that timestamp. */
export const digest = createHash('md5').update(`${timestamp}${secret}`).digest('hex');
/** A whole conversation of LOGIN. */
export const loginAnswers = { 'AUTH LOGIN': '+ VXNlcm5hbWU6', [base64('ann')]: '+ UGFzc3dvcmQ6', [base64(secret)]: '+OK' };

export const token = 'ya29.'.padEnd(60, 'abcdefgh');
export const longToken = 'ya29.'.padEnd(1500, 'abcdefgh');
export const withToken: PopCredential = { kind: 'token', token };
export const xoauth2Line = (ofToken: string): string => base64(`user=ann\u0001auth=Bearer ${ofToken}\u0001\u0001`);

let server: PopScriptServer | undefined;

/** Signs in, looks and leaves; no form of the secret is in the failure, if there is one. */
export async function signIn(script: PopScript, credential = password, changes: Partial<PopServer> = {}): Promise<'open' | MailFailure> {
  await server?.close();
  server = await startPopServer(script);
  onTestFinished(server.close);
  const address: PopServer = { host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann', ...changes };
  try {
    const connection = await openPopConnection(address, credential, { timeouts: { greeting: 300, answer: 300 } });
    expect((await connection.stat()).messages).toBe(1);
    await connection.quit();
    return 'open';
  } catch (error) {
    if (!(error instanceof MailFailureError)) throw error;
    const shown = [JSON.stringify(error.failure), error.message, error.stack, inspect(error, { depth: 9 })].join('\n');
    const forms = [secret, base64(secret), plainLine, digest, token, longToken, base64(token), xoauth2Line(token), xoauth2Line(longToken)];
    for (const form of forms) expect(shown.toLowerCase()).not.toContain(form.slice(0, 24).toLowerCase());
    await server.allClosed();
    return error.failure;
  }
}

/** The server of the last `signIn`. */
export function lastServer(): PopScriptServer {
  return server ?? expect.fail('nobody signed in yet');
}

/** What it was told between CAPA and STAT, over all connections. */
export function said(): readonly string[] {
  return lastServer().commands.filter((line) => !['CAPA', 'STAT', 'QUIT'].includes(line));
}

// Access tokens for Dovecot, which judges them by their signature and needs no provider for that.
import { createHmac } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const key = 'a key that only tests know';

/** Puts the key and the settings where the configuration expects them. */
export async function makeTokenKey(folder: string): Promise<void> {
  const keys = join(folder, 'keys');
  await mkdir(join(keys, 'default', 'HS256'), { recursive: true });
  await writeFile(join(keys, 'default', 'HS256', 'default'), Buffer.from(key).toString('base64'));
  const settings = ['introspection_mode = local', `local_validation_key_dict = fs:posix:prefix=${keys}/`, 'username_attribute = sub'];
  await writeFile(join(folder, 'oauth2.conf'), `${settings.join('\n')}\n`);
}

/** A token (RFC 7519) for this user, valid for an hour from `now`, in milliseconds since 1970; `padding` makes it longer. */
export function accessToken(user: string, now: number, padding = ''): string {
  const seconds = Math.floor(now / 1000);
  const claims = { sub: user, iat: seconds - 1, nbf: seconds - 1, exp: seconds + 3600, ...(padding === '' ? {} : { padding }) };
  const parts = [{ alg: 'HS256', typ: 'JWT' }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signed = parts.join('.');
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`;
}

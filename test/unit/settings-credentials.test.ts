import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCredentials, type Sealer } from '../../main/settings/credentials.ts';
import type { AccountId } from '../../shared/account.ts';

const ann = 'ann' as AccountId;
const strongly = { keepWeakly: false };

/** Turns the text around; `locked` refuses everything, as a keyring does before it is unlocked. */
function sealer(change: Partial<Sealer> & { readonly locked?: boolean } = {}): Sealer {
  const turn = (text: string) => text.split('').reverse().join('');
  const refuse = () => Promise.reject(new Error('locked'));
  return {
    keeping: 'keyring',
    backend: 'gnome_libsecret',
    seal: change.locked ? refuse : (text) => Promise.resolve(Buffer.from(turn(text)).toString('base64')),
    unseal: change.locked ? refuse : (sealed) => Promise.resolve(turn(Buffer.from(sealed, 'base64').toString())),
    ...change,
  };
}

describe('credentials', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'homing-credentials-'));
    path = join(folder, 'credentials.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps a password sealed, with the name of the keyring beside it', async () => {
    await (await openCredentials(folder, sealer())).set(ann, 'secret-word', strongly);
    const text = await readFile(path, 'utf8');
    expect(text).not.toContain('secret-word');
    expect(JSON.parse(text)).toMatchObject({ secrets: { ann: { backend: 'gnome_libsecret' } } });
    expect(await (await openCredentials(folder, sealer())).get(ann)).toBe('secret-word');
  });

  it('knows nothing of an account it was never told of', async () => {
    expect(await (await openCredentials(folder, sealer())).get('__proto__' as AccountId)).toBeNull();
  });

  it('answers null while the keyring is locked, and has the secret when it is open again', async () => {
    await (await openCredentials(folder, sealer())).set(ann, 'secret-word', strongly);
    const before = await readFile(path, 'utf8');
    const locked = await openCredentials(folder, sealer({ locked: true }));
    expect(await locked.get(ann)).toBeNull();
    expect(await locked.set(ann, 'typed-again', strongly)).toEqual({ kept: false });
    expect(await locked.get(ann)).toBe('typed-again');
    expect(await readFile(path, 'utf8')).toBe(before);
    expect(await (await openCredentials(folder, sealer())).get(ann)).toBe('secret-word');
  });

  it('without a keyring remembers until the end only, unless asked to keep it weakly', async () => {
    const weak = sealer({ keeping: 'weak', backend: 'basic_text' });
    const first = await openCredentials(folder, weak);
    expect(await first.set(ann, 'secret-word', strongly)).toEqual({ kept: false });
    expect(await first.get(ann)).toBe('secret-word');
    expect(await readdir(folder)).toEqual([]);
    expect(await (await openCredentials(folder, weak)).get(ann)).toBeNull();
    expect(await first.set(ann, 'secret-word', { keepWeakly: true })).toEqual({ kept: true });
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ secrets: { ann: { backend: 'basic_text' } } });
    expect(await (await openCredentials(folder, weak)).get(ann)).toBe('secret-word');
  });

  it('starts even when the file is beyond reading, and puts it aside', async () => {
    await writeFile(path, '{"schema":1,"sec');
    const file = await openCredentials(folder, sealer());
    expect(await file.get(ann)).toBeNull();
    await file.set(ann, 'secret-word', strongly);
    expect((await readdir(folder)).sort()).toEqual(['credentials.json', 'credentials.json.copy', 'credentials.json.damaged']);
  });
});

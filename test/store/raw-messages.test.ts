import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hashOf, openRawMessages, openRawReader } from '../../main/store/raw-messages.ts';
import { openWriteDb } from '../../main/store/sqlite.ts';
import { tempFolder } from './open-temp-store.ts';

const open = (): { readonly raw: ReturnType<typeof openRawMessages>; readonly path: string } => {
  const path = join(tempFolder(), 'raw.db');
  return { raw: openRawMessages(path), path };
};

describe('raw messages', () => {
  it.each([0, 1, 1024 * 1024 - 1, 1024 * 1024, 1024 * 1024 + 1, 3 * 1024 * 1024 + 17])('gives back exactly %i bytes', (size) => {
    const { raw } = open();
    const bytes = randomBytes(size);
    const hash = raw.put(bytes);
    expect(hash.equals(hashOf(bytes))).toBe(true);
    expect(raw.get(hash)?.equals(bytes)).toBe(true);
    expect(raw.verify(hash)).toBe(true);
    expect(raw.totalSize()).toBe(size);
    raw.close();
  });

  it('keeps the same bytes once, and counts what it holds', () => {
    const { raw } = open();
    const [a, again, b] = raw.putAll([Buffer.from('aa'), Buffer.from('aa'), Buffer.from('bbb')]);
    expect(a).toEqual(again);
    expect(raw.totalSize()).toBe(5);
    expect(raw.hashes()).toHaveLength(2);
    if (b !== undefined) raw.drop([b]);
    expect(raw.totalSize()).toBe(2);
    expect(b === undefined ? undefined : raw.get(b)).toBeNull();
    raw.close();
  });

  it('does not call bytes proven that were changed on disk', () => {
    const { raw, path } = open();
    const hash = raw.put(Buffer.from('original'));
    raw.close();
    const db = openWriteDb(path);
    db.run('UPDATE slice SET bytes = ?', Buffer.from('tampered'));
    db.close();
    const again = openRawMessages(path);
    expect(again.verify(hash)).toBe(false);
    again.close();
  });

  it('can be read beside its writer', () => {
    const { raw, path } = open();
    const reader = openRawReader(path);
    const hash = raw.put(Buffer.from('new'));
    expect(reader.get(hash)?.toString()).toBe('new');
    expect(reader.has(hashOf(Buffer.from('other')))).toBe(false);
    reader.close();
    raw.close();
  });
});

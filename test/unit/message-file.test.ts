/** The reader's answer for a message in a file of its own, from real files. */
import { mkdir, mkdtemp, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createReader } from '../../main/reader/reader.ts';
import { fixture } from '../fixtures/mail/fixture.ts';

const { messageFile } = createReader();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homing-message-file-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function fileOf(name: string, bytes: Uint8Array | string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return path;
}

describe('a message file', () => {
  it('is read whole: head, body, files and size', async () => {
    const bytes = fixture('related');
    const found = await messageFile(await fileOf('logo.eml', bytes));
    expect(found).toMatchObject({ fileName: 'logo.eml', size: bytes.length, envelope: { subject: 'Logo', from: [{ name: 'Ann Lee' }] } });
    expect(found.body).toMatchObject({ state: 'here', html: expect.stringContaining('cid:logo'), truncated: false });
    expect(found.body.state === 'here' && found.body.parts.map(({ fileName, inline }) => [fileName, inline])).toEqual([
      ['logo.png', true],
      ['offer.pdf', false],
    ]);
  });

  it('is shown as it is when it is no message at all', async () => {
    expect(await messageFile(await fileOf('empty.eml', ''))).toMatchObject({ size: 0, envelope: { subject: '', date: null, from: [] } });
    const noise = Uint8Array.from({ length: 5000 }, (_, at) => (at * 7919) % 251);
    expect(await messageFile(await fileOf('noise.eml', noise))).toMatchObject({ size: 5000, body: { state: 'here' } });
  });

  it.skipIf(process.platform === 'win32')('has a name that cannot turn itself around', async () => {
    expect(await messageFile(await fileOf('invoice\u202Efdp.eml', 'Subject: x\n\n'))).toMatchObject({ fileName: 'invoicefdp.eml' });
  });
});

describe('what cannot be shown is said by name', () => {
  it('a file that is gone', async () => {
    const failure = { kind: 'gone', text: 'offer.eml is not there any more.', code: 'ENOENT' };
    await expect(messageFile(join(folder, 'offer.eml'))).rejects.toMatchObject({ failure });
  });

  it('a folder', async () => {
    await mkdir(join(folder, 'offer.eml'));
    const failure = { kind: 'unsupported', text: 'offer.eml is not a file.' };
    await expect(messageFile(join(folder, 'offer.eml'))).rejects.toMatchObject({ failure });
  });

  it.skipIf(process.platform === 'win32')('a device, which may never end', async () => {
    await symlink('/dev/zero', join(folder, 'offer.eml'));
    await expect(messageFile(join(folder, 'offer.eml'))).rejects.toMatchObject({ failure: { kind: 'unsupported' } });
  });

  it('a file too large for a message', async () => {
    const path = await fileOf('disk.eml', '');
    await truncate(path, 100_000_001);
    const failure = { kind: 'unsupported', text: 'disk.eml is larger than 100 MB, which is more than a message can be.' };
    await expect(messageFile(path)).rejects.toMatchObject({ failure });
  });

  it('a file that cannot be read', async () => {
    const path = join(await fileOf('letter', 'x'), 'offer.eml');
    await expect(messageFile(path)).rejects.toMatchObject({ failure: { kind: 'storage', text: 'offer.eml cannot be read.' } });
  });
});

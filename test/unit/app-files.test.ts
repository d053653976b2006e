import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AttachmentTokens } from '../../main/app/attachment-tokens.ts';
import { openLog } from '../../main/app/log.ts';
import { writeChosenFile } from '../../main/app/write-chosen-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'homing-files-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('saving to a chosen place', () => {
  it('replaces the chosen file and leaves nothing beside it', async () => {
    const path = join(folder, 'report.pdf');
    await writeFile(path, 'older and longer');
    expect(await writeChosenFile(path, Buffer.from('new'))).toBe('report.pdf');
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['report.pdf']);
  });

  it.skipIf(process.platform === 'win32')('does not write through a link to a file that nobody chose', async () => {
    await writeFile(join(folder, 'precious'), 'kept');
    await symlink(join(folder, 'precious'), join(folder, 'report.pdf'));
    await writeChosenFile(join(folder, 'report.pdf'), Buffer.from('new'));
    expect(await readFile(join(folder, 'precious'), 'utf8')).toBe('kept');
  });

  it('says which file could not be saved', async () => {
    const failure = { kind: 'storage', text: 'a.pdf could not be saved: this folder cannot be written to.', code: 'ENOENT' };
    await expect(writeChosenFile(join(folder, 'none', 'a.pdf'), Buffer.from('x'))).rejects.toMatchObject({ failure });
  });
});

describe('attachment tokens', () => {
  it('stand for the files that were chosen', () => {
    const tokens = new AttachmentTokens();
    const attachment = tokens.add(join(folder, 'photo.jpg'), 12);
    expect(attachment).toMatchObject({ fileName: 'photo.jpg', size: 12 });
    expect(JSON.stringify(attachment)).not.toContain(folder);
    expect(tokens.files([attachment])).toEqual([{ path: join(folder, 'photo.jpg'), fileName: 'photo.jpg' }]);
  });

  it('stand for nothing when the window made them up', () => {
    const attachment = { token: '/etc/passwd', fileName: 'passwd', size: 1 };
    expect(() => new AttachmentTokens().files([attachment])).toThrow('passwd is no longer attached');
  });
});

describe('log', () => {
  const logPath = () => join(folder, 'logs', 'homing.log');

  it('has no passwords and no addresses', async () => {
    const log = openLog(folder);
    const thrown = new Error('login of ann@example.org failed', { cause: { accessToken: 'ya29' } });
    log.error('sign-in failed', { thrown, account: { password: 'hunter2', host: 'mail.example.org' }, to: ['Bob <bob@example.org>'] });
    const text = await readFile(logPath(), 'utf8');
    expect(text).not.toMatch(/hunter2|ya29|ann@|bob@/u);
    expect(JSON.parse(text)).toMatchObject({
      msg: 'sign-in failed',
      thrown: { message: 'login of [address] failed', cause: { accessToken: '[removed]' } },
      account: { password: '[removed]', host: 'mail.example.org' },
      to: ['Bob <[address]>'],
    });
  });

  it('keeps one older file when it has grown large', async () => {
    openLog(folder).info('first');
    await writeFile(logPath(), 'x'.repeat(1_000_001));
    openLog(folder).info('second');
    expect(await readdir(join(folder, 'logs'))).toEqual(['homing.log', 'homing.old.log']);
    expect((await readFile(logPath(), 'utf8')).length).toBeLessThan(200);
  });

  it.skipIf(process.platform !== 'linux')('lost to a full disk stops nothing', async () => {
    await mkdir(join(folder, 'logs'));
    await symlink('/dev/full', logPath());
    const log = openLog(folder);
    expect(() => log.error('an account thread ended')).not.toThrow();
    expect(() => log.error('and another')).not.toThrow();
  });

  it('that cannot be opened is done without', async () => {
    await writeFile(join(folder, 'logs'), 'a file where the folder should be');
    expect(() => openLog(folder).info('started')).not.toThrow();
  });
});

import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSettings } from '../../main/settings/settings-file.ts';
import type { AccountId, PopAccount } from '../../shared/account.ts';
import { defaultSettings } from '../../shared/settings.ts';

const id = 'ann-1' as AccountId;
const server = { host: 'mail.example.org', port: 995, security: 'tls', userName: 'ann' } as const;
const pop: PopAccount = {
  kind: 'pop',
  id,
  identity: { name: 'Ann', address: 'ann@example.org' },
  incoming: server,
  outgoing: { ...server, port: 465, trustedCertificate: '-----BEGIN CERTIFICATE-----' },
  copies: { kind: 'remove-after-days', days: 14 },
};

describe('settings file', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'homing-settings-'));
    path = join(folder, 'settings.json');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('starts with nothing in an empty folder, and gives back what was put in', async () => {
    const first = await openSettings(folder);
    expect(first.accounts()).toEqual([]);
    expect(first.settings()).toEqual(defaultSettings);
    await first.putAccount(pop);
    await first.changeSettings({ theme: 'dark', panes: [20, 30, 50] });
    const second = await openSettings(folder);
    expect(second.accounts()).toEqual([pop]);
    expect(second.settings()).toEqual({ ...defaultSettings, theme: 'dark', panes: [20, 30, 50] });
  });

  it('replaces an account with the same id and keeps the others', async () => {
    const file = await openSettings(folder);
    await file.putAccount(pop);
    await file.putAccount({ ...pop, id: 'bob' as AccountId });
    await file.putAccount({ ...pop, copies: { kind: 'leave' } });
    expect(file.accounts().map((account) => [account.id, account.kind === 'pop' && account.copies.kind])).toEqual([
      ['ann-1', 'leave'],
      ['bob', 'remove-after-days'],
    ]);
  });

  it('loses no change when many are made at once', async () => {
    const file = await openSettings(folder);
    const ids = Array.from({ length: 20 }, (_, at) => `account-${at}` as AccountId);
    await Promise.all(ids.map((each) => file.putAccount({ ...pop, id: each })));
    expect((await openSettings(folder)).accounts().map((account) => account.id)).toEqual(ids);
    expect(await readdir(folder)).toEqual(['settings.json', 'settings.json.copy']);
  });

  it.skipIf(process.platform === 'win32')('is readable by its owner only', async () => {
    await (await openSettings(folder)).changeSettings({ theme: 'dark' });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(`${path}.copy`)).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['emptied', () => truncate(path)],
    ['cut in the middle', () => truncate(path, 60)],
    ['gone', () => rm(path)],
    ['JSON of something else', () => writeFile(path, '{"schema":1,"accounts":[{"id":"../../etc"}],"settings":{}}')],
  ])('reads its copy when the first file is %s', async (_what, damage) => {
    await (await openSettings(folder)).putAccount(pop);
    await damage();
    const file = await openSettings(folder);
    expect(file.accounts()).toEqual([pop]);
    await file.changeSettings({ theme: 'dark' });
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ schema: 1, accounts: [{ id }] });
  });

  it('says so, and touches nothing, when the file and its copy are damaged', async () => {
    await (await openSettings(folder)).putAccount(pop);
    await truncate(path);
    await truncate(`${path}.copy`, 10);
    await expect(openSettings(folder)).rejects.toMatchObject({ failure: { kind: 'storage', code: 'damaged' } });
    expect(await readdir(folder)).toEqual(['settings.json', 'settings.json.copy']);
    expect((await stat(`${path}.copy`)).size).toBe(10);
  });

  it('refuses the file of a newer Homing, even if there is an older copy', async () => {
    await (await openSettings(folder)).putAccount(pop);
    await writeFile(path, '{"schema":2,"people":[]}');
    await expect(openSettings(folder)).rejects.toMatchObject({ failure: { kind: 'storage', code: 'newer-schema' } });
  });

  it('repairs single settings that make no sense', async () => {
    await writeFile(path, JSON.stringify({ schema: 1, accounts: [pop], settings: { theme: 'purple', popInterval: 30 } }));
    const file = await openSettings(folder);
    expect(file.settings()).toEqual({ ...defaultSettings, popInterval: 30 });
    expect(file.accounts()).toEqual([pop]);
  });

  it('keeps what it had when it cannot be written', async () => {
    const file = await openSettings(folder);
    await file.putAccount(pop);
    await rm(folder, { recursive: true });
    await expect(file.changeSettings({ theme: 'dark' })).rejects.toMatchObject({ failure: { kind: 'storage', code: 'ENOENT' } });
    expect(file.settings().theme).toBe('system');
  });
});

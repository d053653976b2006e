// Two programs write to the same packs as an account's two threads do, and are killed at any moment: what they told of is true.
// HOMING_SEEDS=7 runs one seed, HOMING_SEEDS=7-26 several; HOMING_KILLS=100 says how often each is killed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, expect, it } from 'vitest';
import { outFolder, root } from '../../scripts/paths.mjs';
import { storeFiles } from '../../main/store/files.ts';
import { hashOf } from '../../main/store/hash.ts';
import { openRawMessages } from '../../main/store/raw-messages.ts';
import { openRawReader } from '../../main/store/raw-reader.ts';
import { between, messageRandom } from '../bench/support/seeded-choice.ts';
import { packedMessage, packedMessages, whoseMessage } from './packed-message.ts';
import { tempFolder } from './open-temp-store.ts';

const built = join(outFolder, 'test-pack-writer');
const seeds = ((): readonly number[] => {
  const given = process.env['HOMING_SEEDS'];
  if (given === undefined) return [Math.floor(Math.random() * 1_000_000)];
  const [first = 0, last = first] = given.split('-').map(Number);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
})();
const kills = Number(process.env['HOMING_KILLS'] ?? 3);

type Role = 'account' | 'disk';

beforeAll(async () => {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['@photostructure/sqlite'] },
    build: { ssr: join(root, 'test', 'store', 'pack-writer-process.ts'), outDir: built, emptyOutDir: true, target: 'node20.18' },
  });
});

/** What it told until it was killed, line by line. */
async function lifeOf(folder: string, seed: number, role: Role, ms: number): Promise<readonly string[]> {
  const child = spawn(process.execPath, [join(built, 'pack-writer-process.js'), folder, String(seed), role], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const reader = openRawReader(folder);
  let told = '';
  let complaint = '';
  const unread: number[] = [];
  child.stdout.on('data', (data) => {
    const before = told.split('\n').length - 1;
    told += String(data);
    // Read while both write and pack anew: what nobody removes is there from then on.
    const safe = told.split('\n').slice(before, -1).flatMap(hereForGood);
    unread.push(...safe.filter((number) => reader.get(hashOf(packedMessage(number)))?.equals(packedMessage(number)) !== true));
  });
  child.stderr.on('data', (data) => (complaint += String(data)));
  child.stdout.once('data', () => setTimeout(() => child.kill('SIGKILL'), ms));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect([code, signal], `seed ${seed}, ${role}: ${complaint}`).toEqual([null, 'SIGKILL']);
  reader.close();
  expect(unread, `seed ${seed}, ${role}: what could not be read meanwhile`).toEqual([]);
  return told.split('\n').slice(0, -1);
}

function hereForGood(line: string): readonly number[] {
  const [what, ...numbers] = line.split(' ');
  return what === 'here' ? numbers.map(Number).filter((number) => whoseMessage(number) === 'everybody') : [];
}

/** Learns what is certain from what a program told: true for here, false for gone. */
function learn(certain: Map<number, boolean>, role: Role, lines: readonly string[]): void {
  for (const line of lines) {
    const [what, ...numbers] = line.split(' ');
    for (const number of numbers.map(Number)) {
      const whose = whoseMessage(number);
      if (what === 'going' || (what === 'coming' && certain.get(number) === false)) certain.delete(number);
      if (what === 'here' && (role === 'account' || whose === 'everybody')) certain.set(number, true);
      if (what === 'gone' && whose === 'the account alone') certain.set(number, false);
    }
  }
}

it.each(seeds)(
  'holds all that was told durable, and nothing that was told removed: seed %i',
  async (seed) => {
    const folder = tempFolder();
    const hashes = Array.from({ length: packedMessages }, (_, number) => hashOf(packedMessage(number)));
    const certain = new Map<number, boolean>();
    for (let kill = 0; kill < kills; kill++) {
      openRawMessages(folder).close();
      const random = messageRandom(seed, kill);
      const [first, second] = [between(random, 10, 300), between(random, 10, 300)];
      const lives = [lifeOf(folder, seed + kill, 'account', first), lifeOf(folder, seed + kill, 'disk', second)] as const;
      learn(certain, 'account', await lives[0]);
      learn(certain, 'disk', await lives[1]);
      const raw = openRawMessages(folder);
      raw.recount();
      const wrong = [...certain].filter(([number, here]) => (here ? !raw.verify(hashes[number]!) : raw.has(hashes[number]!)));
      expect(wrong, `seed ${seed}, kill ${kill}`).toEqual([]);
      const all = raw.hashes();
      expect(all.filter((hash) => !raw.verify(hash)).length, `seed ${seed}, kill ${kill}: what the index knows`).toBe(0);
      const sizes = hashes.map((hash, number) => (raw.has(hash) ? packedMessage(number).length : 0));
      expect(raw.totalSize()).toBe(sizes.reduce((sum, size) => sum + size, 0));
      raw.close();
    }
    expect([...certain.values()].filter((here) => here).length).toBeGreaterThan(0);
    const raw = openRawMessages(folder);
    raw.drop(raw.hashes());
    expect(readdirSync(storeFiles(folder).packs)).toEqual([]);
    raw.close();
  },
  10_000 + kills * 2000,
);

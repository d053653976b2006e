// Two connections put, stage, remove and pack anew in any order, and end without warning; what is here is what a simple model says.
import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { storeFiles } from '../../main/store/files.ts';
import { hashOf } from '../../main/store/hash.ts';
import { openRawMessages } from '../../main/store/raw-messages.ts';
import { tempFolder } from './open-temp-store.ts';

const messages = Array.from({ length: 12 }, (_, at) => randomBytes(at * 60_000));
const hashes = messages.map(hashOf);

const connection = fc.constantFrom(0, 1);
const some = fc.uniqueArray(fc.nat({ max: messages.length - 1 }), { minLength: 1, maxLength: 5 });
const step = fc.oneof(
  fc.record({ kind: fc.constantFrom('put', 'stage', 'drop'), connection, some }),
  fc.record({ kind: fc.constantFrom('settle', 'compact', 'crash'), connection, some: fc.constant([]) }),
);

it('holds what was put and settled and not removed, whatever came in between', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const folder = tempFolder();
      const raw = [openRawMessages(folder), openRawMessages(folder)];
      const here = new Set<number>();
      const staged = [new Set<number>(), new Set<number>()];
      for (const { kind, connection: at, some: numbers } of steps) {
        const [mine, open] = [staged[at]!, raw[at]!];
        const bytes = numbers.map((number) => messages[number]!);
        const arrive = (): void => {
          for (const number of mine) here.add(number);
          mine.clear();
        };
        if (kind === 'put' || kind === 'stage') for (const number of numbers) if (!here.has(number)) mine.add(number);
        switch (kind) {
          case 'stage':
            open.stage(bytes);
            break;
          case 'put':
            open.putAll(bytes);
            arrive();
            break;
          case 'settle':
            open.settle();
            arrive();
            break;
          case 'drop':
            open.drop(numbers.map((number) => hashes[number]!));
            for (const number of numbers) here.delete(number);
            break;
          case 'compact':
            open.compact();
            break;
          case 'crash':
            open.close();
            raw[at] = openRawMessages(folder);
            mine.clear();
            break;
        }
        expect(hashes.map((hash) => raw[1 - at]!.verify(hash))).toEqual(messages.map((_, number) => here.has(number)));
      }
      for (const each of raw) each.close();
      const again = openRawMessages(folder);
      again.recount();
      for (let round = 0; again.isWasteful() && round < 10; round++) again.compact();
      expect(hashes.map((hash) => again.verify(hash))).toEqual(messages.map((_, number) => here.has(number)));
      const total = [...here].reduce((sum, number) => sum + messages[number]!.length, 0);
      expect([again.totalSize(), again.hashes().length]).toEqual([total, here.size]);
      const packs = storeFiles(folder).packs;
      const room = readdirSync(packs).reduce((sum, name) => sum + statSync(join(packs, name)).size, 0);
      expect(room).toBeLessThanOrEqual(Math.max((total + 12 * 100) / 0.75, total + 1_100_000 + 12 * 100));
      again.close();
    }),
    { numRuns: 40 },
  );
}, 60_000);

/** How messages get into the packs: written first, and entered into the index once the disk has them. */
import { hashName, hashOf } from './hash.ts';
import { lengthOf, type PackFiles } from './pack-files.ts';
import { recordHead, recordLength } from './pack-record.ts';
import { enter, giveBack, knownOf, type Lying, reserve, takeBack } from './raw-index.ts';
import type { WriteDb } from './sqlite.ts';

export interface Staging {
  /** Writes them, without waiting for the disk: nobody finds them, and a crash leaves nothing of them, until `settle`. Returns their hashes. */
  stage(messages: readonly Uint8Array[]): Buffer[];
  /** Makes durable what was staged. When it throws, nothing of that is here. */
  settle(): void;
  /** Gives up what is staged. */
  abandon(): void;
}

interface Fresh {
  readonly name: string;
  readonly hash: Buffer;
  readonly bytes: Uint8Array;
}

export function staging(db: WriteDb, files: PackFiles): Staging {
  const staged = new Map<string, Lying>();

  /** What is neither here nor on its way, each once. */
  const freshOf = (messages: readonly Uint8Array[], hashes: readonly Buffer[]): readonly Fresh[] => {
    const known = knownOf(db, hashes);
    const fresh = new Map<string, Fresh>();
    for (const [at, hash] of hashes.entries()) {
      const bytes = messages[at];
      const name = hashName(hash);
      if (bytes === undefined || staged.has(name) || known.has(name)) continue;
      fresh.set(name, { name, hash, bytes });
    }
    return [...fresh.values()];
  };
  const takeStaged = (): readonly Lying[] => {
    const taken = [...staged.values()];
    staged.clear();
    return taken;
  };

  return {
    stage: (messages) => {
      const hashes = messages.map(hashOf);
      const fresh = freshOf(messages, hashes);
      if (fresh.length === 0) return hashes;
      const parts = fresh.flatMap(({ hash, bytes }) => [recordHead(hash, bytes.byteLength), bytes]);
      const length = lengthOf(parts);
      const place = reserve(db, files, length);
      try {
        files.write(place.pack, place.at, parts);
      } catch (thrown) {
        takeBack(db, files, place, length);
        throw thrown;
      }
      let { at } = place;
      for (const { name, hash, bytes } of fresh) {
        staged.set(name, { hash, size: bytes.byteLength, pack: place.pack, at });
        at += recordLength(bytes.byteLength);
      }
      return hashes;
    },
    settle: () => {
      const lying = takeStaged();
      if (lying.length === 0) return;
      try {
        files.sync();
        db.transaction(() => lying.forEach((each) => enter(db, each)));
      } catch (thrown) {
        giveBack(db, lengthsByPack(lying));
        throw thrown;
      }
    },
    abandon: () => {
      files.close();
      const lying = takeStaged();
      if (lying.length > 0) giveBack(db, lengthsByPack(lying));
    },
  };
}

function lengthsByPack(lying: readonly Lying[]): ReadonlyMap<number, number> {
  const lengths = new Map<number, number>();
  for (const { pack, size } of lying) lengths.set(pack, (lengths.get(pack) ?? 0) + recordLength(size));
  return lengths;
}

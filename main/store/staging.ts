/** How messages get into the packs: written first, and entered into the index once the disk has them. */
import { hashName, hashOf } from './hash.ts';
import { lengthOf, type PackFiles } from './pack-files.ts';
import { isWhole } from './pack-reader.ts';
import { recordHead, recordLength } from './pack-record.ts';
import { giveBack, reserve, takeBack } from './pack-room.ts';
import { enter, knownOf, type Lying, lyingAt, strike } from './raw-index.ts';
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
  /** It is here, and cannot be read any more. */
  readonly spoilt: boolean;
}

interface Staged extends Lying {
  readonly spoilt: boolean;
}

export function staging(db: WriteDb, files: PackFiles): Staging {
  const staged = new Map<string, Staged>();

  /** What is neither here nor on its way, each once. */
  const freshOf = (messages: readonly Uint8Array[], hashes: readonly Buffer[]): readonly Fresh[] => {
    const known = knownOf(db, hashes);
    const fresh = new Map<string, Fresh>();
    for (const [at, hash] of hashes.entries()) {
      const bytes = messages[at];
      const name = hashName(hash);
      if (bytes === undefined || staged.has(name)) continue;
      const lying = known.has(name) ? lyingAt(db, hash) : null;
      if (lying !== null && isWhole(files, lying)) continue;
      const spoilt = lying !== null;
      fresh.set(name, { name, hash, bytes, spoilt });
    }
    return [...fresh.values()];
  };
  const takeStaged = (): readonly Staged[] => {
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
      for (const { name, hash, bytes, spoilt } of fresh) {
        staged.set(name, { spoilt, hash, size: bytes.byteLength, pack: place.pack, at });
        at += recordLength(bytes.byteLength);
      }
      return hashes;
    },
    settle: () => {
      const lying = takeStaged();
      if (lying.length === 0) return;
      try {
        files.sync();
        db.transaction(() => {
          for (const each of lying) {
            if (each.spoilt) strike(db, each.hash);
            enter(db, each);
          }
        });
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

import { hashName } from '../../store/hash.ts';

/** By which a message is known again without its id, as a key of a map; null where that is not enough. */
export function sizeAndHead(size: number | null, headHash: Uint8Array | null): string | null {
  return size === null || headHash === null ? null : `${size} ${hashName(headHash)}`;
}

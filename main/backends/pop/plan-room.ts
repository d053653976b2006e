/** Which messages a session asks for, by the room there is. Pure; sizes are in bytes. */
import { fits, shareRoom } from './disk-room.ts';
import type { Retrieval } from './plan.ts';

/** Hardly any mail is larger: a server that lists more is perhaps mistaken, and must not keep that message, or the others, from coming. */
const largestMessage = 256 * 1024 * 1024;

/** No mail is that large: the server is mistaken. */
const largestBelievable = 2 ** 40;

export interface RoomPlan {
  readonly fitting: readonly Retrieval[];
  /** For which there is no room, with the sizes that this was reckoned by. */
  readonly left: readonly Retrieval[];
  /** Numbers of those among the fitting for which there is room only if the server is mistaken. They come last. */
  readonly doubtful: ReadonlySet<number>;
}

/** What became of such a message: by its id, how many bytes had come when the room was used up. They are asked for again when there is room for more. */
export type Outgrown = ReadonlyMap<string, number>;

export function planRoom(wanted: readonly Retrieval[], free: number, outgrown: Outgrown): RoomPlan {
  const sized = wanted.map((message) => ({ ...message, size: knownSize(message, outgrown) }));
  const isSure = ({ uidl, size }: Retrieval): boolean => size <= largestMessage || (uidl !== null && outgrown.has(uidl));
  const sure = shareRoom(sized.filter(isSure), free);
  const taken = sure.fitting.reduce((sum, { size }) => sum + size, 0);
  const huge = sized.filter((message) => !isSure(message));
  const room = huge.filter(({ size }) => fits(taken + size, free));
  const doubtful = huge.filter((message) => !room.includes(message) && fits(taken + largestMessage, free));
  const fitting = new Set([...sure.fitting, ...room, ...doubtful].map(({ number }) => number));
  const asListed = new Map(wanted.map((message) => [message.number, message]));
  return {
    fitting: [...sure.fitting, ...room, ...doubtful].flatMap(({ number }) => asListed.get(number) ?? []),
    left: sized.filter(({ number }) => !fitting.has(number)),
    doubtful: new Set(doubtful.map(({ number }) => number)),
  };
}

/** What a message counts as, where sizes are summed up for the person to see. */
export function countedSize({ size }: Pick<Retrieval, 'size'>): number {
  return Math.min(size, largestMessage);
}

/** A server that lists nothing, or more than can be, does not know. */
export function isBelievable(size: number): boolean {
  return size > 0 && size < largestBelievable;
}

export function knownSize({ uidl, size }: Retrieval, outgrown: Outgrown): number {
  const grown = uidl === null ? undefined : outgrown.get(uidl);
  if (grown === undefined) return size;
  return size > grown && isBelievable(size) ? size : 2 * grown;
}

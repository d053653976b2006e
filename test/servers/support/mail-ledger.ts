/**
 * What two devices wanted of each message, and so how often it may exist in the end. Messages go by their number (Message-ID
 * `<number@letters.test>`).
 *
 * The order in which the server hears of two wishes is unknown, so there are bounds:
 * - At most once for each time it was born (delivered, appended) and each time somebody asked for a copy. MOVE never makes a second: the
 *   server moves one UID, and of two devices that move the same one only the first finds it.
 *   One exception: a copy of ours whose answer was lost is looked for before it is made again, and the other device may have moved it on.
 * - At least as often as it was born and surely copied (the other device's copies: their answer was seen), less one for each removal
 *   that somebody asked for. Our copy may find its original gone and make none; a removal may find it moved and remove none. Both only
 *   widen the bounds.
 * - `doomed`: it was, or was heading, in a mailbox that somebody removed as a whole. Whether it got out first nobody can say. What comes
 *   into a mailbox whose removal waits in our queue goes with it.
 */
export interface MailLedger {
  readonly numbers: () => readonly number[];
  born(number: number): void;
  /** `surely`: the answer was seen. Else the server may hear of it later, and once more if its answer is lost. */
  copied(number: number, surely: boolean): void;
  /** The other device moved one of it. */
  movedOn(number: number): void;
  removed(number: number): void;
  /** Somebody brought it there, or will. */
  headed(number: number, path: string): void;
  /** We renamed it, with all below it; the server may hear of that later. */
  renamed(path: string, newPath: string): void;
  /** As often as it was brought there: there may be as many of it. */
  headedTo(path: string): readonly number[];
  /** With all that is in it; `waits`: the server may hear of that later. */
  mailboxRemoved(path: string, waits: boolean): void;
  /** Later, if it is empty then: IMAP cannot ask and remove in one, so what comes in just then goes with it. */
  removedIfEmpty(path: string): void;
  /** The server has heard of all that we did. */
  drained(): void;
  bounds(number: number): { readonly least: number; readonly most: number };
  readonly wishes: Wishes;
}

/**
 * What we alone asked of a message and nobody else touched: that has to be so in the end. Whoever else touched it, or an action that was
 * taken back, refused or cut off before its answer, makes it `unsure`.
 */
interface Wishes {
  place(number: number, path: string | null): void;
  flag(number: number, flag: string, isSet: boolean): void;
  unsure(number: number): void;
  readonly sure: () => readonly Wish[];
}

interface Wish {
  readonly number: number;
  /** Null: somewhere. */
  readonly path: string | null;
  readonly flags: ReadonlyMap<string, boolean>;
}

interface Entry {
  born: number;
  copies: number;
  sureCopies: number;
  removals: number;
  doomed: boolean;
}

const mostRenames = 8;

export function createMailLedger(): MailLedger {
  const entries = new Map<number, Entry>();
  const heading = new Map<string, Map<number, number>>();
  const wishes = createWishes();
  const entryOf = (number: number): Entry => {
    const entry = entries.get(number) ?? { born: 0, copies: 0, sureCopies: 0, removals: 0, doomed: false };
    entries.set(number, entry);
    return entry;
  };
  let renames: { readonly path: string; readonly newPath: string }[] = [];
  let removedPaths: string[] = [];
  const unanswered = new Set<number>();
  const doom = (number: number): void => {
    entryOf(number).doomed = true;
    wishes.unsure(number);
  };
  /** With what is renamed later on. */
  const head = (number: number, path: string, times: number, later: typeof renames): void => {
    if (removedPaths.includes(path)) doom(number);
    const there = heading.get(path) ?? new Map<number, number>();
    heading.set(path, there.set(number, (there.get(number) ?? 0) + times));
    for (const [at, rename] of later.entries()) {
      if (path !== rename.path && !path.startsWith(`${rename.path}/`)) continue;
      head(number, `${rename.newPath}${path.slice(rename.path.length)}`, times, later.slice(at + 1));
    }
  };
  const headed: MailLedger['headed'] = (number, path) => head(number, path, 1, renames);
  return {
    numbers: () => [...entries.keys()],
    born: (number) => void (entryOf(number).born += 1),
    copied: (number, surely) => {
      const entry = entryOf(number);
      entry.copies += 1;
      if (surely) entry.sureCopies += 1;
      else unanswered.add(number);
    },
    movedOn: (number) => {
      if (unanswered.has(number)) entryOf(number).copies += 1;
    },
    removed: (number) => void (entryOf(number).removals += 1),
    headed,
    renamed: (path, newPath) => {
      const before = [...heading].map(([below, numbers]) => [below, [...numbers]] as const);
      for (const [below, numbers] of before) {
        if (below !== path && !below.startsWith(`${path}/`)) continue;
        for (const [number, times] of numbers) head(number, `${newPath}${below.slice(path.length)}`, times, []);
      }
      // Enough to be ready for whatever is put there before the server hears of them.
      renames = [...renames, { path, newPath }].slice(-mostRenames);
    },
    headedTo: (path) => [...(heading.get(path) ?? [])].flatMap(([number, times]) => Array.from({ length: times }, () => number)),
    mailboxRemoved: (path, waits) => {
      if (waits) removedPaths.push(path);
      for (const number of heading.get(path)?.keys() ?? []) doom(number);
    },
    removedIfEmpty: (path) => void removedPaths.push(path),
    drained: () => {
      [renames, removedPaths] = [[], []];
      unanswered.clear();
    },
    bounds: (number) => {
      const { born, copies, sureCopies, removals, doomed } = entryOf(number);
      return { least: doomed ? 0 : Math.max(0, born + sureCopies - removals), most: born + copies };
    },
    wishes,
  };
}

function createWishes(): Wishes {
  const wishes = new Map<number, { path: string | null; readonly flags: Map<string, boolean> }>();
  const unsure = new Set<number>();
  const wishOf = (number: number): { path: string | null; readonly flags: Map<string, boolean> } => {
    const wish = wishes.get(number) ?? { path: null, flags: new Map<string, boolean>() };
    wishes.set(number, wish);
    return wish;
  };
  return {
    place: (number, path) => void (wishOf(number).path = path),
    flag: (number, flag, isSet) => void wishOf(number).flags.set(flag, isSet),
    unsure: (number) => void unsure.add(number),
    sure: () => [...wishes].flatMap(([number, wish]) => (unsure.has(number) ? [] : [{ number, ...wish }])),
  };
}

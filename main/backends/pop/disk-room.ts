/** What of the mail on a server fits on this computer's disk, and what is told of the rest. Pure; all numbers are bytes. */
import type { MailFailure } from '../../../shared/failure.ts';

/** Never filled: the system, other programs and our own database need some room to go on working. */
const reserve = 100 * 1024 * 1024;

/** For the database's own pages and its journal beside the messages. */
const overhead = 1.2;

/** With less than this no mail is asked for at all. */
const least = 1024 * 1024;

/** As much as makes another session worth its while, where so much is waiting. */
const worthwhile = 64 * 1024 * 1024;

export function fits(bytes: number, free: number): boolean {
  return bytes * overhead + reserve <= free;
}

/** In the order given, each that fits beside those taken before it: one big message does not keep the others away. */
export function shareRoom<T extends { readonly size: number }>(
  messages: readonly T[],
  free: number,
): { readonly fitting: readonly T[]; readonly left: readonly T[] } {
  const [fitting, left]: [T[], T[]] = [[], []];
  let taken = 0;
  for (const message of messages) {
    const isFitting = fits(Math.max(least, taken + message.size), free);
    (isFitting ? fitting : left).push(message);
    if (isFitting) taken += message.size;
  }
  return { fitting, left };
}

/** There is room for some mail, if not for all that is waiting. */
export function takesAny(free: number): boolean {
  return fits(least, free);
}

/** There is no room for any of these, so nothing more was asked for. */
export function noRoomFailure(waiting: readonly number[], free: number): MailFailure {
  const all = sum(waiting);
  const room = needed(Math.max(least, Math.min(all, worthwhile)));
  return {
    kind: 'storage',
    retry: 'after-user',
    text:
      `There is too little room on this computer: ${megabytes(all)} of new mail are waiting, and ${megabytes(free)} are free. ` +
      `Nothing was removed from the server; it goes on by itself once ${megabytes(room)} are free.`,
    code: 'DISK_ROOM',
    room,
  };
}

/** Everything else came, and there is no room for these. */
export function leftForRoomFailure(left: readonly number[], free: number): MailFailure {
  const all = megabytes(sum(left));
  const room = needed(Math.max(least, Math.min(...left), Math.min(sum(left), worthwhile)));
  const [what, stays, comes] =
    left.length === 1
      ? [`One message of ${all} does`, 'It stays', 'comes by itself']
      : [`${left.length.toLocaleString('en')} messages of ${all} together do`, 'They stay', 'come by themselves'];
  return {
    kind: 'storage',
    retry: 'after-user',
    text:
      `${what} not fit on this computer, where ${megabytes(free)} are free. ` +
      `${stays} on the server, and ${comes} once ${megabytes(room)} are free.`,
    code: 'DISK_ROOM',
    room,
  };
}

/** A write was refused: room is what is missing only where the disk says so too, and not what one person may use of it. */
export function whenFull(failure: MailFailure, free: number): MailFailure {
  const isFull = failure.kind === 'storage' && fullCodes.has(failure.code ?? '') && !fits(least, free);
  return isFull ? { ...failure, room: needed(least) } : failure;
}

const fullCodes: ReadonlySet<string> = new Set(['ENOSPC', 'SQLITE_FULL']);

function needed(bytes: number): number {
  return Math.ceil(bytes * overhead) + reserve;
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((total, size) => total + size, 0);
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB`;
}

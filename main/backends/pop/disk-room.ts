import type { MailFailure } from '../../../shared/failure.ts';

/** Never filled: the system, other programs and our own database need some room to go on working. */
const reserve = 100 * 1024 * 1024;

/** For the database's own pages and its journal beside the messages. */
const overhead = 1.2;

/** Null when `needed` bytes of mail fit on a disk with `free` bytes; else what to tell the person. */
export function roomFailure(needed: number, free: number): MailFailure | null {
  if (needed * overhead + reserve <= free) return null;
  return {
    kind: 'storage',
    retry: 'after-user',
    text:
      `There is too little room on this computer: ${megabytes(needed)} of new mail are waiting, and ${megabytes(free)} are free. ` +
      'Nothing was removed from the server; please make room and check again.',
    code: 'DISK_ROOM',
  };
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1_000_000).toLocaleString('en')} MB`;
}

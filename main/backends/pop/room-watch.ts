import { MailFailureError } from '../../../shared/failure.ts';
import { fits, noRoomFailure } from './disk-room.ts';

/** Looks at the disk while mail is written to it. */
export interface RoomWatch {
  /** So many bytes are about to be written. Throws MailFailureError when there is too little room for them. */
  assert(bytes: number): Promise<void>;
  /** So many bytes of one message have come, and it goes on: `full` is called when there is too little room for more of it. */
  goesOn(bytesSoFar: number, more: number, full: () => void): void;
}

/** Bytes between two looks: far less than what is never filled. */
const betweenLooks = 8 * 1024 * 1024;

/** `waiting`: sizes of all that is not here yet. */
export function watchRoom(free: () => Promise<number>, waiting: () => readonly number[]): RoomWatch {
  let untilLook = 0;
  const lookAgain = async (full: () => void): Promise<void> => {
    // A disk that cannot be asked is told of by the next write.
    const there = await free().catch(() => Infinity);
    if (!fits(betweenLooks, there)) full();
  };
  return {
    assert: async (bytes) => {
      untilLook -= bytes;
      if (untilLook >= 0) return;
      untilLook = betweenLooks;
      const there = await free();
      if (!fits(bytes, there)) throw new MailFailureError(noRoomFailure([...waiting(), bytes], there));
    },
    goesOn: (bytesSoFar, more, full) => {
      if (Math.floor((bytesSoFar - more) / betweenLooks) !== Math.floor(bytesSoFar / betweenLooks)) void lookAgain(full);
    },
  };
}

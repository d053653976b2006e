import { type MailFailure, MailFailureError } from '../../../shared/failure.ts';
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
  const failureFor = async (bytes: number): Promise<MailFailure | null> => {
    const there = await free();
    return fits(bytes, there) ? null : noRoomFailure([...waiting(), bytes], there);
  };
  return {
    assert: async (bytes) => {
      untilLook -= bytes;
      if (untilLook >= 0) return;
      untilLook = betweenLooks;
      const failure = await failureFor(bytes);
      if (failure !== null) throw new MailFailureError(failure);
    },
    goesOn: (bytesSoFar, more, full) => {
      if (Math.floor((bytesSoFar - more) / betweenLooks) === Math.floor(bytesSoFar / betweenLooks)) return;
      failureFor(betweenLooks)
        .then((failure) => {
          if (failure !== null) full();
        })
        // A disk that cannot be asked is told of by the next write.
        .catch(() => undefined);
    },
  };
}

/** Waits until a disk has room again, and asks nobody but the disk. */
export interface RoomWait {
  /** From now on for so many bytes; null: for nothing. */
  until(bytes: number | null): void;
}

const lookEvery = 60_000;

/** `there` is called once, when there is as much room as was waited for. */
export function createRoomWait(free: () => Promise<number>, there: () => void): RoomWait {
  let wanted: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  const look = async (): Promise<void> => {
    // A disk that cannot be asked is asked again.
    const room = await free().catch(() => 0);
    if (wanted === null || room < wanted) return;
    end();
    there();
  };
  const end = (): void => {
    wanted = null;
    clearInterval(timer);
    timer = undefined;
  };
  return {
    until: (bytes) => {
      if (bytes === null) return end();
      wanted = bytes;
      timer ??= setInterval(() => void look(), lookEvery);
    },
  };
}

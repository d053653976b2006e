import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

/** Pixels of the screen. */
interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface WindowBounds extends Rectangle {
  readonly maximized: boolean;
}

export const smallestWindow = { width: 720, height: 480 };
const firstSize = { width: 1280, height: 800 };
/** So much of the title bar must be on some screen, or the window could not be moved back. */
const graspable = 64;

const shape = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int(),
  height: z.number().int(),
  maximized: z.boolean(),
});

/**
 * Where to open: where it was, if that is still on a screen (a second screen may be gone), else in the middle (no x and y).
 * @param screens the work areas, the main one first
 */
export function placeWindow(
  saved: WindowBounds | null,
  screens: readonly Rectangle[],
): { readonly x?: number; readonly y?: number; readonly width: number; readonly height: number; readonly maximized: boolean } {
  const main = screens[0] ?? { x: 0, y: 0, ...firstSize };
  const wanted = saved ?? { ...firstSize, maximized: false };
  const host = saved === null ? undefined : screens.find((screen) => holdsTitleBar(screen, saved));
  const room = host ?? main;
  const size = {
    width: Math.max(smallestWindow.width, Math.min(wanted.width, room.width)),
    height: Math.max(smallestWindow.height, Math.min(wanted.height, room.height)),
    maximized: wanted.maximized,
  };
  return saved !== null && host !== undefined ? { x: saved.x, y: saved.y, ...size } : size;
}

function holdsTitleBar(screen: Rectangle, window: Rectangle): boolean {
  const across = Math.min(window.x + window.width, screen.x + screen.width) - Math.max(window.x, screen.x);
  return across >= graspable && window.y >= screen.y && window.y <= screen.y + screen.height - graspable;
}

/** Null when there is nothing useful yet: where a window was is not worth a failure. */
export function readWindowBounds(path: string): WindowBounds | null {
  try {
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return null;
  }
}

/** Written at once, because the window is about to close. */
export function writeWindowBounds(path: string, bounds: WindowBounds): void {
  try {
    writeFileSync(path, JSON.stringify(bounds), { mode: 0o600 });
  } catch {
    // The next window opens in the middle: nothing a person must be told.
  }
}

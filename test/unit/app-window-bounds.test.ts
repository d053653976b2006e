import { describe, expect, it } from 'vitest';
import { placeWindow } from '../../main/app/window-bounds.ts';

const main = { x: 0, y: 25, width: 1440, height: 875 };
const right = { x: 1440, y: 0, width: 1920, height: 1080 };
const saved = { x: 100, y: 100, width: 1000, height: 700, maximized: false };

describe('where the window opens', () => {
  it.each([
    ['the first time: in the middle', null, [main], { width: 1280, height: 800, maximized: false }],
    ['where it was', saved, [main], saved],
    ['maximised if it was', { ...saved, maximized: true }, [main], { ...saved, maximized: true }],
    ['on the second screen', { ...saved, x: 1500 }, [main, right], { ...saved, x: 1500 }],
    ['in the middle when that screen is gone', { ...saved, x: 1500 }, [main], { width: 1000, height: 700, maximized: false }],
    ['in the middle when only a sliver would show', { ...saved, x: 1400 }, [main], { width: 1000, height: 700, maximized: false }],
    [
      'in the middle when its title bar would be above the screen',
      { ...saved, y: -10 },
      [main],
      { width: 1000, height: 700, maximized: false },
    ],
    ['no larger than the screen', { ...saved, width: 3000, height: 3000 }, [main], { ...saved, width: 1440, height: 875 }],
    ['no smaller than it can be used', { ...saved, width: 10, height: 10 }, [main], { width: 720, height: 480, maximized: false }],
    ['without any screen', null, [], { width: 1280, height: 800, maximized: false }],
  ])('%s', (_what, bounds, screens, expected) => expect(placeWindow(bounds, screens)).toEqual(expected));
});

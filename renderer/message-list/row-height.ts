/** The virtual list counts in pixels, people in text sizes: 4.25 rem follow the system's text size. */
import { useState } from 'react';

const rowRems = 4.25;

export function useRowHeight(): number {
  const [height] = useState(() => Math.round(rowRems * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)));
  return height;
}

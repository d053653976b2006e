/** A virtual list counts in pixels, people in text sizes: so many rem follow the system's text size. */
import { useState } from 'react';

export function useRowHeight(rems: number): number {
  const [height] = useState(() => Math.round(rems * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16)));
  return height;
}

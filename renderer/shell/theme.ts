/** Puts the chosen theme on <html>, and says which one is in effect: the body frame cannot see the window's tokens. */
import { useEffect, useState } from 'react';
import type { Settings } from '../../shared/settings.ts';

const dark = '(prefers-color-scheme: dark)';

export function useTheme(theme: Settings['theme']): 'light' | 'dark' {
  const [systemDark, setSystemDark] = useState(() => window.matchMedia(dark).matches);
  useEffect(() => {
    const media = window.matchMedia(dark);
    const changed = () => setSystemDark(media.matches);
    media.addEventListener('change', changed);
    return () => media.removeEventListener('change', changed);
  }, []);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  if (theme !== 'system') return theme;
  return systemDark ? 'dark' : 'light';
}

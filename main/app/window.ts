import { app, BrowserWindow, nativeTheme, screen } from 'electron';
import { join } from 'node:path';
import type { Settings } from '../../shared/settings.ts';
import { appOrigin } from './schemes.ts';
import { placeWindow, readWindowBounds, smallestWindow, writeWindowBounds } from './window-bounds.ts';

/** The window's colour until its page is painted: the same as the page's, or it would flash. */
const background = { light: '#ffffff', dark: '#1d2324' };

/**
 * Opens the window where it was last; shown as soon as its page is painted. Call after `ready` and after `serveRenderer`.
 * @param preload path of the bundled preload script
 */
export function openWindow(preload: string): BrowserWindow {
  const boundsFile = join(app.getPath('userData'), 'window.json');
  const main = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter(({ id }) => id !== main.id);
  const { maximized, ...place } = placeWindow(
    readWindowBounds(boundsFile),
    [main, ...others].map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...place,
    minWidth: smallestWindow.width,
    minHeight: smallestWindow.height,
    title: 'Homing',
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? background.dark : background.light,
    autoHideMenuBar: process.platform !== 'darwin',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  window.once('ready-to-show', () => {
    if (maximized) window.maximize();
    window.show();
  });
  window.on('close', () => writeWindowBounds(boundsFile, { ...window.getNormalBounds(), maximized: window.isMaximized() }));
  void window.loadURL(`${appOrigin}/index.html`);
  return window;
}

/** Light, dark, or as the system is; the page follows by `prefers-color-scheme`. */
export function applyTheme(theme: Settings['theme']): void {
  nativeTheme.themeSource = theme;
}

/** Brings the window to the front, wherever it was. */
export function focusWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

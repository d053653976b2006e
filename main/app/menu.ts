import { app, Menu, type MenuItemConstructorOptions } from 'electron';

/**
 * The system's menu. It does nothing to mail: keys that act on messages belong to the window, which knows what is selected.
 * Without the Edit menu macOS would have no copy and paste.
 */
export function setMenu(onNewMessage: () => void): void {
  const newMessage: MenuItemConstructorOptions = { label: 'New Message', accelerator: 'CmdOrCtrl+N', click: onNewMessage };
  const isMac = process.platform === 'darwin';
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(app.isPackaged ? [] : [{ role: 'toggleDevTools' as const }]),
  ];
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: 'File', submenu: [newMessage, { type: 'separator' }, isMac ? { role: 'close' } : { role: 'quit' }] },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

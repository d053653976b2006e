import { net, powerMonitor } from 'electron';

const lookEvery = 5000;

/** Calls `back` when this computer woke up or has a network again; call after `ready`. A hint to try now, never a reason not to try. */
export function watchConnectivity(back: () => void): void {
  powerMonitor.on('resume', back);
  powerMonitor.on('unlock-screen', back);
  let online = net.isOnline();
  setInterval(() => {
    const now = net.isOnline();
    if (now && !online) back();
    online = now;
  }, lookEvery).unref();
}

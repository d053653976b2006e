import { networkInterfaces } from 'node:os';
import { net, powerMonitor } from 'electron';
import { networkNow } from './network-addresses.ts';

const lookEvery = 5000;
/** Waking up is told in several ways within a moment. */
const gatherMs = 2000;

interface ConnectivityListener {
  /** This computer woke up, or has a network again or another one. */
  readonly back: () => void;
  /** The system says that there is no network at all. */
  readonly away: () => void;
}

/** Call after `ready`; `away` is called at once where there is no network to begin with. */
export function watchConnectivity({ back, away }: ConnectivityListener): void {
  let told: NodeJS.Timeout | null = null;
  const tellBack = (): void => {
    // Told at once, and once more for what comes right after: the network often needs a moment longer than the rest.
    if (told !== null) return void told.refresh();
    back();
    told = setTimeout(() => {
      told = null;
      if (online) back();
    }, gatherMs);
  };
  let online = net.isOnline();
  let network = networkNow(networkInterfaces());
  if (!online) away();
  const look = (): void => {
    const [wasOnline, before] = [online, network];
    online = net.isOnline();
    network = networkNow(networkInterfaces());
    if (wasOnline && !online) away();
    else if (online && (!wasOnline || network !== before)) tellBack();
  };
  powerMonitor.on('resume', tellBack);
  powerMonitor.on('unlock-screen', tellBack);
  setInterval(look, lookEvery).unref();
}

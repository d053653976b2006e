import { ann } from './people.ts';
import type { Step, WalkScene } from './walk-scene.ts';

/** The same window in other light and another size. */
export const lookSteps: readonly Step[] = [
  { name: 'The Storage view, light and dark', limitMs: 30_000, run: storageView },
  { name: 'Dark, and a small window', limitMs: 40_000, run: otherLooks },
];

async function storageView({ window, shot }: WalkScene): Promise<void> {
  const view = await window().openStorage();
  await view.getByText(ann.address).first().waitFor();
  await shot('storage-light');
  await setTheme(window, 'dark');
  await shot('storage-dark');
  await window().button('Back to mail').click();
}

async function otherLooks({ window, shot, resize }: WalkScene): Promise<void> {
  const { openAllInboxes, openMailbox, openMessage, body } = window();
  await openAllInboxes();
  await openMessage('The apple cake, finally written down');
  await body().getByText('like books on a shelf').waitFor();
  await shot('all-inboxes-dark');
  await openMailbox('Inbox', ann.address);
  await openMessage('Nine walks that end at a ferry');
  await body().getByText('Alder Halt to the chain ferry').waitFor();
  await shot('html-message-dark');
  await setTheme(window, 'light');
  await resize(900, 600);
  await shot('small-window-light');
  await resize(1280, 800);
}

async function setTheme(window: WalkScene['window'], theme: 'light' | 'dark'): Promise<void> {
  await window().command('settings.set', { theme });
  await window().page.waitForFunction((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, theme);
}

import { say } from '../say.mjs';
import { homingWindow } from '../../test/e2e/support/homing-window.ts';
import { launchHoming, type RunningHoming } from '../../test/e2e/support/launch-homing.ts';
import { startArriving } from './arriving-mail.ts';
import { addAccounts } from './demo-accounts.ts';
import { ann, annAtHome } from './people.ts';
import { type Demo, prepareProfile } from './prepare-profile.ts';
import { readOldMail } from './read-old-mail.ts';
import { takeSignals } from './take-signals.ts';
import { waitUntil } from './wait-until.ts';

/** Opens the program with both accounts and leaves it to the person; resolves when it was closed. */
export async function openForPerson(demo: Demo): Promise<void> {
  const { servers } = demo;
  if (servers === null) await prepareProfile(demo);
  const homing = await launchHoming({ profile: demo.profile });
  takeSignals(() => void homing.close());
  // Asked for now: a window that is closed while the accounts are being added must end the demo too.
  const closed = homing.app.waitForEvent('close', { timeout: 0 });
  let isClosed = false;
  void closed.then(() => (isClosed = true));
  const ready = prepareWindow(demo, homing).catch((error: unknown) => {
    if (!isClosed) throw error;
  });
  const stopArriving = servers === null ? null : startArriving(servers.dovecot);
  try {
    await Promise.race([ready, closed]);
    say('');
    say(`Homing is open with ${ann.address} (IMAP) and ${annAtHome.address} (POP).`);
    say(
      servers === null
        ? 'There is no mail server here: both accounts are offline, and all their mail can be read. Close the window to end the demo.'
        : 'Real servers, made-up mail: try everything. New mail comes every forty seconds. Close the window to end the demo.',
    );
    await closed;
  } finally {
    await homing.close();
    await stopArriving?.();
  }
}

async function prepareWindow({ servers, mail, now }: Demo, homing: RunningHoming): Promise<void> {
  const window = homingWindow(homing.page);
  if (servers !== null) await addAccounts(window, servers.drafts);
  await waitUntil('the POP account has downloaded its mail', 60_000, async () => {
    const inboxes = (await window.query('mailbox.list')).filter(({ role }) => role === 'inbox');
    return inboxes.length === 2 && inboxes.every(({ total }) => total >= mail.pop.length);
  });
  await readOldMail(window, now);
  await servers?.expireMaildrop();
  await window.command('account.checkMail', null);
}

import { freePorts } from '../../test/servers/support/free-ports.ts';
import { homingWindow } from '../../test/e2e/support/homing-window.ts';
import { launchHoming } from '../../test/e2e/support/launch-homing.ts';
import { accountDrafts, addAccounts } from './demo-accounts.ts';
import type { DemoServers } from './demo-servers.ts';
import type { SampleMail } from './sample-mail.ts';
import { seedProfile } from './seed-profile.ts';

export interface Demo {
  /** Does not exist yet. */
  readonly profile: string;
  readonly mail: SampleMail;
  /** Null: the sample mail is seeded into the profile, and the accounts are offline. */
  readonly servers: DemoServers | null;
  /** Milliseconds since 1970; the sample mail is dated back from it. */
  readonly now: number;
}

/**
 * A profile with both accounts and all the sample mail, without a server. Only the program itself can seal passwords on this
 * system, so it is started once to add the accounts, closed, and the mail goes into its stores. Nobody listens on their ports.
 */
export async function prepareProfile({ profile, mail, now }: Demo, display?: string): Promise<void> {
  const [imaps = 0, pop3s = 0, smtps = 0] = await freePorts(3);
  const homing = await launchHoming({ profile, ...(display !== undefined && { display }) });
  try {
    await addAccounts(homingWindow(homing.page), accountDrafts({ imaps, pop3s, smtps }));
  } finally {
    await homing.close();
  }
  await seedProfile(profile, mail, now);
}

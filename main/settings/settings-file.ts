/**
 * Accounts and settings, kept by lowdb in one file that this process alone reads and writes. No passwords (credentials.ts),
 * no mail and nothing the mail engine remembers: those have their own places.
 */
import { join } from 'node:path';
import { z } from 'zod';
import type { Account } from '../../shared/account.ts';
import { defaultSettings, type Settings } from '../../shared/settings.ts';
import { account, settingShapes } from './account-schema.ts';
import { openDocument } from './document.ts';

interface Content {
  readonly schema: 1;
  readonly accounts: readonly Account[];
  readonly settings: Settings;
}

// A setting that is missing (an older file) or makes no sense falls back by itself; an account that makes no sense never
// disappears like that: the whole file then counts as damaged and the copy is read.
const storedSettings = z.object({
  theme: settingShapes.theme.catch(defaultSettings.theme),
  panes: settingShapes.panes.catch([...defaultSettings.panes]),
  markReadAfter: settingShapes.markReadAfter.catch(defaultSettings.markReadAfter),
  popInterval: settingShapes.popInterval.catch(defaultSettings.popInterval),
});

const content: z.ZodType<Content> = z.object({ schema: z.literal(1), accounts: z.array(account), settings: storedSettings });

const empty: Content = { schema: 1, accounts: [], settings: defaultSettings };

export interface SettingsFile {
  accounts(): readonly Account[];
  settings(): Settings;
  /** Adds the account, or replaces the one with the same id. */
  putAccount(account: Account): Promise<void>;
  changeSettings(change: Partial<Settings>): Promise<Settings>;
}

/**
 * Opens `settings.json` in the profile folder.
 * @throws MailFailureError `storage` with a sentence for the person when the file is of a newer Homing or beyond reading
 */
export async function openSettings(folder: string): Promise<SettingsFile> {
  const file = await openDocument(join(folder, 'settings.json'), content, empty);
  return {
    accounts: () => file.current().accounts,
    settings: () => file.current().settings,
    putAccount: (changed) => file.change((before) => ({ ...before, accounts: withAccount(before.accounts, changed) })),
    async changeSettings(change) {
      await file.change((before) => ({ ...before, settings: { ...before.settings, ...change } }));
      return file.current().settings;
    },
  };
}

function withAccount(accounts: readonly Account[], changed: Account): readonly Account[] {
  const known = accounts.some(({ id }) => id === changed.id);
  return known ? accounts.map((each) => (each.id === changed.id ? changed : each)) : [...accounts, changed];
}

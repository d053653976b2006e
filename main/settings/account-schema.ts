/** The shapes of shared/account.ts and shared/settings.ts at run time: for files, and for what the window sends. */
import { z } from 'zod';
import type { Account, AccountDraft, AccountId, CopiesPolicy, ImapOptions, OfflinePolicy, PopOptions } from '../../shared/account.ts';
import type { Settings } from '../../shared/settings.ts';

/** It is also the name of a folder, so nothing that means something in a path is let in. */
export const accountId = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/)
  .transform((id) => id as AccountId);

const shortText = z.string().max(1000);

const server = z.object({
  host: z.string().max(255),
  port: z.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls', 'none']),
  userName: shortText,
  trustedCertificate: z.string().max(100_000).exactOptional(),
});

export const copiesPolicy: z.ZodType<CopiesPolicy> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('leave') }),
  z.object({ kind: z.literal('remove-after-download') }),
  z.object({ kind: z.literal('remove-after-days'), days: z.number().int().min(1).max(3650) }),
  z.object({ kind: z.literal('remove-when-deleted') }),
]);

export const offlinePolicy: z.ZodType<OfflinePolicy> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('recent'), months: z.number().int().min(1).max(1200) }),
  z.object({ kind: z.literal('headers') }),
]);

const extension = z.enum(['QRESYNC', 'CONDSTORE', 'IDLE', 'MOVE', 'LIST-STATUS', 'QUOTA', 'OBJECTID', 'ESEARCH', 'COMPRESS']);
const chosenRole = z.enum(['drafts', 'sent', 'archive', 'junk', 'trash']);

export const imapOptions: z.ZodType<Partial<ImapOptions>> = z.object({
  offline: offlinePolicy.exactOptional(),
  largestOffline: z.number().int().positive().exactOptional(),
  roles: z.partialRecord(chosenRole, shortText).exactOptional(),
  enteredLimit: z.number().int().positive().nullable().exactOptional(),
  without: z.array(extension).max(20).exactOptional(),
});

const popShapes = {
  copies: copiesPolicy,
  largestDownload: z.number().int().nonnegative().nullable(),
  checkEvery: z.number().int().min(1).max(1440).nullable(),
} satisfies { readonly [K in keyof PopOptions]: z.ZodType<PopOptions[K]> };

export const popOptions: z.ZodType<Partial<PopOptions>> = z.object({
  copies: popShapes.copies.exactOptional(),
  largestDownload: popShapes.largestDownload.exactOptional(),
  checkEvery: popShapes.checkEvery.exactOptional(),
});

const common = { identity: z.object({ name: shortText, address: shortText }), incoming: server, outgoing: server };
const imap = z.object({ kind: z.literal('imap'), ...common, options: imapOptions.exactOptional() });
const pop = z.object({
  kind: z.literal('pop'),
  ...common,
  copies: popShapes.copies,
  largestDownload: popShapes.largestDownload.exactOptional(),
  checkEvery: popShapes.checkEvery.exactOptional(),
});

export const account: z.ZodType<Account> = z.discriminatedUnion('kind', [imap.extend({ id: accountId }), pop.extend({ id: accountId })]);

const secret = { password: z.string().max(10_000), keepPasswordWeakly: z.boolean() };

export const accountDraft: z.ZodType<AccountDraft> = z.discriminatedUnion('kind', [imap.extend(secret), pop.extend(secret)]);

const percent = z.number().min(0).max(100);

/** One shape per setting, so that a file can repair them one by one and a command can change some of them. */
export const settingShapes = {
  theme: z.enum(['system', 'light', 'dark']),
  panes: z.tuple([percent, percent, percent]),
  markReadAfter: z.number().min(0).max(3600),
  popInterval: z.number().int().min(1).max(1440),
} satisfies { readonly [K in keyof Settings]: z.ZodType<Settings[K]> };

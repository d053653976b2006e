/**
 * Passwords, each sealed by the system's keyring. A secret that cannot be opened is left alone (a locked keyring is "later",
 * not "lost") and the person is asked again; it is replaced only by a new password.
 */
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { AccountId, PasswordKeeping } from '../../shared/account.ts';
import { MailFailureError } from '../../shared/failure.ts';
import { type Document, openDocument } from './document.ts';

/** The system's keyring, as far as this room knows it. Both functions reject when the keyring refuses. */
export interface Sealer {
  readonly keeping: PasswordKeeping;
  /** The keyring's own name (`gnome_libsecret`, `basic_text`): kept beside each secret, since it changes with the desktop. */
  readonly backend: string;
  /** Base64. */
  seal(text: string): Promise<string>;
  unseal(sealed: string): Promise<string>;
}

export interface Credentials {
  /** Null when none is kept, or when the kept one cannot be opened now: ask the person. */
  get(accountId: AccountId): Promise<string | null>;
  /**
   * Without a keyring the password is remembered until Homing ends, unless the person asked to keep it weakly. It can be used
   * in any case; `kept` is false when the next start will ask for it.
   * @throws MailFailureError `storage` when the disk refuses
   */
  set(accountId: AccountId, password: string, how: { readonly keepWeakly: boolean }): Promise<{ readonly kept: boolean }>;
  remove(accountId: AccountId): Promise<void>;
}

interface Content {
  readonly schema: 1;
  readonly secrets: Readonly<Record<string, { readonly backend: string; readonly sealed: string }>>;
}

const content: z.ZodType<Content> = z.object({
  schema: z.literal(1),
  secrets: z.record(z.string(), z.object({ backend: z.string(), sealed: z.string() })),
});

/** Opens `credentials.json` in the profile folder. A damaged file is put aside: passwords can be asked for, so it never stops the start. */
export async function openCredentials(folder: string, sealer: Sealer): Promise<Credentials> {
  const file = await openOrPutAside(join(folder, 'credentials.json'));
  const inMemory = new Map<AccountId, string>();
  return {
    async get(accountId) {
      const remembered = inMemory.get(accountId);
      if (remembered !== undefined) return remembered;
      const secret = file.current().secrets[accountId];
      if (secret === undefined) return null;
      try {
        return await sealer.unseal(secret.sealed);
      } catch {
        return null;
      }
    },
    async set(accountId, password, { keepWeakly }) {
      inMemory.set(accountId, password);
      if (sealer.keeping === 'weak' && !keepWeakly) return { kept: false };
      // A keyring that is locked or gone refuses; what it keeps from before is left as it is.
      const sealed = await sealer.seal(password).catch(() => null);
      if (sealed === null) return { kept: false };
      const secret = { backend: sealer.backend, sealed };
      await file.change((before) => ({ ...before, secrets: { ...before.secrets, [accountId]: secret } }));
      return { kept: true };
    },
    async remove(accountId) {
      inMemory.delete(accountId);
      await file.change((before) => {
        const { [accountId]: _removed, ...secrets } = before.secrets;
        return { ...before, secrets };
      });
    },
  };
}

async function openOrPutAside(path: string): Promise<Document<Content>> {
  const open = () => openDocument<Content>(path, content, { schema: 1, secrets: {} });
  try {
    return await open();
  } catch (error) {
    if (!(error instanceof MailFailureError) || error.failure.code !== 'damaged') throw error;
    await rename(path, `${path}.damaged`).catch(() => undefined);
    await rename(`${path}.copy`, `${path}.copy.damaged`).catch(() => undefined);
    return open();
  }
}

import { safeStorage } from 'electron';
import type { Sealer } from '../settings/credentials.ts';

/** Electron 46 drops the synchronous calls, Electron 33 has no others. */
type Either = Pick<typeof safeStorage, 'setUsePlainTextEncryption' | 'getSelectedStorageBackend'> &
  Partial<Pick<typeof safeStorage, 'encryptString' | 'decryptString' | 'isEncryptionAvailable'>> &
  Partial<Pick<typeof safeStorage, 'encryptStringAsync' | 'decryptStringAsync' | 'isAsyncEncryptionAvailable'>>;

const storage: Either = safeStorage;

/**
 * Electron's safeStorage for settings/credentials.ts; call after `ready`. It always answers: where this system has no
 * keyring (or the keyring does not answer), passwords can be kept `weak` only, and only if the person asks for that.
 */
export async function makeSealer(): Promise<Sealer> {
  const backend = backendName();
  const keeping = backend !== 'basic_text' && (await isAvailable()) ? 'keyring' : 'weak';
  return {
    keeping,
    backend: keeping === 'weak' ? 'basic_text' : backend,
    async seal(text) {
      if (keeping === 'weak') storage.setUsePlainTextEncryption(true);
      return (await encrypt(text)).toString('base64');
    },
    async unseal(sealed) {
      if (keeping === 'weak') storage.setUsePlainTextEncryption(true);
      return decrypt(Buffer.from(sealed, 'base64'));
    },
  };
}

function backendName(): string {
  if (process.platform === 'linux') return storage.getSelectedStorageBackend();
  return process.platform === 'darwin' ? 'keychain' : 'dpapi';
}

async function isAvailable(): Promise<boolean> {
  try {
    if (storage.isAsyncEncryptionAvailable !== undefined) return await storage.isAsyncEncryptionAvailable();
    return storage.isEncryptionAvailable?.() ?? false;
  } catch {
    return false;
  }
}

async function encrypt(text: string): Promise<Buffer> {
  if (storage.encryptStringAsync !== undefined) return storage.encryptStringAsync(text);
  if (storage.encryptString !== undefined) return storage.encryptString(text);
  throw new Error('this Electron cannot seal');
}

async function decrypt(sealed: Buffer): Promise<string> {
  if (storage.decryptStringAsync !== undefined) return (await storage.decryptStringAsync(sealed)).result;
  if (storage.decryptString !== undefined) return storage.decryptString(sealed);
  throw new Error('this Electron cannot unseal');
}

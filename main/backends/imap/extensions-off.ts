/**
 * Extensions that are not to be used: because the person switched them off, or because the server is known not to keep its word.
 * imapflow uses what it finds among the capabilities, so there they are taken out, each time the server tells them.
 */
import type { Extension } from './quirks.ts';

/** The part of imapflow's client it is about. */
interface CapabilityHolder {
  capabilities: Map<string, boolean | number>;
}

/** RFC 9051 appendix E: what comes with IMAP4rev2, so that its server need not name it and it cannot be left out of it. */
export const partsOfRev2: ReadonlySet<string> = new Set(['IDLE', 'MOVE', 'UIDPLUS', 'SPECIAL-USE', 'LIST-STATUS', 'ESEARCH']);

/** Whether this capability falls with an extension: COMPRESS=DEFLATE with COMPRESS, and QRESYNC with CONDSTORE (RFC 7162 section 3.2). */
export function isOff(capability: string, off: readonly Extension[]): boolean {
  return off.some((name) => {
    if (name === 'CONDSTORE' && capability === 'QRESYNC') return true;
    return capability === name || capability.startsWith(`${name}=`);
  });
}

/** From now on `client.capabilities` shows none of what `off` names, which may be more the better the server is known. */
export function takeOut(client: CapabilityHolder, off: (told: ReadonlyMap<string, unknown>) => readonly Extension[]): void {
  let told = client.capabilities;
  Object.defineProperty(client, 'capabilities', {
    set: (capabilities: Map<string, boolean | number>) => {
      told = capabilities;
    },
    get: () => {
      const names = off(told);
      for (const capability of told.keys()) if (isOff(capability, names)) told.delete(capability);
      // A server of both versions is used as one of the first.
      if (told.has('IMAP4rev1') && names.some((name) => partsOfRev2.has(name))) told.delete('IMAP4rev2');
      return told;
    },
  });
}

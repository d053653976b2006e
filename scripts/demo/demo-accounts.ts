import type { AccountDraft, ServerAddress } from '../../shared/account.ts';
import type { HomingWindow } from '../../test/e2e/support/homing-window.ts';
import { ann, annAtHome } from './people.ts';

/** Where the demo's servers listen, all on this computer and with TLS. */
export interface DemoPorts {
  readonly imaps: number;
  readonly pop3s: number;
  readonly smtps: number;
}

export const imapUser = { name: 'ann', password: 'a throw-away password' };
export const popUser = { name: 'ann.larsson', password: 'another throw-away password' };

/** One account of each kind, as the wizard would describe them after "Trust this certificate" (PEM), if there is one. */
export function accountDrafts(ports: DemoPorts, certificate?: string): readonly AccountDraft[] {
  const server = (port: number, userName: string): ServerAddress => ({
    host: 'localhost',
    port,
    security: 'tls',
    userName,
    ...(certificate !== undefined && { trustedCertificate: certificate }),
  });
  const secret = (password: string) => ({ password, keepPasswordWeakly: true });
  return [
    {
      kind: 'imap',
      identity: ann,
      incoming: server(ports.imaps, imapUser.name),
      outgoing: server(ports.smtps, imapUser.name),
      ...secret(imapUser.password),
    },
    {
      kind: 'pop',
      identity: annAtHome,
      incoming: server(ports.pop3s, popUser.name),
      outgoing: server(ports.smtps, popUser.name),
      copies: { kind: 'remove-after-days', days: 14 },
      ...secret(popUser.password),
    },
  ];
}

/** Adds both with the command of the wizard's last button. POP is looked at each minute, so that something happens while one watches. */
export async function addAccounts(homing: HomingWindow, drafts: readonly AccountDraft[]): Promise<void> {
  await homing.command('settings.set', { popInterval: 1 });
  for (const draft of drafts) await homing.command('account.add', draft);
}

import type { AccountKind, Security } from '../../shared/account.ts';

type Protocol = AccountKind | 'smtp';

/** IANA ports. Mail is handed in on 465 or 587 (RFC 8314, RFC 6409), never on 25, which is for servers among themselves. */
const ports: Readonly<Record<Protocol, Readonly<Record<Security, number>>>> = {
  imap: { tls: 993, starttls: 143, none: 143 },
  pop: { tls: 995, starttls: 110, none: 110 },
  smtp: { tls: 465, starttls: 587, none: 587 },
};

interface Speech {
  readonly protocol: Protocol;
  readonly security: Security;
}

/** The port such a server normally listens on. */
export function standardPort(speech: Speech): number {
  return ports[speech.protocol][speech.security];
}

/**
 * What the port field shows after the protocol or the security changed: the new standard port if the field was empty or held
 * the old standard one, else what the person typed.
 */
export function portAfterChange(typed: string, before: Speech, after: Speech): string {
  const text = typed.trim();
  return text === '' || text === String(standardPort(before)) ? String(standardPort(after)) : typed;
}

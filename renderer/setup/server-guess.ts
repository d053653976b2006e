import type { AccountKind } from '../../shared/account.ts';

/** Names the fields start with; empty where there is nothing to go by. A guess from the address alone, nothing was looked up. */
interface ServerGuess {
  readonly incomingHost: string;
  readonly outgoingHost: string;
  readonly userName: string;
}

export const noGuess: ServerGuess = { incomingHost: '', outgoingHost: '', userName: '' };

/** `ann@example.org` -> imap.example.org, smtp.example.org, and the whole address as user name. */
export function guessServers(address: string, kind: AccountKind): ServerGuess {
  const userName = address.trim();
  const domain = userName.slice(userName.lastIndexOf('@') + 1).toLowerCase();
  if (!userName.includes('@') || domain === '') return noGuess;
  // A name without a dot, or a number, is a machine in somebody's own network: there is no imap.<machine> beside it.
  if (!domain.includes('.') || /^[\d.]+$/u.test(domain)) return { incomingHost: domain, outgoingHost: domain, userName };
  return { incomingHost: `${kind}.${domain}`, outgoingHost: `smtp.${domain}`, userName };
}

/** For those who know their servers: only the user name, which is the address more often than not. */
export function guessUserName(address: string): ServerGuess {
  return { ...noGuess, userName: address.trim() };
}

/** When the guess changes: what was typed stays; an empty field, or one that still shows the old guess, follows. */
export function followGuess(typed: ServerGuess, before: ServerGuess, after: ServerGuess): ServerGuess {
  const follow = (field: keyof ServerGuess) => (typed[field].trim() === '' || typed[field] === before[field] ? after[field] : typed[field]);
  return { incomingHost: follow('incomingHost'), outgoingHost: follow('outgoingHost'), userName: follow('userName') };
}

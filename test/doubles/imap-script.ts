// Pieces of IMAP conversations for scripted servers, so that a test shows only the lines it is about.
import type { Step } from './scripted-server.ts';

/** The client sends this command (a regular expression after its tag), the server answers with these lines and OK. */
export function answered(command: string, ...untagged: readonly string[]): readonly Step[] {
  return finished(command, 'OK done', ...untagged);
}

/** As `answered`, with the words that end the command. */
export function finished(command: string, end: string, ...untagged: readonly string[]): readonly Step[] {
  return [
    { expect: new RegExp(`([A-Z0-9]+) ${command}`) },
    { send: ([, tag = '']) => [...untagged, `${tag} ${end}`].map((line) => `${line}\r\n`).join('') },
  ];
}

/** Greeting and sign-in of a server with these capabilities; the password travels by LOGIN. */
export function signedIn(capabilities: string): readonly Step[] {
  const line = `* CAPABILITY IMAP4rev1 NAMESPACE ${capabilities}`;
  return [
    { send: '* OK ready\r\n' },
    ...answered('CAPABILITY', line),
    ...answered('LOGIN .*'),
    ...answered('CAPABILITY', line),
    ...answered('NAMESPACE', '* NAMESPACE (("" "/")) NIL NIL'),
  ];
}

/** SELECT of INBOX, with the LIST that imapflow sends before the first one. */
export function selectedInbox({
  exists,
  uidNext,
  uidValidity = 7,
}: {
  exists: number;
  uidNext: number;
  uidValidity?: number;
}): readonly Step[] {
  return [
    ...answered('LIST "" "INBOX"', '* LIST () "/" "INBOX"'),
    ...answered('LSUB "" "INBOX"', '* LSUB () "/" "INBOX"'),
    ...selectedAgain({ exists, uidNext, uidValidity }),
  ];
}

/** SELECT of INBOX. */
export function selectedAgain({
  exists,
  uidNext,
  uidValidity = 7,
}: {
  exists: number;
  uidNext: number;
  uidValidity?: number;
}): readonly Step[] {
  return answered(
    'SELECT INBOX.*',
    `* ${exists} EXISTS`,
    String.raw`* FLAGS (\Seen \Flagged \Deleted)`,
    `* OK [UIDVALIDITY ${uidValidity}] valid`,
    `* OK [UIDNEXT ${uidNext}] next`,
  );
}

/** The client leaves politely. */
export const signedOut: readonly Step[] = answered('LOGOUT', '* BYE see you');

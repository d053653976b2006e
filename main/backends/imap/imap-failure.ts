import { failureOf, MailFailureError, type MailFailure } from '../../../shared/failure.ts';
import { slowDownWords } from '../slow-down.ts';
import {
  connectionLost,
  connectTimedOut,
  type HostAndPort,
  notThisProtocol,
  silentServer,
  socketFailure,
  stoppedAnswering,
} from '../socket-failure.ts';
import { isTlsCode, tlsFailure } from '../tls-trust.ts';
import {
  busy,
  mailboxFull,
  needsEncryption,
  noMailboxBehindSignIn,
  noSuchFolder,
  refused,
  type Said,
  slowDown,
  wrongPassword,
} from './failure-sentences.ts';
import { type ImapError, readImapError } from './imap-error.ts';

const longestQuote = 300;

/** What anything thrown by imapflow or by the socket below it means. Whoever calls takes the password out of the server's words. */
export function imapFailure(thrown: unknown, server: HostAndPort): MailFailure {
  if (thrown instanceof MailFailureError || !(thrown instanceof Error)) return failureOf(thrown);
  const error = readImapError(thrown);
  const said = saidBy(error);
  if (/authenticated but not connected/i.test(`${said.server ?? ''} ${error.message}`)) return noMailboxBehindSignIn(server.host, said);
  const inWords = byWords(said.server ?? '', server.host, said);
  if (inWords !== null) return inWords;
  if (error.serverResponseCode !== undefined) {
    const failure = byResponseCode(error.serverResponseCode.toUpperCase(), error, server.host, said);
    if (failure !== null) return failure;
  }
  if (error.code !== undefined) {
    const failure = byErrorCode(error.code, thrown, server, said);
    if (failure !== null) return failure;
  }
  return withoutCode(error, thrown, server, said);
}

/** What servers say without a code of its own, even in answer to a right password: that must not look like a wrong one. */
function byWords(words: string, host: string, said: Said): MailFailure | null {
  // Gmail: `Account exceeded command or bandwidth limits`, with [OVERQUOTA], [ALERT] or nothing.
  if (slowDownWords.test(words)) return slowDown(host, said);
  // Dovecot: `Maximum number of connections from user+IP exceeded`; Gmail: `Too many simultaneous connections`.
  if (/(maximum|too many)[\w ]* connections/i.test(words)) return busy(`${host} allows no more connections at the moment.`, said);
  // Dovecot, of a mailbox that it lists because of those inside it.
  if (/^mailbox doesn't exist/i.test(words)) return noSuchFolder(host, said);
  return null;
}

function byResponseCode(code: string, error: ImapError, host: string, said: Said): MailFailure | null {
  switch (code) {
    case 'AUTHENTICATIONFAILED':
    case 'AUTHORIZATIONFAILED':
      return wrongPassword(host, said);
    case 'EXPIRED':
      return { kind: 'auth', retry: 'after-user', text: `The password for ${host} has expired.`, ...said };
    case 'PRIVACYREQUIRED':
      return needsEncryption(host, said);
    case 'UNAVAILABLE':
    case 'SERVERBUG':
      // Yahoo says it of one message that it cannot read (https://github.com/jstedfast/MailKit/issues/358): the others are to be had.
      if (isFetch(error.executedCommand)) return refused(host, said);
      return busy(`${host} has a problem of its own at the moment.`, said);
    case 'INUSE':
      return busy(`The mailbox on ${host} is being used by another program right now.`, said);
    case 'THROTTLED':
      return slowDown(host, said);
    case 'LIMIT':
      return busy(`${host} has reached one of its limits.`, said);
    case 'CONTACTADMIN':
      return busy(`${host} asks you to contact its operator.`, said);
    case 'OVERQUOTA':
      // Gmail says it when somebody reads too much in a day: the mailbox is not full then.
      return isReading(error.executedCommand) ? slowDown(host, said) : mailboxFull(host, said);
    case 'NONEXISTENT':
    case 'TRYCREATE':
      return noSuchFolder(host, said);
    case 'NOPERM':
    case 'ACL':
      return { kind: 'rejected', retry: 'never', text: `${host} does not permit that.`, ...said };
    case 'APPENDLIMIT':
    case 'TOOBIG':
      return { kind: 'rejected', retry: 'never', text: `The message is too big for ${host}.`, ...said };
    case 'CANNOT':
    case 'ALREADYEXISTS':
    case 'HASCHILDREN':
      return refused(host, said);
    default:
      return null;
  }
}

function byErrorCode(code: string, thrown: Error, server: HostAndPort, said: Said): MailFailure | null {
  switch (code) {
    case 'ETHROTTLE':
      return slowDown(server.host, said);
    case 'CONNECT_TIMEOUT':
      return { ...connectTimedOut(server), ...said };
    case 'GREETING_TIMEOUT':
      return { ...silentServer(server, 'IMAP'), ...said };
    case 'ETIMEOUT':
    case 'UPGRADE_TIMEOUT':
      return { ...stoppedAnswering(server), ...said };
    case 'NoConnection':
    case 'EConnectionClosed':
    case 'StateLogout':
    // A BYE between two commands: the mailbox goes first, and then the line.
    case 'NoMailboxSelected':
    case 'ClosedAfterConnectText':
    case 'ClosedAfterConnectTLS':
      return { ...connectionLost(server), ...said };
    case 'NotFound':
      return noSuchFolder(server.host, said);
    case 'STARTTLS_INJECTION':
      return { kind: 'tls', retry: 'after-user', text: `Somebody may be interfering with the connection to ${server.host}.`, ...said };
    default:
      if (unreadable.test(code))
        return { kind: 'protocol', retry: 'later', text: `${server.host} answered in a way Homing does not understand.`, ...said };
      return socketFailure(thrown, server) ?? (isTlsCode(code) ? tlsFailure(code, undefined, server.host) : null);
  }
}

const unreadable =
  /^(ParserError|MAX_IMAP_NESTING_REACHED|(Line|Literal|Response)TooLarge|TooMany(Tokens|Responses)|UnexpectedTag|MissingTag|InvalidResponse|ResponseProcessingFailed|COMPRESS_TRAILING_DATA)/;

/** What imapflow throws without any code. */
function withoutCode(error: ImapError, thrown: Error, server: HostAndPort, said: Said): MailFailure {
  const { host } = server;
  if (error.tlsFailed) {
    const text = `${host} offers no encryption (STARTTLS) on port ${server.port}. The password was not sent.`;
    return { kind: 'tls', retry: 'after-user', text, ...said };
  }
  if (/login is disabled/i.test(error.message)) return needsEncryption(host, said);
  if (/(no matching|unsupported) authentication/i.test(error.message)) {
    return { kind: 'auth', retry: 'after-user', text: `${host} offers no way to sign in with a password.`, ...said };
  }
  if (error.authenticationFailed) return wrongPassword(host, said);
  if (error.mailboxMissing) return noSuchFolder(host, said);
  if (error.responseStatus === 'NO') return refused(host, said);
  if (error.responseStatus === 'BAD') return { kind: 'protocol', retry: 'later', text: `${host} did not understand a command.`, ...said };
  return failureOf(thrown);
}

/** The first thing the server said is not how an IMAP server begins. */
export function notImap(server: HostAndPort, said: string): MailFailure {
  return notThisProtocol(server, 'an IMAP', oneLine(said));
}

function isReading(command: string | undefined): boolean {
  return /^\S+ (UID )?(FETCH|SEARCH|SELECT|EXAMINE|LIST|STATUS|LOGIN|AUTHENTICATE|NOOP|IDLE)\b/i.test(command ?? '');
}

function isFetch(command: string | undefined): boolean {
  return /^\S+ (UID )?FETCH\b/i.test(command ?? '');
}

function saidBy(error: ImapError): Said {
  const words = error.reason ?? error.responseText;
  const code = error.serverResponseCode ?? error.code;
  return { ...(words === undefined || words === '' ? {} : { server: oneLine(words) }), ...(code === undefined ? {} : { code }) };
}

function oneLine(words: string): string {
  return words
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, longestQuote);
}

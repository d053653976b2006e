import type { MailFailure } from '../../../shared/failure.ts';

/** When the server refused: before sign-in, at user name or password, or a command of the open maildrop. */
export type PopPhase = 'greeting' | 'sign-in' | 'command';

/**
 * What a refusal (-ERR) means. The server's words are kept in `server`; the caller has taken secrets out of them.
 *
 * Codes in brackets: RFC 2449 section 8 and RFC 3206. Many servers send none, so known wordings decide in their place.
 * Only a refusal of user name or password that reads like one becomes `auth`, since that makes the program ask for the
 * password: a locked maildrop, or a server that is in trouble, answers to PASS as well.
 */
export function popFailure(text: string, phase: PopPhase, host: string): MailFailure {
  const code = /^\[([^\]]{1,40})\]/.exec(text)?.[1]?.toUpperCase();
  const said = { server: text, ...(code === undefined ? {} : { code }) };
  const busy = (sentence: string): MailFailure => ({ kind: 'busy', retry: 'later', text: sentence, ...said });

  if (phase !== 'command' && wantsEncryption.test(text)) {
    return {
      kind: 'tls',
      retry: 'after-user',
      text: `${host} takes passwords over an encrypted connection only: choose TLS or STARTTLS.`,
      ...said,
    };
  }
  switch (code) {
    case 'IN-USE':
      return busy(inUse(host));
    case 'LOGIN-DELAY':
      return busy(tooSoon(host));
    case 'SYS/TEMP':
      return busy(trouble(host));
    case 'SYS/PERM':
      return { kind: 'rejected', retry: 'never', text: `${host} gives no access to this mailbox: ${bare(text)}`, ...said };
    case 'AUTH':
      if (phase === 'sign-in') return wrongPassword(host, said);
      break;
    case undefined:
    default:
  }
  if (phase !== 'command' || code !== undefined) {
    if (locked.test(text)) return { ...busy(inUse(host)), code: code ?? 'IN-USE' };
    if (hurried.test(text)) return busy(tooSoon(host));
    if (troubled.test(text)) return busy(trouble(host));
  }
  switch (phase) {
    case 'greeting':
      return busy(`${host} takes no connection now.`);
    case 'sign-in':
      return wrongPassword(host, said);
    case 'command':
      return refusedCommand(text, host, said);
  }
}

type Said = Pick<MailFailure, 'server' | 'code'>;

const wantsEncryption =
  /plain ?text auth\w* (is )?(disallowed|disabled|not allowed)|(requires?|need|must|use|only).{0,30}\b(stls|ssl|tls|encrypt\w*|secure connection)|\b(ssl|tls|stls|encryption) (is )?required/i;
const locked = /\block(ed)?\b|in[ -]use|\bbusy\b|(another|other|existing) (pop3? )?session|already (open|active|logged|connected)/i;
const hurried =
  /too (many|often|frequent|fast|soon)|(wait|again in) .{0,30}(second|minute)|rate.?limit|login delay|minimum .{0,20}interval/i;
const troubled =
  /temporar|try (again )?later|internal|server error|unavailable|shutting down|overload|system (error|problem)|out of memory|time(d)?[ -]?out/i;
const unknownCommand =
  /(unknown|invalid|unrecogni[sz]ed|unimplemented|unsupported|bad) command|not (implemented|supported|recogni[sz]ed|enabled)|command (is )?(unknown|unrecogni[sz]ed|disabled)/i;
const noSuchMessage =
  /no such (message|mail)|(message|mail).{0,30}(not (exist|found)|deleted|unknown|out of range|expunged)|invalid message|there('s| is) no message/i;

function refusedCommand(text: string, host: string, said: Said): MailFailure {
  if (noSuchMessage.test(text)) return { kind: 'gone', retry: 'never', text: `The message is no longer on ${host}.`, ...said };
  if (unknownCommand.test(text)) return { kind: 'unsupported', retry: 'never', text: `${host} cannot do that.`, ...said };
  return { kind: 'protocol', retry: 'later', text: `${host} could not do that: ${bare(text)}`, ...said };
}

function wrongPassword(host: string, said: Said): MailFailure {
  return { kind: 'auth', retry: 'after-user', text: `${host} did not accept the user name or the password.`, ...said };
}

function inUse(host: string): string {
  return `Another program is reading this mailbox on ${host} right now, which lets in one at a time.`;
}

function tooSoon(host: string): string {
  return `${host} asks to wait before signing in again.`;
}

function trouble(host: string): string {
  return `${host} has a problem of its own at the moment.`;
}

/** The words without the code in front. */
function bare(text: string): string {
  const words = text.replace(/^\[[^\]]*\]\s*/, '');
  return words === '' ? 'it did not say why.' : words;
}

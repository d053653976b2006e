import type { ServerAddress } from '../../../shared/account.ts';
import { bugFailure, type MailFailure, MailFailureError } from '../../../shared/failure.ts';
import {
  connectionLost,
  connectTimedOut,
  errorCode,
  notThisProtocol,
  silentServer,
  socketFailure,
  stoppedAnswering,
} from '../socket-failure.ts';
import { isTlsCode, tlsFailure } from '../tls-trust.ts';

export type SmtpServer = Pick<ServerAddress, 'host' | 'port' | 'security'>;

/** What nodemailer throws, as far as it is read here. */
interface SmtpError {
  readonly code: string;
  readonly message: string;
  /** Node's code, where nodemailer put its own in its place. */
  readonly originalCode?: string;
  readonly command?: string;
  readonly timeoutType?: string;
  /** The server's reply: its code, and its words with secrets taken out. */
  readonly reply?: number;
  readonly server?: string;
}

/**
 * What an error of the SMTP connection means. `words` takes secrets out of what the server said.
 * Reply codes: RFC 5321 section 4.2.3, with the enhanced codes of RFC 3463 where they tell more.
 */
export function smtpFailure(thrown: unknown, server: SmtpServer, words: (said: string) => string): MailFailure {
  if (thrown instanceof MailFailureError) return thrown.failure;
  const error = readError(thrown, words);
  switch (error.code) {
    case 'ETIMEDOUT':
      return timeoutFailure(error, server);
    case 'EDNS':
    case 'ESOCKET':
      return networkFailure(error.originalCode ?? error.code, server);
    case 'ETLS':
      return noEncryption(error, server);
    case 'EAUTH':
      return signInFailure(error, server);
    default:
      break;
  }
  if (error.command === 'EHLO' && error.reply !== undefined && error.reply >= 500 && server.security === 'starttls')
    return noEncryption(error, server);
  if (error.reply !== undefined && error.reply >= 400 && error.reply < 600) return replyFailure(error, error.reply, server);
  if (error.code === 'EPROTOCOL') {
    if (error.message.startsWith('Invalid greeting')) return notThisProtocol(server, 'an SMTP', error.server ?? '');
    return { kind: 'protocol', retry: 'later', text: `${server.host} sent an answer that cannot be understood.`, ...said(error) };
  }
  if (error.code === 'EMESSAGE') return tooBig(/allowed (\d+)/.exec(error.message)?.[1], server);
  if (error.code === 'EENVELOPE')
    return { kind: 'rejected', retry: 'never', text: 'An address of this mail is not valid.', code: error.code };
  if (error.code === 'ECONNECTION') return connectionLost(server);
  return bugFailure(words(error.message));
}

/** True when the server answered the message itself with a refusal: then it was not sent, whatever became of the line. */
export function isRefusedMessage(thrown: unknown): boolean {
  const { code, reply } = readError(thrown, (text) => text);
  return code === 'EMESSAGE' && reply !== undefined && reply >= 400 && reply < 600;
}

/** The line broke after the whole message was handed over and before the answer: nobody knows (RFC 1047). */
export function maybeSent(server: SmtpServer): MailFailure {
  return {
    kind: 'protocol',
    retry: 'never',
    text: `${server.host} took the mail but did not confirm it: it may have gone out. Please look before sending it again.`,
    code: 'MAYBE_SENT',
  };
}

/** The server said yes before it can have had the message: its answers no longer belong to our commands. */
export function strayReply(server: SmtpServer): MailFailure {
  return { kind: 'protocol', retry: 'later', text: `${server.host} answered before the mail was handed over.` };
}

function readError(thrown: unknown, words: (said: string) => string): SmtpError {
  if (!(thrown instanceof Error)) return { code: '', message: String(thrown) };
  const text = (name: string): string | undefined => {
    const value: unknown = Reflect.get(thrown, name);
    return typeof value === 'string' ? value : undefined;
  };
  const reply: unknown = Reflect.get(thrown, 'responseCode');
  const [originalCode, command, timeoutType, response] = [text('originalCode'), text('command'), text('timeoutType'), text('response')];
  return {
    code: errorCode(thrown) ?? '',
    message: thrown.message,
    ...(originalCode === undefined ? {} : { originalCode }),
    ...(command === undefined ? {} : { command }),
    ...(timeoutType === undefined ? {} : { timeoutType }),
    ...(typeof reply === 'number' ? { reply } : {}),
    ...(response === undefined ? {} : { server: words(response) }),
  };
}

/** The server's words, and its enhanced code, else the plain one. */
function said({ server, reply, code }: SmtpError): { readonly code: string; readonly server?: string } {
  const enhanced = server === undefined ? undefined : enhancedCode.exec(server)?.[1];
  return { code: enhanced ?? (reply === undefined ? code : String(reply)), ...(server === undefined ? {} : { server }) };
}

const enhancedCode = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/;

function timeoutFailure({ timeoutType }: SmtpError, server: SmtpServer): MailFailure {
  if (timeoutType === 'CONNECT_TIMEOUT') return connectTimedOut(server);
  if (timeoutType === 'GREETING_TIMEOUT') return silentServer(server, 'SMTP');
  return stoppedAnswering(server);
}

function networkFailure(code: string, server: SmtpServer): MailFailure {
  if (isTlsCode(code)) return tlsFailure(code, undefined, server.host);
  return socketFailure(Object.assign(new Error(code), { code }), server) ?? { ...connectionLost(server), code };
}

function noEncryption(error: SmtpError, server: SmtpServer): MailFailure {
  const text = `${server.host} does not offer STARTTLS on port ${server.port}, so nothing was sent. Check the port and the security setting.`;
  if (error.server === undefined) return networkFailure(error.originalCode ?? 'EPROTO', server);
  return { kind: 'tls', retry: 'after-user', text, ...said(error) };
}

function signInFailure(error: SmtpError, server: SmtpServer): MailFailure {
  const { host } = server;
  // RFC 4954 section 6: 454 is trouble of the server's own; asking for the password would be wrong.
  if (error.reply !== undefined && error.reply < 500) {
    return { kind: 'busy', retry: 'later', text: `${host} could not check the password just now.`, ...said(error) };
  }
  if (error.reply === 504 || error.reply === undefined) {
    return { kind: 'unsupported', retry: 'never', text: `${host} offers no way of signing in that Homing knows.`, ...said(error) };
  }
  return { kind: 'auth', retry: 'after-user', text: `${host} did not accept the user name or the password.`, ...said(error) };
}

function replyFailure(error: SmtpError, reply: number, server: SmtpServer): MailFailure {
  const { host } = server;
  const facts = said(error);
  // RFC 4954 section 6: these three say that something about signing in is missing.
  if (reply === 530 || reply === 534 || reply === 535) {
    return { kind: 'auth', retry: 'after-user', text: `${host} wants a sign-in before it takes mail.`, ...facts };
  }
  // RFC 3463: x.3.4 and x.2.3, the message is too big; x.5.3, too many recipients at once; x.3.1, the server's own disk.
  if (/^5\.(3\.4|2\.3)$/.test(facts.code)) return { kind: 'rejected', retry: 'never', text: `This mail is too big for ${host}.`, ...facts };
  const passing = /^4\.(5\.3|3\.1)$/.test(facts.code);
  if ((reply === 552 || reply === 452) && !passing) {
    return { kind: 'quota', retry: 'after-user', text: `There is no room for this mail on the server.`, ...facts };
  }
  if (reply < 500) return { kind: 'busy', retry: 'later', text: `${host} does not take this mail now; it is tried again later.`, ...facts };
  return { kind: 'rejected', retry: 'never', text: `${host} refuses this mail.`, ...facts };
}

function tooBig(limit: string | undefined, { host }: SmtpServer): MailFailure {
  const text =
    limit === undefined
      ? `${host} cannot take this mail.`
      : `This mail is too big: ${host} takes at most ${Number(limit).toLocaleString('en')} bytes.`;
  return { kind: 'rejected', retry: 'never', text, code: 'EMESSAGE' };
}

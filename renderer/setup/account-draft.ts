import type { AccountDraft, CopiesPolicy, Security, ServerAddress } from '../../shared/account.ts';
import type { ServerSide } from '../../shared/ipc.ts';
import type { SetupAnswers, SizeLimit } from './setup-answers.ts';

/** Certificates the person accepted in this wizard, each for one server by name. */
export type Trust = Readonly<Partial<Record<ServerSide, TrustedServer>>>;

interface TrustedServer {
  readonly host: string;
  readonly pem: string;
}

/** The account as main wants it, from checked answers. */
export function draftOf(answers: SetupAnswers, trust: Trust): AccountDraft {
  const common = {
    identity: { name: answers.name, address: answers.address },
    incoming: server(answers, answers.incomingHost, answers.incomingPort, answers.incomingSecurity, trust.incoming),
    outgoing: server(answers, answers.outgoingHost, answers.outgoingPort, answers.outgoingSecurity, trust.outgoing),
    password: answers.password,
    keepPasswordWeakly: answers.keepPasswordWeakly,
  };
  if (answers.kind === 'imap') return { ...common, kind: 'imap' };
  return { ...common, kind: 'pop', copies: copiesOf(answers), ...limitOf(answers.largest) };
}

function server(answers: SetupAnswers, host: string, port: number, security: Security, trusted?: TrustedServer): ServerAddress {
  const address = { host, port, security, userName: answers.userName };
  // Accepted for this one server: once another name was typed it counts no more.
  return trusted?.host === host ? { ...address, trustedCertificate: trusted.pem } : address;
}

function copiesOf(answers: SetupAnswers): CopiesPolicy {
  return answers.copies === 'remove-after-days' ? { kind: 'remove-after-days', days: Number(answers.days) } : { kind: answers.copies };
}

function limitOf(largest: SizeLimit): { readonly largestDownload?: number } {
  if (largest === 'everything') return {};
  return { largestDownload: largest === 'heads' ? 0 : Number(largest) * 1e6 };
}

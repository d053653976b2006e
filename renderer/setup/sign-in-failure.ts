import type { MailFailure } from '../../shared/failure.ts';
import type { ServerSide, VerifyReport } from '../../shared/ipc.ts';
import type { Trust } from './account-draft.ts';
import type { SetupForm } from './setup-answers.ts';

/** The field where the person can repair a failed sign-in: the first server that failed decides. Null when none failed. */
export function fieldToFix(report: VerifyReport): keyof SetupForm | null {
  const failure = report.incoming ?? report.outgoing;
  if (failure === null) return null;
  if (failure.kind === 'auth') return 'password';
  return report.incoming === null ? 'outgoingHost' : 'incomingHost';
}

/**
 * Trust after the person accepted the certificate one side showed. Where the other side has the same name and showed the same
 * certificate it is the same decision, and is not asked for twice.
 */
export function trustShown(trust: Trust, report: VerifyReport, hosts: Readonly<Record<ServerSide, string>>, side: ServerSide): Trust {
  const shown = certificateOf(report[side]);
  if (shown === undefined) return trust;
  const accepted = { host: hosts[side], pem: shown.pem };
  const other: ServerSide = side === 'incoming' ? 'outgoing' : 'incoming';
  const same = hosts[other] === hosts[side] && certificateOf(report[other])?.fingerprint === shown.fingerprint;
  return { ...trust, [side]: accepted, ...(same ? { [other]: accepted } : {}) };
}

function certificateOf(failure: MailFailure | null) {
  return failure?.kind === 'tls' ? failure.certificate : undefined;
}

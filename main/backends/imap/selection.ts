import { MailFailureError } from '../../../shared/failure.ts';
import { renumberedFailure } from '../backend.ts';
import type { ImapClient } from './connection.ts';
import { openMailbox } from './open-mailbox.ts';
import type { ImapSession } from './session.ts';
import { uidValidityText } from './uid-validity.ts';

/** What SELECT told. UIDVALIDITY and MODSEQ are decimal text; a server that keeps none says `0` or null. */
export interface MailboxNumbers {
  readonly uidValidity: string;
  readonly uidNext: number | null;
  readonly highestModseq: string | null;
}

export interface Selection {
  readonly path: string;
  /** What it must be (RFC 9051 section 2.3.1.1), or the failure is `gone`; null: any. */
  readonly uidValidity: string | null;
  /** Asks for the numbers anew although the mailbox may be selected already. */
  readonly fresh?: boolean;
}

type SelectedMailbox = Exclude<ImapClient['mailbox'], false>;

/** Selects mailboxes of a client that nobody else uses meanwhile. */
export function selectionOn(client: ImapClient, { host, ask, offers }: Pick<ImapSession, 'host' | 'ask' | 'offers'>) {
  let selecting = false;
  const keepsModseq = (): boolean => offers('CONDSTORE') || offers('QRESYNC');
  const openAnew = async (path: string): Promise<SelectedMailbox> => {
    selecting = true;
    try {
      return await openMailbox(ask, path);
    } finally {
      selecting = false;
    }
  };
  return {
    /** What SELECT itself tells is no news: whoever selects looks at the numbers. */
    isSelecting: (): boolean => selecting,
    select: async ({ path, uidValidity, fresh = false }: Selection): Promise<MailboxNumbers> => {
      const open = client.mailbox;
      const mailbox = !fresh && open !== false && open.path === path ? open : await openAnew(path);
      const numbers: MailboxNumbers = {
        uidValidity: uidValidityText(mailbox.uidValidity),
        uidNext: mailbox.uidNext || null,
        // Yahoo tells one, but cannot be asked for what changed since; others are not to be believed.
        highestModseq: !keepsModseq() || mailbox.noModseq === true || !mailbox.highestModseq ? null : String(mailbox.highestModseq),
      };
      if (uidValidity !== null && uidValidity !== numbers.uidValidity) throw new MailFailureError(renumberedFailure(host));
      return numbers;
    },
  };
}

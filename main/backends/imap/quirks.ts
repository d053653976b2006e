/**
 * What is known about providers beyond what their servers say of themselves, and how a server shows whose it is. A fact is here when some
 * code asks whose server it is, with the place where it was seen. What is done for any server that behaves so is told where it is done.
 */
import type { ImapOptions } from '../../../shared/account.ts';

/** An extension that can be left unused. */
export type Extension = ImapOptions['without'][number];

export interface ServerFacts {
  /** Extensions it offers and does not keep its word about. */
  readonly untrusted: readonly Extension[];
  /** Names of the sending servers whose mail it files in Sent by itself: a copy of ours would be the second. */
  readonly filesWhatIsSentOver: readonly string[];
  /**
   * Mailboxes are labels, and the one of role `all` holds every message but those in junk and trash: removing a message from any
   * other mailbox only takes the label off.
   */
  readonly mailboxesAreLabels: boolean;
}

/** How a server shows whose it is; one sign is enough. */
interface Signs {
  /** Its name, or the end of its name from a dot on. */
  readonly hosts: readonly string[];
  /** `name` in its answer to ID (RFC 2971). */
  readonly id?: RegExp;
  /** The words it greets with. */
  readonly greeting?: RegExp;
  readonly capability?: string;
}

interface Provider {
  readonly recognise: Signs;
  readonly facts: Partial<ServerFacts>;
}

const providers: readonly Provider[] = [
  // Gmail
  {
    // https://developers.google.com/gmail/imap/imap-extensions, https://github.com/imapsync/imapsync/issues/338
    recognise: { hosts: ['imap.gmail.com', 'imap.googlemail.com'], id: /^gimap$/i, greeting: /^gimap /i, capability: 'X-GM-EXT-1' },
    facts: {
      // https://github.com/huacnlee/omamail/pull/60, https://github.com/jstedfast/MailKit/issues/1193
      filesWhatIsSentOver: ['smtp.gmail.com', 'smtp.googlemail.com'],
      // https://developers.google.com/gmail/imap/imap-extensions, "Access to the Gmail labels"
      mailboxesAreLabels: true,
    },
  },
  // Outlook and Exchange
  {
    // https://github.com/jstedfast/MailKit/issues/638
    recognise: {
      hosts: ['outlook.office365.com', 'imap-mail.outlook.com'],
      greeting: /^the microsoft exchange imap4 service is ready/i,
    },
    facts: {
      // https://github.com/thunderbird/thunderbird-android/issues/7134, https://github.com/huacnlee/omamail/pull/60
      filesWhatIsSentOver: ['smtp-mail.outlook.com', 'smtp.office365.com'],
    },
  },
  // iCloud
  {
    // Its machines carry this name: https://github.com/nextcloud/mail/issues/3401
    recognise: { hosts: ['mail.me.com'], greeting: /-iscream/i },
    facts: {
      // It takes ENABLE QRESYNC and says nothing; its VANISHED made mail disappear.
      // https://github.com/jstedfast/MailKit/issues/1871, https://github.com/Foundry376/Mailspring-Sync/pull/91
      untrusted: ['QRESYNC'],
      // https://github.com/kellylford/QuickMail/issues/150
      filesWhatIsSentOver: ['smtp.mail.me.com'],
    },
  },
  // Zoho
  {
    recognise: { hosts: ['imap.zoho.com', 'imap.zoho.eu', 'imappro.zoho.com', 'imappro.zoho.eu'] },
    facts: {
      // https://github.com/nylas/sync-engine/issues/365
      filesWhatIsSentOver: ['smtp.zoho.com', 'smtp.zoho.eu', 'smtppro.zoho.com', 'smtppro.zoho.eu'],
    },
  },
];

const nothingKnown: ServerFacts = { untrusted: [], filesWhatIsSentOver: [], mailboxesAreLabels: false };

/** What a server has shown of itself so far. */
export interface ServerSigns {
  readonly host: string;
  /** `name` of its ID. */
  readonly id: string | null;
  readonly greeting: string | null;
  readonly capabilities: { has(name: string): boolean };
}

/** Servers that nobody complained about get the facts of a server that follows the RFCs. */
export function factsFor(server: ServerSigns): ServerFacts {
  const provider = providers.find(({ recognise }) => shows(server, recognise));
  return { ...nothingKnown, ...provider?.facts };
}

function shows({ host, id, greeting, capabilities }: ServerSigns, signs: Signs): boolean {
  const name = host.toLowerCase();
  return (
    signs.hosts.some((known) => name === known || name.endsWith(`.${known}`)) ||
    (id !== null && signs.id?.test(id) === true) ||
    (greeting !== null && signs.greeting?.test(greeting) === true) ||
    (signs.capability !== undefined && capabilities.has(signs.capability))
  );
}

/** Whether a copy of what goes out over this sending server appears in Sent by itself. */
export function filesSentMail(facts: ServerFacts, sendingHost: string): boolean {
  return facts.filesWhatIsSentOver.includes(sendingHost.toLowerCase());
}

/** What imapflow puts on the errors it throws and logs; each field only sometimes. */
export interface ImapError {
  readonly message: string;
  readonly code: string | undefined;
  /** RFC 9051 section 7.1: the word in brackets. */
  readonly serverResponseCode: string | undefined;
  readonly responseStatus: string | undefined;
  readonly responseText: string | undefined;
  /** The command line as it was sent, its secrets replaced. */
  readonly executedCommand: string | undefined;
  /** The words of a BYE. */
  readonly reason: string | undefined;
  readonly authenticationFailed: boolean;
  readonly tlsFailed: boolean;
  readonly mailboxMissing: boolean;
}

/** imapflow's errors are plain Errors with fields that its types promise only in part, so each one is checked. */
export function readImapError(thrown: Error): ImapError {
  const fields = new Map<string, unknown>(Object.entries(thrown));
  const text = (name: string): string | undefined => {
    const value = fields.get(name);
    return typeof value === 'string' ? value : undefined;
  };
  const flag = (name: string): boolean => fields.get(name) === true;
  return {
    message: thrown.message,
    code: text('code'),
    serverResponseCode: text('serverResponseCode') ?? codeIn(fields.get('response')),
    responseStatus: text('responseStatus'),
    responseText: text('responseText') ?? text('response'),
    executedCommand: text('executedCommand'),
    reason: text('reason'),
    authenticationFailed: flag('authenticationFailed'),
    tlsFailed: flag('tlsFailed'),
    mailboxMissing: flag('mailboxMissing'),
  };
}

/** imapflow takes the word out of the answer to commands of its own only: for those we send ourselves it is still in there. */
function codeIn(response: unknown): string | undefined {
  const word = first(member(first(member(response, 'attributes')), 'section'));
  const value = member(word, 'value');
  return typeof value === 'string' ? value : undefined;
}

function member(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? new Map<string, unknown>(Object.entries(of)).get(name) : undefined;
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : undefined;
}

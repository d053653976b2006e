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

/** Of errors that imapflow hands on as they are, those of FETCH among them, the code is still in the answer as it was taken apart. */
function codeIn(answer: unknown): string | undefined {
  const code = at(at(at(at(at(answer, 'attributes'), 0), 'section'), 0), 'value');
  return typeof code === 'string' ? code : undefined;
}

function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(`${key}`) : undefined;
}

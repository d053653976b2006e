/** What a POP server says it can do (CAPA, RFC 2449 section 6). */
export interface PopCapabilities {
  readonly uidl: boolean;
  readonly top: boolean;
  readonly stls: boolean;
  /** Names of ways to sign in by AUTH (RFC 5034), in capitals; null where the server does not say what it can do. */
  readonly sasl: readonly string[] | null;
  readonly pipelining: boolean;
  /** Codes such as [IN-USE] begin its -ERR answers. */
  readonly respCodes: boolean;
  /** Days after which the server removes messages by itself; 0 means as soon as they were read; null: never, or not said. */
  readonly expireDays: number | null;
  /** Shortest time between two sessions the server allows. */
  readonly loginDelaySeconds: number | null;
  /** One of these two is another for some of its users: who has signed in should ask again (RFC 2449 sections 6.5 and 6.7). */
  readonly differsByUser: boolean;
}

/**
 * A server that does not know CAPA: RFC 1939 only. Its optional UIDL and TOP are nearly always there, and only trying tells;
 * so are they assumed, and a refusal of the command becomes the failure `unsupported`.
 */
export const withoutCapa: PopCapabilities = {
  uidl: true,
  top: true,
  stls: false,
  sasl: null,
  pipelining: false,
  respCodes: false,
  expireDays: null,
  loginDelaySeconds: null,
  differsByUser: false,
};

/** Reads the lines of a CAPA answer. Keywords are case-insensitive; a line that comes twice counts as one with all its arguments. */
export function parseCapabilities(lines: readonly string[]): PopCapabilities {
  const offered = new Map<string, readonly string[]>();
  for (const line of lines) {
    const [keyword = '', ...given] = line.trim().toUpperCase().split(/\s+/);
    offered.set(keyword, [...(offered.get(keyword) ?? []), ...given]);
  }
  const numbers = ['EXPIRE', 'LOGIN-DELAY'].map((keyword) => offered.get(keyword) ?? []);
  const [expireDays = null, loginDelaySeconds = null] = numbers.map(([first]) => wholeNumber(first));
  return {
    uidl: offered.has('UIDL'),
    top: offered.has('TOP'),
    stls: offered.has('STLS'),
    sasl: offered.get('SASL') ?? [],
    pipelining: offered.has('PIPELINING'),
    respCodes: offered.has('RESP-CODES'),
    expireDays,
    loginDelaySeconds,
    differsByUser: numbers.some(([, ofUser]) => ofUser === 'USER'),
  };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

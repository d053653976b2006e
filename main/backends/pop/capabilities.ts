/** What a POP server says it can do (CAPA, RFC 2449 section 6). */
export interface PopCapabilities {
  readonly uidl: boolean;
  readonly top: boolean;
  readonly stls: boolean;
  readonly pipelining: boolean;
  /** Codes such as [IN-USE] begin its -ERR answers. */
  readonly respCodes: boolean;
  /** Days after which the server removes messages by itself; 0 means as soon as they were read; null: never, or not said. */
  readonly expireDays: number | null;
  /** Shortest time between two sessions the server allows. */
  readonly loginDelaySeconds: number | null;
}

/**
 * A server that does not know CAPA: RFC 1939 only. Its optional UIDL and TOP are nearly always there, and only trying tells;
 * so are they assumed, and a refusal of the command becomes the failure `unsupported`.
 */
export const withoutCapa: PopCapabilities = {
  uidl: true,
  top: true,
  stls: false,
  pipelining: false,
  respCodes: false,
  expireDays: null,
  loginDelaySeconds: null,
};

/** Reads the lines of a CAPA answer. Keywords are case-insensitive. */
export function parseCapabilities(lines: readonly string[]): PopCapabilities {
  const offered = new Map(
    lines.map((line) => {
      const [keyword = '', argument = ''] = line.trim().split(/\s+/);
      return [keyword.toUpperCase(), argument];
    }),
  );
  return {
    uidl: offered.has('UIDL'),
    top: offered.has('TOP'),
    stls: offered.has('STLS'),
    pipelining: offered.has('PIPELINING'),
    respCodes: offered.has('RESP-CODES'),
    expireDays: wholeNumber(offered.get('EXPIRE')),
    loginDelaySeconds: wholeNumber(offered.get('LOGIN-DELAY')),
  };
}

function wholeNumber(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null;
}

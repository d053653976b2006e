import { describe, expect, it } from 'vitest';
import { popFailure } from '../../main/backends/pop/pop-failure.ts';

describe('a refusal by a POP server', () => {
  it.each([
    // Codes of RFC 2449 and RFC 3206.
    ['sign-in', '[AUTH] Authentication failed.', 'auth', 'AUTH'],
    ['sign-in', '[IN-USE] Do you have another POP session running?', 'busy', 'IN-USE'],
    ['sign-in', '[in-use] mailbox locked', 'busy', 'IN-USE'],
    ['sign-in', '[LOGIN-DELAY] minimum time between mail checks', 'busy', 'LOGIN-DELAY'],
    ['sign-in', '[SYS/TEMP] Temporary system problem. Try again later.', 'busy', 'SYS/TEMP'],
    ['sign-in', '[SYS/PERM] Your account is not enabled for POP access.', 'rejected', 'SYS/PERM'],
    ['sign-in', '[X-OTHER] mailbox locked by another session', 'busy', 'X-OTHER'],
    ['greeting', '[SYS/TEMP] down for the night', 'busy', 'SYS/TEMP'],
    ['command', '[IN-USE] lost the lock', 'busy', 'IN-USE'],
    // Known wordings without a code.
    ['sign-in', 'authorization failed', 'auth', undefined],
    ['sign-in', 'invalid user name or password.', 'auth', undefined],
    ['sign-in', 'Logon failure: unknown user name or bad password.', 'auth', undefined],
    ['sign-in', 'sorry, no mailbox for ann here', 'auth', undefined],
    ['sign-in', '', 'auth', undefined],
    ['sign-in', 'maildrop already locked', 'busy', 'IN-USE'],
    ['sign-in', 'Unable to lock maildrop: Mailbox is locked by POP server', 'busy', 'IN-USE'],
    ['sign-in', 'mailbox in use', 'busy', 'IN-USE'],
    ['sign-in', 'another session is already open', 'busy', 'IN-USE'],
    ['sign-in', 'too many connections from your address', 'busy', undefined],
    ['sign-in', 'Please wait 5 minutes before checking again', 'busy', undefined],
    ['sign-in', 'internal server error', 'busy', undefined],
    ['sign-in', 'Authentication service temporarily unavailable', 'busy', undefined],
    ['sign-in', '[AUTH] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.', 'tls', 'AUTH'],
    ['sign-in', 'Must issue a STLS command first', 'tls', undefined],
    ['sign-in', 'TLS required', 'tls', undefined],
    ['greeting', 'go away', 'busy', undefined],
    ['command', 'no such message', 'gone', undefined],
    ['command', "There's no message 7.", 'gone', undefined],
    ['command', 'message 3 already deleted', 'gone', undefined],
    ['command', 'Unknown command.', 'unsupported', undefined],
    ['command', 'TOP not implemented', 'unsupported', undefined],
    ['command', 'cannot read it', 'protocol', undefined],
    ['command', '[AUTH] strange here', 'protocol', 'AUTH'],
  ] as const)('%s: %j is %s', (phase, said, kind, code) => {
    const failure = popFailure(said, phase, 'pop.example.org');
    expect(failure.kind).toBe(kind);
    expect(failure.code).toBe(code);
    expect(failure.server).toBe(said);
    expect(failure.text).toMatch(/^\S.*\S$/);
  });

  it('asks for a password only after a refused sign-in', () => {
    for (const phase of ['greeting', 'command'] as const) {
      for (const said of ['[AUTH] no', 'authentication failed', 'wrong password'])
        expect(popFailure(said, phase, 'h').kind).not.toBe('auth');
    }
  });
});

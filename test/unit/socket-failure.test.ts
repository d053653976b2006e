import { describe, expect, it } from 'vitest';
import {
  connectionLost,
  connectTimedOut,
  errorCode,
  notThisProtocol,
  silentServer,
  socketFailure,
  stoppedAnswering,
} from '../../main/backends/socket-failure.ts';

const server = { host: 'mail.example.org', port: 110 };

describe('socketFailure', () => {
  it.each([
    ['ENOTFOUND', 'unknown-host', 'There is no server called mail.example.org.'],
    ['EAI_AGAIN', 'unknown-host', 'The name mail.example.org could not be looked up.'],
    ['ECONNREFUSED', 'refused', 'mail.example.org refuses connections on port 110.'],
    ['EHOSTUNREACH', 'unreachable', 'mail.example.org cannot be reached from here.'],
    ['ENETUNREACH', 'unreachable', 'mail.example.org cannot be reached from here.'],
    ['ETIMEDOUT', 'timeout', 'mail.example.org does not answer on port 110.'],
    ['ECONNRESET', 'lost', 'The connection to mail.example.org was lost.'],
    ['EPIPE', 'lost', 'The connection to mail.example.org was lost.'],
  ])('%s is %s', (code, reason, text) => {
    expect(socketFailure(Object.assign(new Error('x'), { code }), server)).toEqual({ kind: 'offline', retry: 'later', reason, text, code });
  });

  it.each([new Error('x'), { code: 7 }, { code: 'CERT_HAS_EXPIRED' }, { code: 'toString' }, null, 'ECONNRESET'])(
    '%j is not about the network',
    (thrown) => {
      expect(socketFailure(thrown, server)).toBeNull();
    },
  );

  it('has a sentence for each way of not answering', () => {
    const failures = [connectionLost(server), connectTimedOut(server), stoppedAnswering(server), silentServer(server, 'POP')];
    expect(failures.map(({ kind }) => kind)).toEqual(['offline', 'offline', 'offline', 'offline']);
    expect(new Set(failures.map(({ text }) => text)).size).toBe(4);
    expect(notThisProtocol(server, 'a POP', '220 hello')).toMatchObject({
      kind: 'protocol',
      text: 'mail.example.org answers on port 110, but not as a POP server. Check the port and the security setting.',
    });
  });

  it('reads the code of anything', () => {
    expect([{ code: 'A' }, { code: 1 }, {}, null, undefined, 'A'].map(errorCode)).toEqual([
      'A',
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });
});

// Every way to sign in to a POP server, and how servers refuse it.
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPopConnection } from '../../main/backends/pop/open-connection.ts';
import type { PopCredential } from '../../main/backends/pop/credential.ts';
import { type PopScript, startPopServer } from '../doubles/pop-script-server.ts';
import { type ScriptedSignIn, signInScript } from '../doubles/pop-sign-in-script.ts';
import {
  base64,
  digest,
  lastServer,
  loginAnswers,
  longToken,
  password,
  plainLine,
  said,
  secret,
  signIn,
  timestamp,
  token,
  withToken,
  xoauth2Line,
} from '../doubles/pop-sign-in-trial.ts';
import { serverCertificate } from '../servers/support/certificates.ts';

describe('signing in', () => {
  it.each<{ name: string; script: ScriptedSignIn; credential?: PopCredential; lines: readonly string[] }>([
    {
      name: 'PLAIN with the command',
      script: { capa: ['SASL PLAIN LOGIN'], says: { [`AUTH PLAIN ${plainLine}`]: '+OK' } },
      lines: [`AUTH PLAIN ${plainLine}`],
    },
    {
      name: 'PLAIN of a server that drops what goes with the command',
      script: { capa: ['SASL PLAIN'], says: { [`AUTH PLAIN ${plainLine}`]: '+ ', [plainLine]: '+OK' } },
      lines: [`AUTH PLAIN ${plainLine}`, plainLine],
    },
    {
      name: 'PLAIN of such a server, without a blank behind the plus sign',
      script: { capa: ['SASL PLAIN'], says: { [`AUTH PLAIN ${plainLine}`]: '+', [plainLine]: '+OK' } },
      lines: [`AUTH PLAIN ${plainLine}`, plainLine],
    },
    { name: 'LOGIN', script: { capa: ['SASL LOGIN'], says: loginAnswers }, lines: Object.keys(loginAnswers) },
    {
      name: 'APOP before the others',
      script: { capa: ['SASL PLAIN'], greeting: `ready ${timestamp}`, says: { [`APOP ann ${digest}`]: '+OK' } },
      lines: [`APOP ann ${digest}`],
    },
    {
      name: 'USER and PASS',
      script: { capa: null, says: { 'USER ann': '+OK', [`PASS ${secret}`]: '+OK' } },
      lines: ['USER ann', `PASS ${secret}`],
    },
    {
      name: 'XOAUTH2 with the command',
      script: { capa: ['SASL PLAIN XOAUTH2'], says: { [`AUTH XOAUTH2 ${xoauth2Line(token)}`]: '+OK' } },
      credential: withToken,
      lines: [`AUTH XOAUTH2 ${xoauth2Line(token)}`],
    },
    {
      name: 'XOAUTH2 with a token that is too long for the command',
      script: { capa: ['SASL XOAUTH2'], says: { 'AUTH XOAUTH2': '+ ', [xoauth2Line(longToken)]: '+OK' } },
      credential: { kind: 'token', token: longToken },
      lines: ['AUTH XOAUTH2', xoauth2Line(longToken)],
    },
  ])('$name', async ({ script, credential, lines }) => {
    expect(await signIn(signInScript(script), credential)).toBe('open');
    expect(said()).toEqual(lines);
  });

  it('OAUTHBEARER, before XOAUTH2', async () => {
    const script = signInScript({ capa: ['SASL XOAUTH2 OAUTHBEARER'], says: {} });
    const answer: PopScript['answer'] = (line) => (line.startsWith('AUTH OAUTHBEARER ') ? { bytes: '+OK\r\n' } : script.answer(line));
    expect(await signIn({ ...script, answer }, { kind: 'token', token: 'short' })).toBe('open');
    const [line = ''] = said();
    expect(Buffer.from(line.slice('AUTH OAUTHBEARER '.length), 'base64').toString()).toBe(
      `n,a=ann,\u0001host=127.0.0.1\u0001port=${lastServer().port}\u0001auth=Bearer short\u0001\u0001`,
    );
  });

  it('asks again what holds for this user, where it differs', async () => {
    let asked = 0;
    const script = signInScript({ capa: null, says: { 'USER ann': '+OK', [`PASS ${secret}`]: '+OK' } });
    const answer: PopScript['answer'] = (line) =>
      line === 'CAPA' ? { bytes: `+OK\r\nLOGIN-DELAY ${(asked += 1) * 60} USER\r\nEXPIRE 30 USER\r\n.\r\n` } : script.answer(line);
    const server = await startPopServer({ ...script, answer });
    onTestFinished(server.close);
    const connection = await openPopConnection({ host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann' }, password);
    expect(connection.capabilities).toMatchObject({ loginDelaySeconds: 120, expireDays: 30 });
    connection.close();
  });
});

describe('a way that the server does not know', () => {
  it('is followed by the next, down to USER', async () => {
    const says = {
      [`APOP ann ${digest}`]: '-ERR APOP not supported',
      [`AUTH PLAIN ${plainLine}`]: '-ERR unsupported mechanism',
      'AUTH LOGIN': '-ERR no',
      'USER ann': '+OK',
      [`PASS ${secret}`]: '+OK',
    };
    expect(await signIn(signInScript({ capa: ['SASL PLAIN LOGIN'], greeting: timestamp, says }))).toBe('open');
    expect(said()).toEqual(Object.keys(says));
  });

  it('is no wrong password, when there is no other', async () => {
    expect(await signIn(signInScript({ capa: ['SASL PLAIN'], says: {} }))).toMatchObject({
      kind: 'unsupported',
      text: expect.stringContaining('choose TLS or STARTTLS'),
      server: 'unknown command',
    });
    expect(said()).toEqual([`AUTH PLAIN ${plainLine}`, 'USER ann']);
  });

  it('leaves a token unsent, when it is the only one for tokens', async () => {
    const failure = await signIn(signInScript({ capa: ['SASL PLAIN LOGIN', 'USER'], says: {} }), withToken);
    expect(failure).toMatchObject({ kind: 'unsupported', retry: 'never' });
    expect(said()).toEqual([]);
  });
});

describe('a refused password', () => {
  it.each([
    ['[AUTH] Authentication failed.', 'auth'],
    ['no', 'auth'],
    ['[IN-USE] locked', 'busy'],
    ['[LOGIN-DELAY] wait', 'busy'],
    ['[SYS/TEMP] later', 'busy'],
    ['[SYS/PERM] no POP for you', 'rejected'],
  ])('is not tried in another way: %s', async (words, kind) => {
    const says = { [`AUTH PLAIN ${plainLine}`]: `-ERR ${words}` };
    expect(await signIn(signInScript({ capa: ['SASL PLAIN LOGIN', 'USER'], says }))).toMatchObject({ kind, server: words });
    expect(said()).toHaveLength(1);
  });

  it('counts, whatever the server adds before it hangs up', async () => {
    const says = { [`AUTH PLAIN ${plainLine}`]: { bytes: '-ERR [AUTH] no\r\n-ERR bye\r\n', close: true } };
    expect(await signIn(signInScript({ capa: ['SASL PLAIN'], says }))).toMatchObject({ kind: 'auth', server: '[AUTH] no' });
  });

  it('by APOP is tried once more, since the server perhaps cannot check a digest', async () => {
    const apop = { [`APOP ann ${digest}`]: '-ERR [AUTH] Invalid password or username' };
    const right = { ...apop, [`AUTH PLAIN ${plainLine}`]: '+OK' };
    expect(await signIn(signInScript({ capa: ['SASL PLAIN LOGIN'], greeting: timestamp, says: right }))).toBe('open');
    const wrong = { ...apop, [`AUTH PLAIN ${plainLine}`]: '-ERR [AUTH] really' };
    const failure = await signIn(signInScript({ capa: ['SASL PLAIN LOGIN'], greeting: timestamp, says: wrong }));
    expect(failure).toMatchObject({ kind: 'auth', server: '[AUTH] really' });
    expect(said()).toEqual(Object.keys(wrong));
  });

  it('by APOP, with which the server hangs up, is tried once more over another connection', async () => {
    const apop = { [`APOP ann ${digest}`]: { bytes: '-ERR [AUTH] no\r\n', close: true } };
    const right = { ...apop, 'USER ann': '+OK', [`PASS ${secret}`]: '+OK' };
    expect(await signIn(signInScript({ capa: null, greeting: timestamp, says: right }))).toBe('open');
    expect(said()).toEqual(Object.keys(right));
    const wrong = { ...right, [`PASS ${secret}`]: { bytes: '-ERR no\r\n', close: true } };
    expect(await signIn(signInScript({ capa: null, greeting: timestamp, says: wrong }))).toMatchObject({ kind: 'auth', server: 'no' });
    expect(said()).toEqual(Object.keys(wrong));
  });

  it('by APOP stays one, when the server hangs up on the other way without a word', async () => {
    const says = { [`APOP ann ${digest}`]: '-ERR [AUTH] no', [`AUTH PLAIN ${plainLine}`]: { bytes: null, close: true } };
    expect(await signIn(signInScript({ capa: ['SASL PLAIN'], greeting: timestamp, says }))).toMatchObject({ kind: 'auth' });
    expect(said()).toEqual(Object.keys(says));
  });

  it('by APOP, the last way over TLS, is final also where the server hangs up', async () => {
    const certificate = await serverCertificate('good');
    const says = { [`APOP ann ${digest}`]: { bytes: '-ERR [AUTH] no\r\n', close: true } };
    const script = { ...signInScript({ capa: null, greeting: timestamp, says }), certificate, implicit: true };
    const changes = { host: 'localhost', security: 'tls', ca: certificate.ca } as const;
    expect(await signIn(script, password, changes)).toMatchObject({ kind: 'auth', server: '[AUTH] no' });
    expect(said()).toEqual(['USER ann', `APOP ann ${digest}`]);
  });

  it('by APOP stays one, when no other way is known', async () => {
    const says = { [`APOP ann ${digest}`]: '-ERR [AUTH] no' };
    expect(await signIn(signInScript({ capa: null, greeting: timestamp, says }))).toMatchObject({ kind: 'auth', server: '[AUTH] no' });
  });
});

describe('a refused token', () => {
  const trouble = base64('{"status":"400","schemes":"bearer","scope":"https://mail.google.com/"}');

  it('XOAUTH2: the error is answered with an empty line', async () => {
    const says = { [`AUTH XOAUTH2 ${xoauth2Line(token)}`]: `+ ${trouble}`, '': '-ERR [AUTH] Invalid credentials' };
    expect(await signIn(signInScript({ capa: ['SASL XOAUTH2 PLAIN'], says }), withToken)).toMatchObject({
      kind: 'auth',
      retry: 'after-user',
      text: expect.stringContaining('sign in again'),
      server: '[AUTH] Invalid credentials',
    });
    expect(said()).toEqual(Object.keys(says));
  });

  it('OAUTHBEARER: the error is answered with a control-A, and XOAUTH2 is not tried', async () => {
    const script = signInScript({ capa: ['SASL OAUTHBEARER XOAUTH2'], says: { 'AQ==': '-ERR refused' } });
    const answer: PopScript['answer'] = (line) =>
      line.startsWith('AUTH OAUTHBEARER') ? { bytes: `+ ${trouble}\r\n` } : script.answer(line);
    expect(await signIn({ ...script, answer }, { kind: 'token', token: 'short' })).toMatchObject({ kind: 'auth', server: 'refused' });
    expect(said()).toEqual([expect.stringMatching(/^AUTH OAUTHBEARER /), 'AQ==']);
  });
});

describe('mechanisms after STLS', () => {
  it('are those that were told under encryption', async () => {
    const certificate = await serverCertificate('good');
    let secured = false;
    const script = signInScript({ capa: null, greeting: timestamp, says: loginAnswers });
    const answer: PopScript['answer'] = (line) => {
      if (line === 'CAPA') return { bytes: `+OK\r\n${secured ? 'SASL LOGIN' : 'STLS\r\nSASL PLAIN XOAUTH2'}\r\n.\r\n` };
      if (line !== 'STLS') return script.answer(line);
      secured = true;
      return { bytes: '+OK\r\n', startTls: true };
    };
    const changes = { host: 'localhost', security: 'starttls', ca: certificate.ca } as const;
    expect(await signIn({ ...script, certificate, answer }, password, changes)).toBe('open');
    expect(said()).toEqual(['STLS', ...Object.keys(loginAnswers)]);
    expect(lastServer().plainInput()).not.toContain('AUTH');
  });
});

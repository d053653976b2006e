// Every way to sign in to a POP server, how servers refuse it, and what they must never be told.
import { createHash } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { openPopConnection } from '../../main/backends/pop/connection.ts';
import type { PopCredential } from '../../main/backends/pop/credential.ts';
import type { PopServer } from '../../main/backends/pop/pop-server.ts';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import { type Delivery, type PopScript, type PopScriptServer, startPopServer } from '../doubles/pop-script-server.ts';
import { type ScriptedSignIn, signInScript } from '../doubles/pop-sign-in-script.ts';
import { startScriptedServer, type Step } from '../doubles/scripted-server.ts';
import { serverCertificate } from '../servers/support/certificates.ts';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const secret = 'open sesame 7';
const password: PopCredential = { kind: 'password', password: secret };
const plainLine = base64(`\0ann\0${secret}`);
const timestamp = '<1896.697170952@127.0.0.1>';
const digest = createHash('md5').update(`${timestamp}${secret}`).digest('hex');
const token = 'ya29.'.padEnd(60, 'abcdefgh');
const longToken = 'ya29.'.padEnd(1500, 'abcdefgh');
const withToken: PopCredential = { kind: 'token', token };
const xoauth2Line = (ofToken: string): string => base64(`user=ann\u0001auth=Bearer ${ofToken}\u0001\u0001`);

let server: PopScriptServer | undefined;
afterEach(() => server?.close());

type Outcome = 'open' | MailFailure;

/** Signs in, looks and leaves; no form of the secret is in the failure, if there is one. */
async function signIn(script: PopScript, credential = password, changes: Partial<PopServer> = {}): Promise<Outcome> {
  await server?.close();
  server = await startPopServer(script);
  const address: PopServer = { host: '127.0.0.1', port: server.port, security: 'none', userName: 'ann', ...changes };
  try {
    const connection = await openPopConnection(address, credential, { timeouts: { greeting: 300, answer: 300 } });
    expect((await connection.stat()).messages).toBe(1);
    await connection.quit();
    return 'open';
  } catch (error) {
    if (!(error instanceof MailFailureError)) throw error;
    const shown = [JSON.stringify(error.failure), error.message, error.stack, inspect(error, { depth: 9 })].join('\n');
    const forms = [secret, base64(secret), plainLine, digest, token, longToken, base64(token), xoauth2Line(token), xoauth2Line(longToken)];
    for (const form of forms) expect(shown.toLowerCase()).not.toContain(form.slice(0, 24).toLowerCase());
    await server.allClosed();
    return error.failure;
  }
}

/** What came between CAPA and STAT, over all connections. */
function said(): readonly string[] {
  return (server?.commands ?? []).filter((line) => !['CAPA', 'STAT', 'QUIT'].includes(line));
}

const loginAnswers = { 'AUTH LOGIN': '+ VXNlcm5hbWU6', [base64('ann')]: '+ UGFzc3dvcmQ6', [base64(secret)]: '+OK' };

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
      `n,a=ann,\u0001host=127.0.0.1\u0001port=${server?.port}\u0001auth=Bearer short\u0001\u0001`,
    );
  });

  it('asks again what holds for this user, where it differs', async () => {
    let asked = 0;
    const script = signInScript({ capa: null, says: { 'USER ann': '+OK', [`PASS ${secret}`]: '+OK' } });
    const answer: PopScript['answer'] = (line) =>
      line === 'CAPA' ? { bytes: `+OK\r\nLOGIN-DELAY ${(asked += 1) * 60} USER\r\nEXPIRE 30 USER\r\n.\r\n` } : script.answer(line);
    server = await startPopServer({ ...script, answer });
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

describe('a challenge that is not due', () => {
  const notDue = { kind: 'protocol', text: '127.0.0.1 asked for a step of signing in that was not due.' };

  it.each<{ name: string; script: ScriptedSignIn; lines: readonly string[] }>([
    { name: 'to USER', script: { capa: null, says: { 'USER ann': '+ go on' } }, lines: ['USER ann'] },
    {
      name: 'to PASS',
      script: { capa: null, says: { 'USER ann': '+OK', [`PASS ${secret}`]: '+ ' } },
      lines: ['USER ann', `PASS ${secret}`],
    },
    {
      name: 'a second one of PLAIN',
      script: { capa: ['SASL PLAIN'], says: { [`AUTH PLAIN ${plainLine}`]: '+ ', [plainLine]: '+ ' } },
      lines: [`AUTH PLAIN ${plainLine}`, plainLine],
    },
    {
      name: 'of PLAIN, with something in it',
      script: { capa: ['SASL PLAIN'], says: { [`AUTH PLAIN ${plainLine}`]: `+ ${plainLine}` } },
      lines: [`AUTH PLAIN ${plainLine}`],
    },
    {
      name: 'a third one of LOGIN',
      script: { capa: ['SASL LOGIN'], says: { ...loginAnswers, [base64(secret)]: '+ UGFzc3dvcmQ6' } },
      lines: Object.keys(loginAnswers),
    },
  ])('ends the session: $name', async ({ script, lines }) => {
    expect(await signIn(signInScript(script))).toMatchObject(notDue);
    expect(said()).toEqual(lines);
  });

  it('ends it in the open maildrop, too', async () => {
    const says = { 'USER ann': '+OK', [`PASS ${secret}`]: '+OK', STAT: '+ ' };
    expect(await signIn(signInScript({ capa: null, says }))).toMatchObject(notDue);
  });

  it('is a protocol error with bytes behind it', async () => {
    const says = { ...loginAnswers, 'AUTH LOGIN': '+ VXNlcm5hbWU6\r\n+ UGFzc3dvcmQ6' };
    expect(await signIn(signInScript({ capa: ['SASL LOGIN'], says }))).toMatchObject({ kind: 'protocol' });
    expect(said()).toEqual(['AUTH LOGIN']);
  });
});

describe('secrets', () => {
  // A server that repeats what it was told; `signIn` looks for every form of it.
  it.each<{ name: string; script: ScriptedSignIn; credential?: PopCredential }>([
    { name: 'PLAIN', script: { capa: ['SASL PLAIN'], says: { [`AUTH PLAIN ${plainLine}`]: `-ERR [AUTH] AUTH PLAIN ${plainLine}?` } } },
    {
      name: 'PLAIN in capitals and cut off',
      script: { capa: ['SASL PLAIN'], says: { [`AUTH PLAIN ${plainLine}`]: `-ERR [AUTH] ${plainLine.slice(0, 20).toUpperCase()} no` } },
    },
    {
      name: 'PLAIN, in the challenge',
      script: { capa: ['SASL PLAIN'], says: { [`AUTH PLAIN ${plainLine}`]: `+ ${plainLine}` } },
    },
    { name: 'LOGIN', script: { capa: ['SASL LOGIN'], says: { ...loginAnswers, [base64(secret)]: `-ERR ${base64(secret)} is ${secret}` } } },
    {
      name: 'APOP',
      script: { capa: null, greeting: timestamp, says: { [`APOP ann ${digest}`]: `-ERR [IN-USE] after ${digest.toUpperCase()}` } },
    },
    {
      name: 'XOAUTH2',
      script: {
        capa: ['SASL XOAUTH2'],
        says: { [`AUTH XOAUTH2 ${xoauth2Line(token)}`]: `-ERR bad token ${token} in ${xoauth2Line(token)}` },
      },
      credential: withToken,
    },
    {
      name: 'XOAUTH2 in no answer of POP',
      script: { capa: ['SASL XOAUTH2'], says: { [`AUTH XOAUTH2 ${xoauth2Line(token)}`]: `what? ${xoauth2Line(token)}` } },
      credential: withToken,
    },
  ])('are in no failure: $name', async ({ script, credential }) => {
    const failure = await signIn(signInScript(script), credential);
    expect(failure).toMatchObject({ server: expect.stringContaining('***') });
  });

  it.each([
    { what: 'token', credential: { kind: 'token', token: 'ya29\r\nDELE 1' }, userName: 'ann' },
    { what: 'token', credential: { kind: 'token', token: 'ya29\u0001\u0001' }, userName: 'ann' },
    { what: 'user name', credential: withToken, userName: 'ann\u0001auth=Bearer other' },
    { what: 'user name', credential: password, userName: 'ann\0bob' },
    { what: 'password', credential: { kind: 'password', password: 'a\rb' }, userName: 'ann' },
  ] as const)('with a control character are never sent: $what', async ({ what, credential, userName }) => {
    const failure = await signIn(signInScript({ capa: ['SASL PLAIN XOAUTH2'], says: {} }), credential, { userName });
    expect(failure).toMatchObject({ kind: 'rejected', text: expect.stringContaining(what) });
    expect(server?.plainInput()).toBe('');
  });
});

describe('a server that is slow on purpose', () => {
  const greet: readonly Step[] = [{ send: '+OK\r\n' }, { expect: 'CAPA' }];
  const slowly = (text: string): Step => ({ send: text, chunkBytes: 1, delayMs: 20 });
  const outcomeOf = async (steps: readonly Step[]): Promise<unknown> => {
    const slow = await startScriptedServer([...greet, ...steps]);
    onTestFinished(() => slow.stop());
    const address: PopServer = { host: slow.host, port: slow.port, security: 'none', userName: 'ann' };
    return openPopConnection(address, password, { timeouts: { greeting: 150, answer: 150 } }).catch((thrown: unknown) => thrown);
  };

  it('has one time limit for a line, however it comes', async () => {
    const steps = [slowly(`+OK ${'x'.repeat(60)}\r\n.\r\n`), { expect: 'USER ann' }, { send: '-ERR [AUTH] no\r\n' }];
    expect(await outcomeOf(steps)).toMatchObject({ failure: { kind: 'offline', reason: 'timeout' } });
  });

  it('may take its time for a text, as long as it goes on', async () => {
    const steps = [
      { send: '+OK\r\n' },
      slowly('UIDL\r\nTOP\r\nPIPELINING\r\n.\r\n'),
      { expect: 'USER ann' },
      { send: '-ERR [AUTH] no\r\n' },
    ];
    expect(await outcomeOf(steps)).toMatchObject({ failure: { kind: 'auth' } });
  });

  it('cannot fill the memory with what it can do', async () => {
    const script = signInScript({ capa: ['X'.repeat(70_000)], says: {} });
    expect(await signIn(script)).toMatchObject({ kind: 'protocol', text: 'An answer to CAPA has no end.' });
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
    expect(server?.plainInput()).not.toContain('AUTH');
  });
});

describe('however the wire is cut up', () => {
  const scripts: Readonly<Record<string, readonly [ScriptedSignIn, PopCredential]>> = {
    LOGIN: [{ capa: ['SASL LOGIN'], says: loginAnswers }, password],
    'PLAIN after APOP': [
      {
        capa: ['SASL PLAIN'],
        greeting: timestamp,
        says: { [`APOP ann ${digest}`]: '-ERR [AUTH] no', [`AUTH PLAIN ${plainLine}`]: '+', [plainLine]: '+OK' },
      },
      password,
    ],
    'XOAUTH2, refused': [
      { capa: ['SASL XOAUTH2'], says: { [`AUTH XOAUTH2 ${xoauth2Line(token)}`]: `+ ${base64('{"status":"400"}')}`, '': '-ERR no' } },
      withToken,
    ],
  };

  it.each(Object.entries(scripts))('the same is said and understood: %s', async (_name, [played, credential]) => {
    const play = async (delivery: Delivery) => ({
      outcome: await signIn({ ...signInScript(played), delivery }, credential),
      lines: said(),
    });
    const whole = await play({ kind: 'whole' });
    expect(whole.lines.length).toBeGreaterThan(1);
    const length = server?.bytesSent() ?? 0;
    for (let at = 1; at < length; at += 1) expect([at, await play({ kind: 'split', at })]).toEqual([at, whole]);
    for (const of of [1, 2, 3]) expect([of, await play({ kind: 'pieces', of })]).toEqual([of, whole]);
  });

  it.each(['LOGIN', 'XOAUTH2, refused'])('ends where the line breaks, and never as a wrong password: %s', async (name) => {
    const [played, credential] = scripts[name] ?? expect.fail(name);
    await signIn(signInScript(played), credential);
    const length = server?.bytesSent() ?? 0;
    for (let at = 0; at < length - 2; at += 1) {
      const outcome = await signIn({ ...signInScript(played), delivery: { kind: 'cut', at, how: 'close' } }, credential);
      expect([at, outcome]).toMatchObject([at, { kind: 'offline', reason: 'lost' }]);
    }
  });
});

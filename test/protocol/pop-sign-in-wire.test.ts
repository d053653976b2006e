// What a POP server may do to a sign-in on the wire, and what it must never be told or repeat.
import { describe, expect, it, onTestFinished } from 'vitest';
import { openPopConnection } from '../../main/backends/pop/open-connection.ts';
import type { PopCredential } from '../../main/backends/pop/credential.ts';
import type { PopServer } from '../../main/backends/pop/pop-server.ts';
import type { Delivery } from '../doubles/pop-script-server.ts';
import { type ScriptedSignIn, signInScript } from '../doubles/pop-sign-in-script.ts';
import {
  base64,
  digest,
  lastServer,
  loginAnswers,
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
import { startScriptedServer, type Step } from '../doubles/scripted-server.ts';

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
    expect(lastServer().plainInput()).toBe('');
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
    const length = lastServer().bytesSent();
    for (let at = 1; at < length; at += 1) expect([at, await play({ kind: 'split', at })]).toEqual([at, whole]);
    for (const of of [1, 2, 3]) expect([of, await play({ kind: 'pieces', of })]).toEqual([of, whole]);
  });

  it.each(['LOGIN', 'XOAUTH2, refused'])('ends where the line breaks, and never as a wrong password: %s', async (name) => {
    const [played, credential] = scripts[name] ?? expect.fail(name);
    await signIn(signInScript(played), credential);
    const length = lastServer().bytesSent();
    for (let at = 0; at < length - 2; at += 1) {
      const outcome = await signIn({ ...signInScript(played), delivery: { kind: 'cut', at, how: 'close' } }, credential);
      expect([at, outcome]).toMatchObject([at, { kind: 'offline', reason: 'lost' }]);
    }
  });
});

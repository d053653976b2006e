import { maildropScript } from './pop-maildrop-script.ts';
import type { PopScript, ScriptedAnswer } from './pop-script-server.ts';

export interface ScriptedSignIn {
  readonly capa: readonly string[] | null;
  /** Behind the +OK. */
  readonly greeting?: string;
  /** What the server says to the lines of a sign-in, by the line; a line that it does not list is an unknown command. */
  readonly says: Readonly<Record<string, string | ScriptedAnswer>>;
}

/** A POP server with one message, which signs in as a test wants it and takes no other way. */
export function signInScript({ capa, greeting = 'ready', says }: ScriptedSignIn): PopScript {
  const script = maildropScript({
    messages: [Buffer.from('Subject: x\r\n\r\nHello\r\n')],
    capa,
    override: (line) => {
      const answer = says[line];
      if (answer !== undefined) return typeof answer === 'string' ? { bytes: `${answer}\r\n` } : answer;
      return /^(USER|PASS|APOP|AUTH)\b/.test(line) ? { bytes: '-ERR unknown command\r\n' } : undefined;
    },
  });
  return { ...script, greeting: { bytes: `+OK ${greeting}\r\n` } };
}

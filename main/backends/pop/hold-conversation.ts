import { assertNever } from '../../../shared/failure.ts';
import type { PopDialogue } from './dialogue.ts';
import { opening, type SaslScript } from './sasl.ts';
import type { Conversation } from './sign-in-lines.ts';
import type { StatusLine } from './status-line.ts';

export interface Said {
  /** +OK or -ERR, never a challenge. */
  readonly answer: StatusLine;
  /** The name or the secret had been sent when it came. */
  readonly shown: boolean;
}

/** Plays one way to sign in to its end. Rejects when the session ends first, as it does at a challenge that is not due. */
export function holdConversation(dialogue: PopDialogue, talk: Conversation): Promise<Said> {
  switch (talk.kind) {
    case 'commands':
      return sayInTurn(dialogue, talk.lines);
    case 'sasl':
      return respond(dialogue, talk.script);
    default:
      return assertNever(talk);
  }
}

async function sayInTurn(dialogue: PopDialogue, [first = '', ...others]: readonly string[]): Promise<Said> {
  let answer = await dialogue.ask(first).done;
  for (const line of others) {
    if (!answer.ok) break;
    answer = await dialogue.ask(line).done;
  }
  return { answer, shown: true };
}

/** Challenges are not read: what they may hold is a prompt, or an error of which the -ERR tells as well. */
async function respond(dialogue: PopDialogue, script: SaslScript): Promise<Said> {
  const { line, left } = opening(script);
  const due = [...left];
  // RFC 1734 knew no response in the command: such a server drops it and asks for it, with nothing in its challenge.
  let dropped = left.length < script.responses.length ? script.responses[0] : undefined;
  if (script.errorAnswer !== null) due.push(script.errorAnswer);
  let shown = dropped !== undefined;
  let answer = await dialogue.ask(line, { challenge: true }).done;
  while (answer.challenge) {
    const next = dropped !== undefined && answer.text === '' ? dropped : due.shift();
    dropped = undefined;
    if (next === undefined) throw dialogue.challengeNotDue(answer.text);
    shown = true;
    answer = await dialogue.ask(next, { challenge: true }).done;
  }
  return { answer, shown };
}

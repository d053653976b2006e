import { MailFailureError } from '../../../shared/failure.ts';
import type { PopDialogue } from './dialogue.ts';
import type { StatusLine } from './status-line.ts';

/**
 * Asks for a listing: one line each, without line ends; none when the server refuses. Latin-1 keeps each byte, so that an id
 * with bytes above 127 stays itself. A listing of more than `most` bytes ends the session.
 */
export async function askLines(
  dialogue: PopDialogue,
  command: string,
  most = Number.POSITIVE_INFINITY,
): Promise<{ readonly answer: StatusLine; readonly lines: readonly string[] }> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  const body = (piece: Buffer): void => {
    pieces.push(piece);
    bytes += piece.length;
    if (bytes > most) throw new MailFailureError({ kind: 'protocol', retry: 'later', text: `An answer to ${command} has no end.` });
  };
  const answer = await dialogue.ask(command, { body }).done;
  const lines = Buffer.concat(pieces).toString('latin1').split(/\r?\n/);
  return { answer, lines: lines.filter((line) => line !== '') };
}

import type { PopDialogue } from './dialogue.ts';
import type { StatusLine } from './status-line.ts';

/**
 * Asks for a listing: one line each, without line ends; none when the server refuses. Latin-1 keeps each byte, so that an id
 * with bytes above 127 stays itself.
 */
export async function askForLines(
  dialogue: PopDialogue,
  command: string,
): Promise<{ readonly answer: StatusLine; readonly lines: readonly string[] }> {
  const pieces: Buffer[] = [];
  const answer = await dialogue.ask(command, { body: (piece) => pieces.push(piece) }).done;
  const lines = Buffer.concat(pieces).toString('latin1').split(/\r?\n/);
  return { answer, lines: lines.filter((line) => line !== '') };
}

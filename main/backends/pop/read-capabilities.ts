import { type PopCapabilities, parseCapabilities } from './capabilities.ts';
import type { PopDialogue } from './dialogue.ts';
import { askLines } from './ask-lines.ts';

/** Far more than there are capabilities; who sends more has not been let in, and may want to fill our memory. */
const mostBytes = 64 * 1024;

/** Asks the server what it can do; null when it does not know CAPA. */
export async function readCapabilities(dialogue: PopDialogue): Promise<PopCapabilities | null> {
  const { answer, lines } = await askLines(dialogue, 'CAPA', mostBytes);
  return answer.ok ? parseCapabilities(lines) : null;
}

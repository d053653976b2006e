import type { Conversation, Post } from './letter.ts';
import { ann } from './people.ts';

const day = 86_400_000;

interface Turns {
  readonly received: readonly Post[];
  readonly sent: readonly Post[];
}

/** A conversation as single messages: each answers the one before it and quotes it, as mail programs do. */
export function turnsOf({ subject, with: others, turns }: Conversation, number: number, now: number): Turns {
  const posts: Post[] = turns.map((turn, at) => {
    const before = turns[at - 1];
    const own = turn.from === ann;
    return {
      ...turn,
      to: own ? others : [ann],
      ...(!own && others.length > 1 && { cc: others.filter((person) => person !== turn.from) }),
      subject: before === undefined ? subject : `Re: ${subject}`,
      text:
        before === undefined ? turn.text : `${turn.text}\n\n${quote(before.from.name, before.text, new Date(now - before.daysAgo * day))}`,
      messageId: idOf(number, at),
      references: turns.slice(0, at).map((_, earlier) => idOf(number, earlier)),
      ...(turns[at + 1]?.from === ann && { answered: true as const }),
    };
  });
  return { received: posts.filter(({ from }) => from !== ann), sent: posts.filter(({ from }) => from === ann) };
}

function idOf(conversation: number, turn: number): string {
  return `<talk.${conversation}.${turn}@example.org>`;
}

function quote(name: string, text: string, date: Date): string {
  const on = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  const lines = text.split('\n').map((line) => (line === '' ? '>' : `> ${line}`));
  return `On ${on}, ${name} wrote:\n${lines.join('\n')}`;
}

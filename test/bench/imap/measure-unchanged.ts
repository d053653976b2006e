import { median, type ResultRow } from '../support/result-rows.ts';
import { quietLooks, type QuietLooks } from './quiet-looks.ts';
import type { Scene } from './scene.ts';

/** A look at a server where nothing has changed must not cost more with more mail. */
export async function measureUnchanged(scene: Scene): Promise<readonly ResultRow[]> {
  const small = await quietLooks(scene, 'small');
  const large = await quietLooks(scene, 'large');
  const [few, many] = await Promise.all([scene.account('small'), scene.account('large')]);
  const [fewer, count] = [few.mailbox.messages.length, many.mailbox.messages.length];
  return [
    {
      what: `round trips when nothing changed, ${count} against ${fewer} messages`,
      value: most(large) / most(small),
      limit: 1,
      unit: 'x',
      note: `${counts(large)} against ${counts(small)} (${commandNames(large)}); when the worker starts ${large.startCommands} against ${small.startCommands}`,
    },
    looked(`look when nothing changed, ${count} messages`, large.times, `with ${fewer}: ${rounded(small.times)} ms`),
    looked(`start when nothing changed, ${count} messages`, [large.startMs], `with ${fewer}: ${rounded([small.startMs])} ms`),
  ];
}

/** The greatest number of commands that a look took. */
export function most({ commands }: QuietLooks): number {
  return Math.max(...commands.map((each) => each.length));
}

/** How many commands each look took. */
export function counts({ commands }: QuietLooks): string {
  return commands.map((each) => each.length).join(', ');
}

/** What the last look asked. */
export function commandNames({ commands }: QuietLooks): string {
  return (commands.at(-1) ?? []).map((command) => /^(uid )?\S+/i.exec(command)?.[0].toUpperCase()).join(' ');
}

function looked(what: string, times: readonly number[], note: string): ResultRow {
  return { what, value: median(times), limit: null, unit: 'ms', note: `${rounded(times)} ms; ${note}` };
}

function rounded(times: readonly number[]): string {
  return times.map(Math.round).join(', ');
}

import type { ReadDb } from '../../../main/store/sqlite.ts';
import type { ActionLog } from './action-log.ts';
import type { Problem } from './compare-rows.ts';

/** What is wrong, all that happened to the messages it is about, and the last actions. */
export function tellProblems(problems: readonly Problem[], db: ReadDb, log: ActionLog): string {
  const lines = problems.map(({ text, number }) => (number === null ? text : `#${number}: ${text}`));
  const about = [...new Set(problems.flatMap(({ number }) => number ?? []))].slice(0, 4).map((number) => {
    const history = db.all<{ at: number; event: string; detail: string | null; messageId: number }>(
      'SELECT message_id AS messageId, at, event, detail FROM history WHERE header_message_id = ? ORDER BY id',
      `<${number}@letters.test>`,
    );
    return `--- #${number}\n${log.about(number)}\n${history.map((entry) => JSON.stringify(entry)).join('\n')}`;
  });
  return [...lines.slice(0, 30), ...about, '--- the last actions', log.last(40)].join('\n');
}

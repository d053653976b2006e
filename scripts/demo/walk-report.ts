import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../paths.mjs';

export interface StepResult {
  readonly name: string;
  readonly state: 'ok' | 'failed' | 'not run';
  readonly seconds: number;
  readonly problem?: string;
}

interface Report {
  readonly folder: string;
  /** Absolute path for a screenshot of this name, which is then part of the report. */
  picture(name: string): string;
  write(about: readonly string[], steps: readonly StepResult[]): Promise<void>;
}

/** An empty demo-report/ to write into. */
export async function startReport(): Promise<Report> {
  const folder = join(root, 'demo-report');
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const pictures: string[] = [];
  return {
    folder,
    picture: (name) => {
      pictures.push(`${name}.png`);
      return join(folder, `${name}.png`);
    },
    write: (about, steps) => writeFile(join(folder, 'report.md'), reportText(about, steps, pictures)),
  };
}

/** Markdown: what was run, a line for each step, the pictures. Pure. */
export function reportText(about: readonly string[], steps: readonly StepResult[], pictures: readonly string[]): string {
  const failed = steps.filter(({ state }) => state !== 'ok').length;
  const verdict = failed === 0 ? `All ${steps.length} steps worked.` : `${failed} of ${steps.length} steps did not work.`;
  const rows = steps.map(({ name, state, seconds }, at) => `| ${at + 1} | ${name} | ${state} | ${seconds.toFixed(1)} s |`);
  const problems = steps.flatMap(({ name, problem }) => (problem === undefined ? [] : [`### ${name}\n\n\`\`\`\n${problem}\n\`\`\``]));
  const shown = pictures.map((file) => `![${file.replace('.png', '').replaceAll('-', ' ')}](${file})`);
  return [
    '# A walk through Homing',
    ...about,
    verdict,
    `| | Step | Result | Took |\n|---|---|---|---|\n${rows.join('\n')}`,
    ...problems,
    '## Pictures',
    ...shown,
    '',
  ].join('\n\n');
}

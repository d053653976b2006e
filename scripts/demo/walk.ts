import { say } from '../say.mjs';
import { startDisplay } from '../display.mjs';
import { findElectron, runtimeLine } from '../electron-runtime.mjs';
import type { Demo } from './prepare-profile.ts';
import { type Step, setScene, type WalkScene } from './walk-scene.ts';
import { startReport, type StepResult } from './walk-report.ts';
import { lookSteps } from './steps-look.ts';
import { offlineSteps } from './steps-offline.ts';
import { onlineSteps } from './steps-online.ts';
import { readingSteps } from './steps-reading.ts';
import { seededSteps } from './steps-seeded.ts';
import { setupSteps } from './steps-setup.ts';
import { within } from './wait-until.ts';

/** Walks through the main story and leaves demo-report/. True when every step worked. */
export async function walk(demo: Demo): Promise<boolean> {
  const display = process.platform === 'linux' ? await startDisplay({ width: 1440, height: 960 }) : undefined;
  const report = await startReport();
  const scene = setScene(demo, display?.name, report.picture);
  try {
    const results = await runSteps(scene, stepsFor(demo));
    await report.write(about(runtimeLine(await findElectron()), demo), results);
    say(`The report and its pictures are in ${report.folder}.`);
    return results.every(({ state }) => state === 'ok');
  } finally {
    await scene.end();
    await display?.stop();
  }
}

function stepsFor({ servers }: Demo): readonly Step[] {
  if (servers === null) return [...seededSteps, ...readingSteps, ...lookSteps];
  const withServers = [...onlineSteps, ...offlineSteps].map((step) => ({ ...step, run: (scene: WalkScene) => step.run(scene, servers) }));
  return [...setupSteps(servers), ...readingSteps, ...lookSteps, ...withServers];
}

/** One after the other. After a failure the rest is not run: each step stands on what the ones before it left. */
async function runSteps(scene: WalkScene, steps: readonly Step[]): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const { name, limitMs, run } of steps) {
    const started = Date.now();
    const seconds = (): number => (Date.now() - started) / 1000;
    if (results.some(({ state }) => state === 'failed')) {
      results.push({ name, state: 'not run', seconds: 0 });
      continue;
    }
    try {
      await within(limitMs, run(scene));
      results.push({ name, state: 'ok', seconds: seconds() });
      say(`  ok      ${name} (${seconds().toFixed(1)} s)`);
    } catch (error) {
      const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
      await scene.shot('failed').catch(() => undefined);
      results.push({ name, state: 'failed', seconds: seconds(), problem: `${problem}\n\n${scene.output()}`.trim() });
      say(`  FAILED  ${name}\n${problem}`);
    }
  }
  return results;
}

function about(runtime: string, { servers, now }: Demo): readonly string[] {
  const where =
    servers === null ? 'No mail server: the sample mail was put into the program.' : 'A real Dovecot and an SMTP server on this computer.';
  return [`${new Date(now).toISOString()}. ${runtime}${runtime.endsWith('.') ? '' : '.'} ${where}`];
}

/** What all benchmarks do: measures one thing after the other, prints a table and writes a file. */
import { loadavg } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { takeSignals } from '../../../scripts/demo/take-signals.ts';
import { say } from '../../../scripts/say.mjs';
import { type BenchOptions, readOptions } from './bench-options.ts';
import { buildPrograms } from './measured-process.ts';
import type { ResultRow } from './result-rows.ts';
import { resultTable } from './result-table.ts';
import { writeResults } from './write-results.ts';

interface Bench<Name extends string, Scene> {
  /** Of its file; with options, or after a failure, `-partial` is added. */
  readonly name: string;
  readonly usual: BenchOptions<Name>;
  /** The entry of the process that is the yardstick. */
  readonly bare: string;
  readonly openScene: (options: BenchOptions<Name>, said: (line: string) => void) => Promise<Scene>;
  readonly measure: Readonly<Record<Name, (scene: Scene) => Promise<readonly ResultRow[]>>>;
}

/** A missed target is a result; a measurement that could not be made, or wrong contents, makes the exit code 1. */
export async function runBench<Name extends string, Scene extends { end(): Promise<void> }>(bench: Bench<Name, Scene>): Promise<void> {
  const options = readOptions(process.argv.slice(2), bench.usual);
  say(`Seed ${options.seed}; load of this computer before: ${loadavg()[0]?.toFixed(2)}.`);
  await buildPrograms({
    worker: 'test/bench/support/worker-process.ts',
    'disk-thread': 'main/worker/disk-thread.ts',
    bare: bench.bare,
  });
  const scene = await bench.openScene(options, say);
  takeSignals(() => void scene.end().finally(() => process.exit(130)));
  const rows: ResultRow[] = [];
  try {
    for (const name of options.only) {
      await bench.measure[name](scene).then(
        (found) => rows.push(...found),
        (thrown: unknown) => {
          process.exitCode = 1;
          say(`FAILED: ${name}: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
        },
      );
    }
  } finally {
    await scene.end();
  }
  for (const line of ['', ...resultTable(rows), '']) say(line);
  const whole = isDeepStrictEqual(options, bench.usual) && process.exitCode === undefined;
  const written = await writeResults(whole ? bench.name : `${bench.name}-partial`, rows);
  say(`Load of this computer after: ${loadavg()[0]?.toFixed(2)}. Written to ${written}`);
}

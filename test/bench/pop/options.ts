import type { BenchOptions } from '../support/bench-options.ts';

const measurements = ['download', 'second-check', 'large-message'] as const;

export type PopBenchOptions = BenchOptions<(typeof measurements)[number]>;

export const usual: PopBenchOptions = { messages: 10_000, seed: 1, repeats: 2, only: measurements };

import type { BenchOptions } from '../support/bench-options.ts';

// Texts first: a hundred thousand heads leave a virtual machine with memory that its host has to find anew, page by page.
const measurements = ['bodies', 'heads', 'first-page', 'unchanged', 'flags', 'mailboxes'] as const;
type Measurement = (typeof measurements)[number];

/** So many messages are in the large mailbox; the small one has a tenth. */
export type ImapBenchOptions = BenchOptions<Measurement>;

export const usual: ImapBenchOptions = { messages: 100_000, seed: 1, repeats: 2, only: measurements };

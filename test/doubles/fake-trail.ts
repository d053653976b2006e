import type { CopyTrail } from '../../main/backends/backend.ts';

/** For a first try whose note nobody will read. */
export const firstTry: CopyTrail = { since: null, note: () => undefined };

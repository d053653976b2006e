// Minutes of what is seconds in `npm test`: npm run campaign:imap, campaign:pop. The headers of the tests say what can be chosen.
import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: [
      'test/servers/imap-two-clients.test.ts',
      'test/servers/pop-cut-cable.test.ts',
      'test/servers/pop-killed.test.ts',
      'test/servers/pop-full-disk.test.ts',
    ],
    env: { HOMING_MINUTES: process.env['HOMING_MINUTES'] ?? '2' },
    hookTimeout: 60_000,
    reporters: ['verbose'],
  },
});

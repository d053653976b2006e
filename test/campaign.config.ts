// Long random campaigns, run by hand: npm run campaign:imap (see the file's header for seeds and minutes).
import { defineConfig } from 'vitest/config';
import { fileURLToPath } from 'node:url';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: { include: ['test/**/*.campaign.ts'], hookTimeout: 60_000, reporters: ['verbose'] },
});

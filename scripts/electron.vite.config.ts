import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { fileURLToPath } from 'node:url';

const path = (inProject: string): string => fileURLToPath(new URL(`../${inProject}`, import.meta.url));

// The oldest runtime the program runs on: Electron 33 (Node 20.18, Chromium 130). Without these electron-vite would take the newest.
const nodeTarget = 'node20.18';
const chromeTarget = 'chrome130';

export default defineConfig({
  main: {
    build: {
      outDir: path('out/main'),
      emptyOutDir: true,
      target: nodeTarget,
      sourcemap: true,
      license: { fileName: 'licenses.md' },
      // Everything is bundled but the SQLite driver, which brings a native library (`electron` itself is always left out).
      externalizeDeps: false,
      rolldownOptions: {
        input: {
          main: path('main/main.ts'),
          'account-thread': path('main/worker/thread.ts'),
          'disk-thread': path('main/worker/disk-thread.ts'),
          'reader-thread': path('main/reader/thread.ts'),
        },
        external: ['@photostructure/sqlite'],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: path('out/preload'),
      emptyOutDir: true,
      target: nodeTarget,
      externalizeDeps: false,
      rolldownOptions: {
        input: { preload: path('main/app/preload.ts') },
        // A sandboxed preload cannot be an ES module, and cannot load a second file.
        output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
      },
    },
  },
  renderer: {
    root: path('renderer'),
    plugins: [react()],
    build: {
      outDir: path('out/renderer'),
      emptyOutDir: true,
      target: chromeTarget,
      minify: true,
      license: { fileName: 'licenses.md' },
      // Loaded from disk, not over a network.
      chunkSizeWarningLimit: 4000,
      rolldownOptions: { input: path('renderer/index.html') },
    },
  },
});

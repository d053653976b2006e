// Runs a TypeScript file of this project on plain Node: node scripts/run-ts.mjs <file.ts> [arguments]. The file sees process.argv as if it
// had been started itself.
import { resolve } from 'node:path';
import { runnerImport } from 'vite';
import { root } from './paths.mjs';

const [file, ...args] = process.argv.slice(2);
if (file === undefined) throw new Error('Name the TypeScript file to run.');
const path = resolve(file);
process.argv = [process.execPath, path, ...args];
await runnerImport(path, { root, configFile: false, logLevel: 'error' });

// What `npm run demo` runs: installs and builds what is missing, then scripts/demo/demo.ts does the rest.
// npm run demo -- --walk              walks the main story by itself and leaves a report (always so where there is no display)
// npm run demo -- --without-servers   the sample mail without any mail server, as on Windows and macOS
import { join } from 'node:path';
import { ensureBuilt } from './build.mjs';
import { needsDisplay } from './display.mjs';
import { ensureInstall } from './ensure-install.mjs';
import { root } from './paths.mjs';
import { say } from './say.mjs';
import { ensure } from './system-packages.mjs';

const known = ['--walk', '--without-servers'];
const args = process.argv.slice(2);
const unknown = args.find((arg) => !known.includes(arg));
if (unknown !== undefined) {
  say(`The demo does not know ${unknown}. It knows ${known.join(' and ')}.`);
  process.exit(2);
}

await ensureInstall();
if (needsDisplay() && !args.includes('--walk')) {
  say('There is no display here: the demo walks through its story by itself, on a virtual display.');
  args.push('--walk');
}
if (args.includes('--walk') && !(await ensure('window'))) process.exit(1);
const noServers = process.platform !== 'linux' || args.includes('--without-servers') || !(await ensure('servers'));
if (noServers && !args.includes('--without-servers')) {
  say('The private mail server (Dovecot) cannot be had here: the sample mail is put straight into the program.');
  args.push('--without-servers');
}
await ensureBuilt();

process.argv = [process.execPath, join(root, 'scripts', 'run-ts.mjs'), join(root, 'scripts', 'demo', 'demo.ts'), ...args];
await import('./run-ts.mjs');

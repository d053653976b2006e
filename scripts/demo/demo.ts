// The demo: sample mail, servers for it where they can be had, and Homing on a fresh profile, for a person or walking by itself.
// Started by scripts/demo.mjs, which has installed and built everything.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findElectron, runtimeLine } from '../electron-runtime.mjs';
import { say } from '../say.mjs';
import { type DemoServers, startDemoServers } from './demo-servers.ts';
import { openForPerson } from './open-for-person.ts';
import { type SampleMail, sampleMail } from './sample-mail.ts';
import { walk } from './walk.ts';

const now = Date.now();
const wanted = new Set(process.argv.slice(2));

say(runtimeLine(await findElectron()));
say('Writing the sample mail ...');
const mail = await sampleMail(now);
const servers = wanted.has('--without-servers') ? null : await serversFor(mail);
const folder = await mkdtemp(join(tmpdir(), 'homing-demo-'));
try {
  const demo = { profile: join(folder, 'profile'), mail, servers, now };
  if (wanted.has('--walk')) process.exitCode = (await walk(demo)) ? 0 : 1;
  else await openForPerson(demo);
} finally {
  await servers?.stop();
  await rm(folder, { recursive: true, force: true });
}

async function serversFor(sample: SampleMail): Promise<DemoServers | null> {
  say('Starting the private mail servers on this computer ...');
  try {
    return await startDemoServers(sample);
  } catch (error) {
    say(`${error instanceof Error ? error.message : String(error)}\nThe demo goes on without servers.`);
    return null;
  }
}

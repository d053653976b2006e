import { pollUntil } from '../support/poll-until.ts';
import { startCountingProxy } from './counting-proxy.ts';
import { startWorker } from './imap-worker.ts';
import type { Scene } from './scene.ts';

/** The header fields the worker asks for: the yardstick has to fetch the same, whatever they are. */
export async function askedFields(scene: Scene): Promise<readonly string[]> {
  const { login } = await scene.account('large');
  const proxy = await startCountingProxy(login.port);
  const worker = await startWorker({ ...login, port: proxy.port }, await scene.newFolder());
  try {
    const look = (): readonly string[] | null => {
      const command = proxy.commands.find((each) => /HEADER\.FIELDS/i.test(each)) ?? '';
      return /HEADER\.FIELDS \(([^)]*)\)/i.exec(command)?.[1]?.replaceAll('"', '').split(' ') ?? null;
    };
    const what = 'the worker asks for header fields (BODY.PEEK[HEADER.FIELDS (...)])';
    return (await pollUntil(look, { what, every: 5, limitMs: 30_000, failed: worker.failed })).found;
  } finally {
    await worker.stop();
    await proxy.stop();
  }
}

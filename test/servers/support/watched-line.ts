// A line to a maildrop that can be broken, and is watched: what leaves the server must lie on our disk at the QUIT that removes it.
import { expect } from 'vitest';
import { type ByteCutProxy, startByteCutProxy } from '../../doubles/byte-cut-proxy.ts';
import type { Maildrop } from './pop-maildrops.ts';
import { readFolder } from './read-folder.ts';

export interface WatchedLine {
  readonly proxy: ByteCutProxy;
  /** Resolves with what `work` does once every connection is closed. Fails when something left that was not here, and not let go by the person. */
  during<T>(work: () => Promise<T>, letGo: ReadonlySet<string>): Promise<T>;
}

/** `folder`: the account's. `what` is told with each failure. */
export async function watchLine(maildrop: Maildrop, folder: () => string, what: string): Promise<WatchedLine> {
  let said = '';
  const hereAtQuit = new Set<string>();
  const proxy = await startByteCutProxy(maildrop.port, (bytes) => {
    said = `${said}${bytes.toString('latin1')}`.slice(-20);
    // Looked at before the server hears of it.
    if (/(^|\n)QUIT\r\n$/.test(said)) for (const text of readFolder(folder())) hereAtQuit.add(text);
  });
  return {
    proxy,
    during: async (work, letGo) => {
      const before = await maildrop.contents();
      hereAtQuit.clear();
      const result = await work();
      await proxy.quiet();
      const left = without(before, await maildrop.contents());
      expect(
        left.filter((text) => !hereAtQuit.has(text) && !letGo.has(text)),
        `${what}: left the server and was not here`,
      ).toEqual([]);
      return result;
    },
  };
}

/** Each of `gone` takes away one that is equal to it. */
function without(all: readonly string[], gone: readonly string[]): readonly string[] {
  const rest = [...gone];
  return all.filter((text) => {
    const at = rest.indexOf(text);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}

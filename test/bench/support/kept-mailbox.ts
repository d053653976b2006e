/** Generated mail kept in `.cache/`, so that a second run starts at once: one file of messages, one with what is known of each. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream, existsSync, openSync, closeSync, readSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { cacheFolder } from '../../../scripts/paths.mjs';
import { type GeneratedMessage, generatedMessage, generatorVersion, type MailboxRecipe } from './generated-mailbox.ts';

/** What is known of a message without its bytes; `hash` is SHA-256 in hexadecimal. */
interface KeptMessage extends Omit<GeneratedMessage, 'raw'> {
  readonly size: number;
  readonly hash: string;
}

export interface KeptMailbox {
  /** In order of arrival. */
  readonly messages: readonly KeptMessage[];
  /** Of all messages together. */
  readonly bytes: number;
  /** Reads them one after the other. */
  read(): Iterable<GeneratedMessage>;
}

/** Makes the mailbox, or takes it from the cache. `said` is told before work that takes long. */
export async function keptMailbox(recipe: MailboxRecipe, said: (line: string) => void): Promise<KeptMailbox> {
  const { seed, count, bodies } = recipe;
  const folder = join(cacheFolder, 'bench', `${bodies}-${count}-seed${seed}-v${generatorVersion}`);
  if (!existsSync(folder)) {
    said(`Generating ${count} messages (seed ${seed}), kept in .cache/ ...`);
    // Under another name until it is whole: an interrupted run must not be taken for a finished one.
    const unfinished = `${folder}.unfinished`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    await generateInto(unfinished, recipe);
    await rename(unfinished, folder);
  }
  const messages: KeptMessage[] = JSON.parse(await readFile(join(folder, 'index.json'), 'utf8'));
  return {
    messages,
    bytes: messages.reduce((sum, { size }) => sum + size, 0),
    read: () => readMessages(join(folder, 'messages'), messages),
  };
}

async function generateInto(folder: string, recipe: MailboxRecipe): Promise<void> {
  const file = createWriteStream(join(folder, 'messages'));
  const messages: KeptMessage[] = [];
  for (let index = 0; index < recipe.count; index++) {
    const { raw, ...about } = generatedMessage(recipe, index);
    messages.push({ ...about, size: raw.length, hash: createHash('sha256').update(raw).digest('hex') });
    if (!file.write(raw)) await once(file, 'drain');
  }
  file.end();
  await finished(file);
  await writeFile(join(folder, 'index.json'), JSON.stringify(messages));
}

function* readMessages(path: string, messages: readonly KeptMessage[]): Generator<GeneratedMessage> {
  const file = openSync(path, 'r');
  try {
    for (const { size, hash: _hash, ...about } of messages) {
      const raw = Buffer.allocUnsafe(size);
      if (readSync(file, raw) < size) throw new Error(`${path} is shorter than it was; delete its folder.`);
      yield { ...about, raw };
    }
  } finally {
    closeSync(file);
  }
}

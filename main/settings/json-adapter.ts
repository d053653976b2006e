import type { Adapter } from 'lowdb';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { MailFailureError } from '../../shared/failure.ts';
import { codeOf, writeDurably } from './durable-file.ts';

const knownSchema = 1;
const numbered = z.object({ schema: z.number().int() });

type Found<T> = { readonly state: 'good'; readonly data: T } | { readonly state: 'missing' } | { readonly state: 'damaged' };

/**
 * lowdb's way to the disk. Its own file adapter throws at start when a power cut emptied the file, writes it readable by
 * everybody and never syncs; so this one keeps a second copy and reads that when the first cannot be used.
 */
export class JsonAdapter<T extends { readonly schema: number }> implements Adapter<T> {
  readonly #path: string;
  readonly #shape: z.ZodType<T>;

  constructor(path: string, shape: z.ZodType<T>) {
    this.#path = path;
    this.#shape = shape;
  }

  get #copy(): string {
    return `${this.#path}.copy`;
  }

  /**
   * Null when there is nothing yet.
   * @throws MailFailureError `storage` when a newer Homing wrote it, or when neither the file nor its copy can be read
   */
  async read(): Promise<T | null> {
    const first = await this.#look(this.#path);
    if (first.state === 'good') return first.data;
    const second = await this.#look(this.#copy);
    if (second.state === 'good') return second.data;
    if (first.state === 'missing' && second.state === 'missing') return null;
    throw damaged(this.#path);
  }

  async write(data: T): Promise<void> {
    const text = `${JSON.stringify(data, null, 2)}\n`;
    try {
      await writeDurably(this.#path, text);
      // Only now: while the first is being replaced the copy must stay what it was.
      await writeDurably(this.#copy, text);
    } catch (error) {
      throw notWritten(this.#path, error);
    }
  }

  async #look(path: string): Promise<Found<T>> {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      // A disk that cannot be read right now is not a damaged file: nothing may be replaced on that evidence.
      if (codeOf(error) !== 'ENOENT') throw notRead(path, error);
      return { state: 'missing' };
    }
    const value = parseJson(text);
    const version = numbered.safeParse(value);
    if (version.success && version.data.schema > knownSchema) throw newer(path);
    const checked = this.#shape.safeParse(value);
    return checked.success ? { state: 'good', data: checked.data } : { state: 'damaged' };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function storageFailure(text: string, code: string, cause?: unknown): MailFailureError {
  return new MailFailureError({ kind: 'storage', retry: 'after-user', text, ...(code !== '' && { code }) }, cause);
}

function newer(path: string): MailFailureError {
  const text = `A newer version of Homing wrote ${basename(path)}. Please update Homing: this version would lose what it does not know.`;
  return storageFailure(text, 'newer-schema');
}

function damaged(path: string): MailFailureError {
  const text = `${basename(path)} and its copy are both damaged. Nothing was changed; your mail is in the folders beside them.`;
  return storageFailure(text, 'damaged');
}

function notRead(path: string, cause: unknown): MailFailureError {
  return storageFailure(`${basename(path)} could not be read.`, codeOf(cause), cause);
}

function notWritten(path: string, cause: unknown): MailFailureError {
  const why = codeOf(cause) === 'ENOSPC' ? 'the disk is full' : 'the disk refused';
  return storageFailure(`${basename(path)} could not be saved: ${why}.`, codeOf(cause), cause);
}

import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type MailFailure, MailFailureError } from '../../shared/failure.ts';
import type { MessageFile } from '../../shared/message.ts';
import { cleanFileName } from '../mime/file-name.ts';
import { parseMessage } from '../mime/parse.ts';
import { bodyHere } from './message-body.ts';

/** In bytes. Servers refuse far smaller messages; what is larger is another kind of file, and would only fill the memory. */
const largest = 100_000_000;

/**
 * The message in a file, by its absolute path.
 * @throws MailFailureError `gone`, `storage` (not readable), `unsupported` (no file, or too large)
 */
export async function messageFile(path: string): Promise<MessageFile> {
  // A stranger chose the name, for instance of a download.
  const fileName = cleanFileName(basename(path));
  const raw = await bytesOf(path, fileName);
  const parsed = await parseMessage(raw);
  return { fileName, envelope: parsed.envelope, size: raw.length, body: bodyHere(parsed) };
}

async function bytesOf(path: string, fileName: string): Promise<Buffer> {
  try {
    // Looked at before it is opened: a pipe may never begin, a device never end.
    const found = await stat(path);
    if (!found.isFile()) throw new MailFailureError({ kind: 'unsupported', retry: 'never', text: `${fileName} is not a file.` });
    if (found.size > largest) throw new MailFailureError(tooLarge(fileName));
    return await readFile(path);
  } catch (error) {
    throw error instanceof MailFailureError ? error : new MailFailureError(unreadable(fileName, error), error);
  }
}

function tooLarge(fileName: string): MailFailure {
  return { kind: 'unsupported', retry: 'never', text: `${fileName} is larger than 100 MB, which is more than a message can be.` };
}

function unreadable(fileName: string, error: unknown): MailFailure {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'read';
  if (code === 'ENOENT') return { kind: 'gone', retry: 'never', text: `${fileName} is not there any more.`, code };
  return { kind: 'storage', retry: 'after-user', text: `${fileName} cannot be read.`, code };
}

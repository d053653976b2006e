import { randomUUID } from 'node:crypto';
import { basename } from 'node:path';
import type { DraftAttachment } from '../../shared/draft.ts';
import { MailFailureError } from '../../shared/failure.ts';

interface ChosenFile {
  readonly path: string;
  readonly fileName: string;
}

/**
 * The files a person chose to attach. The window gets a random token for each and never a path, so the least trusted party
 * cannot name a file that nobody chose.
 */
export class AttachmentTokens {
  readonly #files = new Map<string, ChosenFile>();

  add(path: string, size: number): DraftAttachment {
    const token = randomUUID();
    const fileName = basename(path);
    this.#files.set(token, { path, fileName });
    return { token, fileName, size };
  }

  /** @throws MailFailureError `gone` for a token of an earlier run, or one that never was */
  files(attachments: readonly DraftAttachment[]): readonly ChosenFile[] {
    return attachments.map(({ token, fileName }) => {
      const file = this.#files.get(token);
      if (file !== undefined) return file;
      const text = `${fileName} is no longer attached. Please attach it again.`;
      throw new MailFailureError({ kind: 'gone', retry: 'never', text });
    });
  }
}

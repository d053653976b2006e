import { type BrowserWindow, dialog } from 'electron';
import { stat } from 'node:fs/promises';
import type { DraftAttachment } from '../../shared/draft.ts';
import type { AttachmentTokens } from './attachment-tokens.ts';

/** Lets the person choose files for a draft; none when cancelled. */
export async function chooseAttachments(window: BrowserWindow, tokens: AttachmentTokens): Promise<readonly DraftAttachment[]> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, { properties: ['openFile', 'multiSelections'] });
  if (canceled) return [];
  return Promise.all(filePaths.map(async (path) => tokens.add(path, (await stat(path)).size)));
}

import { app, type BrowserWindow, dialog } from 'electron';
import { join } from 'node:path';
import type { SavedFile } from '../../shared/ipc.ts';
import { writeChosenFile } from './write-chosen-file.ts';

/**
 * Asks where to and writes the file there; null when the person cancelled.
 * @param fileName the proposal; already cleaned (Part.fileName)
 */
export async function saveAttachment(window: BrowserWindow, fileName: string, bytes: Uint8Array): Promise<SavedFile | null> {
  const options = { defaultPath: join(app.getPath('downloads'), fileName), properties: ['showOverwriteConfirmation' as const] };
  const { canceled, filePath } = await dialog.showSaveDialog(window, options);
  return canceled || filePath === '' ? null : { fileName: await writeChosenFile(filePath, bytes) };
}

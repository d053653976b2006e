import type { Session } from 'electron';
import { appScheme, partScheme } from './schemes.ts';

const allowedSchemes = new Set([`${appScheme}:`, `${partScheme}:`, 'devtools:', 'data:', 'blob:']);

/** No permissions, no requests but to our own schemes, no dictionaries fetched from elsewhere. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !allowedSchemes.has(schemeOf(url)) }));
  // A download started by a page would be a file nobody chose a place for; attachments are saved by main itself.
  session.on('will-download', (event) => event.preventDefault());
  // Windows and Linux would fetch dictionaries from Google; spelling comes with a setting that says so.
  session.setSpellCheckerEnabled(false);
}

function schemeOf(url: string): string {
  return /^[a-z][a-z0-9+.-]*:/iu.exec(url)?.[0].toLowerCase() ?? '';
}

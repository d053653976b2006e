import { protocol } from 'electron';

/** `app://homing/` is the window itself; file: is never used, it would have rights of its own. */
export const appScheme = 'app';
export const appOrigin = `${appScheme}://homing`;
/** Pictures inside messages. */
export const partScheme = 'mail-part';

/** Must run before `ready`, and once: Electron takes the list as a whole. */
export function registerSchemes(): void {
  const privileges = { standard: true, secure: true };
  protocol.registerSchemesAsPrivileged([
    { scheme: appScheme, privileges: { ...privileges, codeCache: true } },
    { scheme: partScheme, privileges },
  ]);
}

/**
 * The door of app/'s security: one call before `ready` raises every wall. The window shows strangers' HTML, so it gets no
 * network at all, no navigation, no new windows, no permissions; only Node's own sockets (in the threads) reach servers.
 * Each wall stands without the others, and test/e2e/walls.test.ts looks at them from outside.
 */
import { app } from 'electron';
import { guardContents } from './contents-walls.ts';
import { registerSchemes } from './schemes.ts';
import { guardSession } from './session-walls.ts';

/**
 * Must run before `ready`.
 * @param onLink a link in a message was clicked; the address is untrusted
 */
export function raiseWalls(onLink: (url: string) => void): void {
  // A developer who works as root has switched the sandbox off by --no-sandbox; asking for it then ends Chromium at once.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  cutNetwork();
  registerSchemes();
  app.on('session-created', guardSession);
  app.on('web-contents-created', (_event, contents) => guardContents(contents, onLink));
}

/**
 * `<link rel=preconnect>` opens a connection out of a sandboxed frame under `default-src 'none'`, and no request is seen
 * (w3c/webappsec-csp issue 282). So no name resolves in Chromium, literal addresses included, and what would not need a name
 * goes to a proxy on the discard port where nobody listens.
 */
function cutNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ^NOTFOUND');
  app.commandLine.appendSwitch('proxy-server', 'http://127.0.0.1:9');
  app.commandLine.appendSwitch('proxy-bypass-list', '<-loopback>');
  for (const quiet of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability', 'no-pings']) {
    app.commandLine.appendSwitch(quiet);
  }
}

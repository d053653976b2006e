// Draws the program's icons from main/app/resources/icon.svg; needed only after the drawing changed, the results are part of the project.
// The drawing is rendered by the Chromium inside Electron, so no other tool is needed.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needsDisplay, startDisplay } from './display.mjs';
import { findElectron } from './electron-runtime.mjs';
import { root } from './paths.mjs';
import { captureCommand } from './run-command.mjs';
import { say } from './say.mjs';

const resources = join(root, 'main', 'app', 'resources');
const pngSizes = [16, 32, 48, 64, 128, 256, 512, 1024];
const icoSizes = [16, 32, 48, 64, 128, 256];
/** @type {readonly (readonly [type: string, size: number])[]} Apple's names for PNG entries, by size in pixels */
const icnsTypes = [
  ['icp4', 16],
  ['icp5', 32],
  ['icp6', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic09', 512],
  ['ic10', 1024],
];

const renderer = `
const { app, BrowserWindow } = require('electron');
const { writeFileSync } = require('node:fs');
const { svg, sizes } = JSON.parse(require('node:fs').readFileSync(require('node:path').join(__dirname, 'job.json'), 'utf8'));
app.whenReady().then(async () => {
  const window = new BrowserWindow({ show: false, webPreferences: { offscreen: true } });
  await window.loadURL('data:text/html,<canvas></canvas>');
  for (const size of sizes) {
    const url = await window.webContents.executeJavaScript(\`new Promise((resolve, reject) => {
      const picture = new Image();
      picture.onerror = () => reject(new Error('the drawing cannot be read'));
      picture.onload = () => {
        const canvas = document.querySelector('canvas');
        canvas.width = canvas.height = \${size};
        const context = canvas.getContext('2d');
        context.drawImage(picture, 0, 0, \${size}, \${size});
        resolve(canvas.toDataURL('image/png'));
      };
      picture.src = \${JSON.stringify('data:image/svg+xml;base64,' + Buffer.from(svg).toString('base64'))};
    })\`);
    writeFileSync(require('node:path').join(__dirname, size + '.png'), Buffer.from(url.split(',')[1], 'base64'));
  }
  app.exit(0);
});
`;

/**
 * @param {string} svg
 * @returns {Promise<ReadonlyMap<number, Buffer>>} a PNG for each size
 */
async function render(svg) {
  const folder = await mkdtemp(join(tmpdir(), 'homing-icons-'));
  const display = needsDisplay() ? await startDisplay() : undefined;
  try {
    // Every size is given to the drawing itself, so small icons are drawn small and not shrunk.
    await writeFile(join(folder, 'job.json'), JSON.stringify({ svg, sizes: pngSizes }));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ name: 'icons', main: 'main.js', type: 'commonjs' }));
    await writeFile(join(folder, 'main.js'), renderer);
    const { executable } = await findElectron();
    const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), folder];
    const run = await captureCommand(executable, args, {
      timeoutMs: 60_000,
      env: { ...process.env, ...(display && { DISPLAY: display.name }) },
    });
    if (run.code !== 0) throw new Error(`The icons could not be drawn.\n${run.errors}`);
    return new Map(
      await Promise.all(pngSizes.map(async (size) => /** @type {const} */ ([size, await readFile(join(folder, `${size}.png`))]))),
    );
  } finally {
    await display?.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A Windows icon: a directory of 16 bytes per picture, then the PNGs themselves.
 * @param {readonly { size: number, png: Buffer }[]} pictures
 */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(pictures.length, 4);
  let offset = head.length;
  pictures.forEach(({ size, png }, at) => {
    const entry = 6 + 16 * at;
    // One byte for width and height: 0 means 256.
    head.writeUInt8(size % 256, entry);
    head.writeUInt8(size % 256, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(png.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += png.length;
  });
  return Buffer.concat([head, ...pictures.map(({ png }) => png)]);
}

/**
 * A macOS icon: chunks of a four-letter type, their length with these eight bytes, and a PNG.
 * @param {readonly { type: string, png: Buffer }[]} pictures
 */
function icns(pictures) {
  const chunks = pictures.flatMap(({ type, png }) => [chunkHead(type, png.length + 8), png]);
  const length = chunks.reduce((sum, chunk) => sum + chunk.length, 8);
  return Buffer.concat([chunkHead('icns', length), ...chunks]);
}

/**
 * @param {string} type
 * @param {number} length
 */
function chunkHead(type, length) {
  const head = Buffer.alloc(8);
  head.write(type, 'latin1');
  head.writeUInt32BE(length, 4);
  return head;
}

const pngs = await render(await readFile(join(resources, 'icon.svg'), 'utf8'));
/** @param {number} size */
const png = (size) => pngs.get(size) ?? Buffer.alloc(0);
await mkdir(join(resources, 'icons'), { recursive: true });
for (const size of pngSizes) await writeFile(join(resources, 'icons', `${size}x${size}.png`), png(size));
await writeFile(join(resources, 'icon.ico'), ico(icoSizes.map((size) => ({ size, png: png(size) }))));
await writeFile(join(resources, 'icon.icns'), icns(icnsTypes.map(([type, size]) => ({ type, png: png(size) }))));
say(`Drawn: ${pngSizes.length} PNGs, icon.ico and icon.icns in main/app/resources.`);

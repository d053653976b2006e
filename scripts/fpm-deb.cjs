#!/usr/bin/env node
// Stands in for fpm where that cannot be downloaded: understands exactly the call by which electron-builder makes a deb, and hands the work
// to dpkg-deb. Named by CUSTOM_FPM_PATH in scripts/dist.mjs; CommonJS and executable because electron-builder starts it as a program.
const { execFileSync } = require('node:child_process');
const { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { dirname, join } = require('node:path');

/**
 * @param {readonly string[]} args
 * @returns {{ options: Map<string, string[]>, pairs: (readonly [source: string, destination: string])[] }}
 */
function readArguments(args) {
  /** @type {Map<string, string[]>} */
  const options = new Map();
  /** @type {(readonly [string, string])[]} */
  const pairs = [];
  for (let at = 0; at < args.length; at += 1) {
    const arg = args[at] ?? '';
    if (arg === '--force') continue;
    if (arg.startsWith('-')) {
      options.set(arg, [...(options.get(arg) ?? []), args[(at += 1)] ?? '']);
    } else {
      const cut = arg.lastIndexOf('=');
      pairs.push([arg.slice(0, cut), arg.slice(cut + 1)]);
    }
  }
  return { options, pairs };
}

const { options, pairs } = readArguments(process.argv.slice(2));
/** @param {string} name */
const option = (name) => options.get(name)?.[0] ?? '';
if (option('-t') !== 'deb') throw new Error('This stand-in makes deb packages only.');

const tree = mkdtempSync(join(tmpdir(), 'homing-deb-'));
try {
  chmodSync(tree, 0o755);
  for (const [source, destination] of pairs) {
    const target = join(tree, destination);
    const isFolder = source.endsWith('/');
    mkdirSync(isFolder ? target : dirname(target), { recursive: true });
    execFileSync('cp', ['-a', isFolder ? `${source}.` : source, target]);
  }
  const sizeInKb = execFileSync('du', ['-sk', tree], { encoding: 'utf8' }).split('\t')[0];
  const control = [
    `Package: ${option('--name')}`,
    `Version: ${option('--version')}`,
    `Architecture: ${option('--architecture')}`,
    `Maintainer: ${option('--maintainer')}`,
    `Installed-Size: ${sizeInKb}`,
    `Depends: ${(options.get('-d') ?? []).join(', ')}`,
    ...(options.has('--deb-recommends') ? [`Recommends: ${(options.get('--deb-recommends') ?? []).join(', ')}`] : []),
    `Section: ${option('--category') || 'mail'}`,
    `Priority: ${option('--deb-priority') || 'optional'}`,
    `Homepage: ${option('--url')}`,
    // Following lines of a description begin with a space; the first is the synopsis.
    `Description: ${option('--description').trim().replaceAll(/\n\s*/g, '\n ')}`,
  ];
  const about = join(tree, 'DEBIAN');
  mkdirSync(about);
  writeFileSync(join(about, 'control'), `${control.join('\n')}\n`);
  for (const [name, hook] of /** @type {const} */ ([
    ['postinst', option('--after-install')],
    ['postrm', option('--after-remove')],
  ])) {
    if (hook === '') continue;
    copyFileSync(hook, join(about, name));
    chmodSync(join(about, name), 0o755);
  }
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '-z1', '-b', tree, option('--package')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
} finally {
  rmSync(tree, { recursive: true, force: true });
}

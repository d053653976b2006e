// Installs the Debian or Ubuntu packages that tests and demo need, as root; otherwise says what to install. Does nothing on Windows and macOS.
import { existsSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { isStarted } from './paths.mjs';
import { captureCommand, runCommand } from './run-command.mjs';
import { say } from './say.mjs';

/** @typedef {'window' | 'servers' | 'keyring' | 'yardsticks'} PackageGroup */

/** @type {Record<PackageGroup, { purpose: string, packages: readonly string[] }>} */
const groups = {
  window: {
    purpose: 'opening the window without a screen',
    packages: [
      'xvfb',
      'xauth',
      'libgtk-3-0',
      'libnss3',
      'libasound2',
      'libgbm1',
      'libatk-bridge2.0-0',
      'libcups2',
      'libxss1',
      'libxtst6',
      'fonts-noto-core',
      'fonts-noto-cjk',
      'fonts-noto-color-emoji',
    ],
  },
  servers: { purpose: 'the test mail server', packages: ['dovecot-imapd', 'dovecot-pop3d', 'openssl'] },
  keyring: { purpose: 'the test keyring', packages: ['dbus-x11', 'gnome-keyring'] },
  yardsticks: { purpose: 'the program that a benchmark compares with', packages: ['mpop'] },
};

const aptEnvironment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
const policyFile = '/usr/sbin/policy-rc.d';

/**
 * Sees to it that the packages of a group are installed.
 * @param {PackageGroup} group
 * @returns {Promise<boolean>} false when something is still missing; what to do about it has been said
 */
export async function ensure(group) {
  if (process.platform !== 'linux') return true;
  const { purpose, packages } = groups[group];
  if (!existsSync('/usr/bin/dpkg-query')) return withoutApt(group);
  const missing = await missingPackages(packages);
  if (missing.length === 0) return true;
  if (process.getuid?.() !== 0) {
    say(`Missing for ${purpose}: sudo apt-get install --no-install-recommends ${missing.join(' ')}`);
    return false;
  }
  say(`Installing for ${purpose}: ${missing.join(' ')} ...`);
  if (await aptInstall(missing)) return true;
  say(`The packages for ${purpose} could not be installed; see above.`);
  return false;
}

/**
 * Other Linux systems name their packages differently, so only the programs are looked for.
 * @param {PackageGroup} group
 */
async function withoutApt(group) {
  /** @type {Record<PackageGroup, readonly string[]>} */
  const programs = {
    window: ['Xvfb'],
    servers: ['dovecot', 'openssl'],
    keyring: ['dbus-run-session', 'gnome-keyring-daemon'],
    yardsticks: ['mpop'],
  };
  const found = await Promise.all(
    programs[group].map((program) => captureCommand('sh', ['-c', `PATH=$PATH:/usr/sbin command -v ${program}`])),
  );
  const missing = programs[group].filter((_, at) => found[at]?.code !== 0);
  if (missing.length === 0) return true;
  say(`Missing for ${groups[group].purpose}: ${missing.join(', ')}. Install them with this system's package manager.`);
  return false;
}

/**
 * From Debian 13 and Ubuntu 24.04 on some libraries carry a `t64` at the end of their names: installed under either name is installed.
 * @param {readonly string[]} packages
 * @returns {Promise<string[]>} names as of Debian 12
 */
async function missingPackages(packages) {
  const installed = await captureCommand('dpkg-query', ['-W', '-f', '${Package} ${db:Status-Status}\n']);
  const names = new Set(installed.output.split('\n').flatMap((line) => (line.endsWith(' installed') ? [line.split(' ')[0]] : [])));
  return packages.filter((name) => !names.has(name) && !names.has(`${name}t64`));
}

/** @param {readonly string[]} packages */
async function aptInstall(packages) {
  const names = await offeredNames(packages);
  if (names !== undefined && (await aptGetInstall(names))) return true;
  // A fresh container has no package lists yet, an old one names files that are gone.
  say('Fetching the package lists (apt-get update) ...');
  if ((await runCommand('apt-get', ['update', '-qq'], { env: aptEnvironment })) !== 0) return false;
  return aptGetInstall((await offeredNames(packages)) ?? packages);
}

/** @param {readonly string[]} names */
async function aptGetInstall(names) {
  // Debian starts a server as soon as it is installed, open to the network. Its own switch against that is this file.
  const holdsServersBack = await writeFile(policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' }).then(
    () => true,
    () => false,
  );
  try {
    return (await runCommand('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...names], { env: aptEnvironment })) === 0;
  } finally {
    if (holdsServersBack) await rm(policyFile, { force: true });
  }
}

/** @param {readonly string[]} packages */
async function offeredNames(packages) {
  const { output } = await captureCommand('apt-cache', ['policy', ...packages.flatMap((name) => [name, `${name}t64`])], {
    env: aptEnvironment,
  });
  return namesToInstall(packages, output);
}

/**
 * @param {readonly string[]} packages names as of Debian 12
 * @param {string} policy what `apt-cache policy` says in English about them with and without `t64`
 * @returns {readonly string[] | undefined} what to ask apt for; undefined when it knows one of them under no name
 */
export function namesToInstall(packages, policy) {
  const offered = new Set([...policy.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (?!\(none\))/gm)].map((match) => match[1]));
  const names = packages.flatMap((name) => [`${name}t64`, name].find((candidate) => offered.has(candidate)) ?? []);
  return names.length === packages.length ? names : undefined;
}

/**
 * @param {string} name
 * @returns {name is PackageGroup}
 */
export function isGroup(name) {
  return Object.hasOwn(groups, name);
}

if (isStarted(import.meta.url)) {
  for (const group of process.argv.slice(2)) {
    if (!isGroup(group)) throw new Error(`There is no group ${group}.`);
    if (!(await ensure(group))) process.exitCode = 1;
  }
}

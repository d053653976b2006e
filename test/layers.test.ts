/**
 * Who may import whom: the table of the README as a test. It reads every import of every source file; a room that reaches
 * where it may not fails the build, and changing the table is a commit of its own with a reason.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

interface Room {
  /** Rooms it may import, its own always included. A path with `.ts` allows that one file. */
  readonly rooms: readonly string[];
  /** Packages, `node:` for all of Node's own; a list of files limits a package to them. */
  readonly packages: Readonly<Record<string, true | readonly string[]>>;
}

const node = { 'node:': true } as const;

/** Longest matching prefix wins. */
const table: Readonly<Record<string, Room>> = {
  'shared/': { rooms: [], packages: {} },
  'renderer/': {
    rooms: ['shared/'],
    packages: Object.fromEntries(
      [
        'react',
        'react-dom',
        '@base-ui/react',
        '@hookform/resolvers',
        '@tanstack/react-query',
        'clsx',
        'dompurify',
        'i18next',
        'linkify-it',
        'lucide-react',
        'react-hook-form',
        'react-i18next',
        'react-resizable-panels',
        'react-window',
        'tinykeys',
        'zod',
        'zustand',
      ].map((name) => [name, true as const]),
    ),
  },
  'main/mime/': {
    rooms: ['shared/'],
    packages: { ...node, '@zone-eu/mailsplit': true, libmime: true, 'iconv-lite': true, htmlparser2: true, nodemailer: true },
  },
  'main/store/': { rooms: ['shared/', 'main/mime/envelope.ts'], packages: { ...node, '@photostructure/sqlite': ['main/store/sqlite.ts'] } },
  'main/backends/': {
    rooms: ['shared/', 'main/store/', 'main/mime/'],
    packages: {
      ...node,
      imapflow: ['main/backends/imap/connection.ts'],
      'node-pop3': ['main/backends/pop/open-connection.ts'],
      nodemailer: ['main/backends/smtp/send.ts'],
    },
  },
  'main/operations/': { rooms: ['shared/', 'main/store/', 'main/backends/backend.ts'], packages: node },
  'main/threads/': { rooms: ['shared/'], packages: node },
  'main/worker/': {
    rooms: ['shared/', 'main/operations/', 'main/backends/', 'main/store/', 'main/mime/', 'main/threads/'],
    packages: node,
  },
  'main/reader/': { rooms: ['shared/', 'main/store/', 'main/mime/', 'main/threads/'], packages: node },
  'main/settings/': { rooms: ['shared/'], packages: { ...node, lowdb: true, zod: true } },
  'main/accounts/': { rooms: ['shared/', 'main/threads/'], packages: node },
  // The contract it passes on is typed in one file; the threads themselves are the business of accounts/.
  'main/app/': {
    rooms: ['shared/', 'main/accounts/', 'main/settings/', 'main/threads/protocol.ts'],
    packages: { ...node, electron: true, pino: true, zod: true },
  },
  'main/main.ts': { rooms: ['shared/', 'main/'], packages: { ...node, electron: true } },
};

/** Doors inside a room: only this file may touch that name. */
const doors: readonly { readonly text: RegExp; readonly within: string; readonly only: string }[] = [
  { text: /window\.api\b/, within: 'renderer/', only: 'renderer/api.ts' },
  { text: /\bnew ImapFlow\b/, within: 'main/', only: 'main/backends/imap/connection.ts' },
];

const files = ['shared', 'renderer', 'main'].flatMap(sourceFiles);

function sourceFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'));
}

const importForms = [
  /^\s*(?:import|export)\b[^'"`;]*?\bfrom\s+['"]([^'"\s]+)['"]/gm,
  /^\s*import\s+['"]([^'"\s]+)['"]/gm,
  /\bimport\(\s*['"]([^'"\s]+)['"]/g,
];

/** Every module a file names: static, type-only, re-exported and dynamic imports alike. */
function importsOf(text: string): string[] {
  return importForms.flatMap((form) => [...text.matchAll(form)].map((match) => match[1] ?? ''));
}

function roomOf(file: string): Room {
  const prefix = Object.keys(table)
    .filter((room) => file.startsWith(room))
    .sort((a, b) => b.length - a.length)[0];
  const room = prefix === undefined ? undefined : table[prefix];
  if (room === undefined) throw new Error(`${file} is in no room`);
  const own = prefix?.endsWith('/') === true ? prefix : '';
  return own === '' ? room : { ...room, rooms: [own, ...room.rooms] };
}

function packageOf(specifier: string): string {
  if (specifier.startsWith('node:') || builtinModules.includes(specifier)) return 'node:';
  const parts = specifier.split('/');
  return specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function violations(file: string, text: string): string[] {
  const room = roomOf(file);
  return importsOf(text).flatMap((specifier) => {
    if (specifier.startsWith('.')) {
      const target = relative(root, join(root, dirname(file), specifier)).replaceAll('\\', '/');
      return room.rooms.some((allowed) => target.startsWith(allowed)) ? [] : [`${file} imports ${target}`];
    }
    const allowed = room.packages[packageOf(specifier)];
    return allowed === true || allowed?.includes(file) === true ? [] : [`${file} imports ${specifier}`];
  });
}

describe('the rooms', () => {
  it('has sources to check', () => {
    expect(files.length).toBeGreaterThan(100);
  });

  it('is obeyed by every import', () => {
    expect(files.flatMap((file) => violations(file, readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  it('keeps doors shut', () => {
    const breaches = files.flatMap((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      return doors.filter((door) => file.startsWith(door.within) && file !== door.only && door.text.test(text)).map(() => file);
    });
    expect(breaches).toEqual([]);
  });

  it.each([
    ['shared/x.ts', "import { join } from 'node:path';"],
    ['renderer/x.ts', "import { openReadDb } from '../main/store/sqlite.ts';"],
    ['main/store/x.ts', "import { DatabaseSync } from '@photostructure/sqlite';"],
    ['main/operations/x.ts', "import { createPopBackend } from '../backends/pop/pop-backend.ts';"],
    ['main/backends/imap/x.ts', "const { ImapFlow } = await import('imapflow');"],
    ['main/reader/x.ts', "export { submit } from '../operations/queue.ts';"],
    ['main/accounts/x.ts', "import type { Size } from 'electron';"],
  ])('would catch %s: %s', (file, text) => {
    expect(violations(file, text)).toHaveLength(1);
  });
});

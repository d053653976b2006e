import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/paths.mjs';
import { isGroup, namesToInstall } from '../../scripts/system-packages.mjs';

const known = (name: string, candidate: string): string =>
  `${name}:\n  Installed: (none)\n  Candidate: ${candidate}\n  Version table:\n     ${candidate} 500\n`;

describe('names of Debian packages', () => {
  it.each([
    ['Debian 12', known('libgtk-3-0', '3.24.38') + known('xvfb', '21.1'), ['libgtk-3-0', 'xvfb']],
    ['Debian 13, where the old name is gone', known('libgtk-3-0t64', '3.24.49') + known('xvfb', '21.1'), ['libgtk-3-0t64', 'xvfb']],
    [
      'Ubuntu 24.04, where the old name is empty',
      known('libgtk-3-0', '(none)') + known('libgtk-3-0t64', '3.24.41') + known('xvfb', '21.1'),
      ['libgtk-3-0t64', 'xvfb'],
    ],
    ['no lists yet', known('xvfb', '(none)'), undefined],
    ['one unknown', known('xvfb', '21.1'), undefined],
  ])('%s', (_, policy, names) => {
    expect(namesToInstall(['libgtk-3-0', 'xvfb'], policy)).toEqual(names);
  });
});

describe('groups of packages', () => {
  const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).scripts;
  const named = Object.values(scripts).flatMap((script) => /system-packages\.mjs ([a-z ]+?) *&&/.exec(script)?.[1]?.split(' ') ?? []);

  it('are all that the commands of package.json name', () => {
    expect(named).toContain('yardsticks');
    expect(named.filter((name) => !isGroup(name))).toEqual([]);
  });

  it('are nothing else', () => {
    expect(['mpop', 'toString', ''].filter(isGroup)).toEqual([]);
  });
});

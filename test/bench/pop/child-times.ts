/**
 * Processor time of the children of a shell, in milliseconds, by what its `times` prints: a line about itself and one about them, each with
 * the user's and the system's, such as `0m1.234s 0m0.56s`.
 */
export function childTimes(output: string): number {
  const line = output.trimEnd().split('\n').at(-1) ?? '';
  const [, ...parts] = /^(\d+)m([\d.]+)s (\d+)m([\d.]+)s$/.exec(line) ?? [];
  if (parts.length === 0) throw new Error(`These are no times of a shell: ${line}`);
  const [userMinutes = 0, userSeconds = 0, systemMinutes = 0, systemSeconds = 0] = parts.map(Number);
  return Math.round(((userMinutes + systemMinutes) * 60 + userSeconds + systemSeconds) * 1000);
}

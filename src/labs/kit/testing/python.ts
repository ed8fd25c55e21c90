import { spawnSync } from 'node:child_process';
import { expect } from 'vitest';

/** A Python that has a module: that of the path, or the one of the system; null where neither has it. */
export const pythonWith = (module: string): string | null =>
  ['python3', '/usr/bin/python3'].find(
    (command) => spawnSync(command, ['-c', `import ${module}`]).status === 0,
  ) ?? null;

/** What a program prints; it must warn of nothing. */
export function printedBy(command: string, program: string): string {
  const { stdout, stderr } = spawnSync(command, ['-W', 'error', '-'], {
    ...{ input: program, encoding: 'utf8', maxBuffer: 1e8 },
  });
  expect(stderr).toBe('');
  return stdout;
}

/** Whether both are equal to the digits that %.6g has printed, the last one give or take a rounding. */
export function expectPrinted(printed: string, value: number): void {
  if (Number.isNaN(value)) return expect(printed).toBe('nan');
  const found = Number(printed);
  const unit = value === 0 ? 1e-12 : 10 ** (Math.floor(Math.log10(Math.abs(value))) - 5);
  expect(Math.abs(found - value), `${printed} for ${value}`).toBeLessThanOrEqual(0.51 * unit);
}

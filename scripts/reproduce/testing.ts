import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll } from 'vitest';
import { drawnSet } from '../../src/data/drawn/drawn';
import { writeIdxImages, writeIdxLabels } from '../../src/data/idx';
import { reproduce } from './command';

/** A folder for the files of one test file, gone after it. @returns it, and the path of a file in it */
export function temporaryFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `noisy-argmax-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true }));
  return { folder, at: (file: string) => join(folder, file) };
}

/** Drawn digits as the files of a small MNIST, in a folder that is made. */
export function writeMnist(
  folder: string,
  counts: { readonly train: number; readonly test: number },
) {
  const { height, width, train, test } = drawnSet({ seed: 1, ...counts });
  mkdirSync(folder);
  for (const [prefix, { count, pixels, labels }] of Object.entries({ train, t10k: test })) {
    const images = writeIdxImages({ count, height, width, pixels });
    writeFileSync(join(folder, `${prefix}-images-idx3-ubyte`), images);
    writeFileSync(join(folder, `${prefix}-labels-idx1-ubyte`), writeIdxLabels(labels));
  }
}

/** The command as it is typed. */
export function command(args: readonly string[], env = process.env) {
  const tsx = ['--import', 'tsx', 'scripts/reproduce.ts', ...args];
  return spawnSync(process.execPath, tsx, { encoding: 'utf8', timeout: 240_000, env });
}

/** `npm run reproduce` in this process; its workers are others. */
export async function run(...args: string[]) {
  const [out, problems]: [string[], string[]] = [[], []];
  const log = (line: string) => void out.push(line);
  const status = await reproduce(args, { log, error: (line) => void problems.push(line) });
  return { status, stdout: out.join('\n'), stderr: problems.join('\n') };
}

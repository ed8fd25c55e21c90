import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll } from 'vitest';
import { reproduce } from './command';

/** A folder for the files of one test file, gone after it. @returns it, and the path of a file in it */
export function temporaryFolder(name: string) {
  const folder = mkdtempSync(join(tmpdir(), `noisy-argmax-${name}-`));
  afterAll(() => rmSync(folder, { recursive: true }));
  return { folder, at: (file: string) => join(folder, file) };
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

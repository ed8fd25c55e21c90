import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NameError, writeLab } from './write';

/** The lab of docs/add-a-lab.md, made in a copy of the project, must be a lab. */

const parts = ['src', 'scripts', 'docs', 'public/networks', 'vite.config.ts', 'package.json'];
const tools = ['tsconfig.json', 'eslint.config.js', '.dependency-cruiser.cjs', '.prettierrc.json'];
let root = '';
let files: readonly string[] = [];

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'new-lab-'));
  for (const part of [...parts, ...tools]) cpSync(part, join(root, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
  files = writeLab(root, 'walk');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Runs a tool of the project in the copy. @throws with what it says unless it ends well */
async function run(tool: string, ...args: string[]): Promise<string> {
  const own = Object.entries(process.env).filter(([name]) => !/^VITEST|^NODE_ENV$/.test(name));
  const program = resolve('node_modules', tool);
  const options = { cwd: root, env: Object.fromEntries(own) };
  try {
    return (await promisify(execFile)(process.execPath, [program, ...args], options)).stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${tool} ended badly:\n${stdout}\n${stderr}`, { cause: error });
  }
}

describe('a new lab', () => {
  it('is a folder and three registrations', () => {
    const outside = files.filter((file) => !file.startsWith('src/labs/walk/'));
    expect(outside).toEqual(['src/app/labs.ts', 'src/app/lab-lines.ts', 'src/worker/modules.ts']);
    for (const file of files) {
      expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(/coin/i);
    }
  });

  it('has the types and the format of the project, with its registrations', async () => {
    const include = ['src/labs/walk', 'src/app', 'src/worker'];
    writeFileSync(
      join(root, 'tsconfig.walk.json'),
      JSON.stringify({ extends: './tsconfig.json', include }),
    );
    await run('typescript/bin/tsc', '-p', 'tsconfig.walk.json');
    await run('prettier/bin/prettier.cjs', '--check', ...files);
  });

  it('keeps to the layers', async () => {
    await run(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ...['--config', '.dependency-cruiser.cjs', 'src/labs/walk', 'src/app', 'src/worker'],
    );
  });

  it('passes its own tests', async () => {
    const said = await run('vitest/vitest.mjs', 'run', '--project', 'unit', 'src/labs/walk');
    expect(said).toMatch(/Test Files .*3 passed/);
  });

  it('needs a name that is free and fits an address', () => {
    for (const name of ['', 'Walk', 'two words', '../walk', '1st', 'walk']) {
      expect(() => writeLab(root, name), name).toThrow(NameError);
    }
  });
});

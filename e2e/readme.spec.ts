import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start } from './helpers/command';
import { expect, test } from './helpers/test';

/** What the README tells a newcomer to type must work. */

const root = fileURLToPath(new URL('..', import.meta.url));
const readme = readFileSync(join(root, 'README.md'), 'utf8');
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
  scripts: Record<string, string>;
};

/** Every `npm ...` line of the README's fenced blocks. */
function commandsOf(markdown: string): string[] {
  const blocks = [...markdown.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map((match) => match[1]);
  const lines = blocks.flatMap((block) => block.split('\n'));
  return lines.map((line) => line.trim().replace(/^\$ /, '')).filter((l) => l.startsWith('npm '));
}

/** The script that an npm command line runs, or null where it runs none of ours. */
function scriptOf(line: string): string | null {
  const [, verb, name] = line.split(/\s+/);
  if (verb === 'run') return name ?? '';
  return verb === 'start' || verb === 'test' ? verb : null;
}

/** A copy of the working tree as a clone would be: neither built nor installed. */
function copyTree(to: string): void {
  const left = ['.git', 'node_modules', 'dist', 'test-results', 'playwright-report'];
  cpSync(root, to, {
    recursive: true,
    preserveTimestamps: true,
    filter: (path) => !left.includes(basename(path)),
  });
}

/** Whether something still answers at the address. */
const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

test('the README shows how to start and how to test', () => {
  const commands = commandsOf(readme);
  expect(commands).toContain('npm start');
  expect(commands).toContain('npm test');
});

test('every npm command of the README is one of the scripts', () => {
  const named = commandsOf(readme).map(scriptOf);
  const missing = named.filter((name) => name !== null && !(name in scripts));
  expect(missing).toEqual([]);
});

test('npm start builds a fresh copy, serves the page and stops on SIGTERM', async ({ browser }) => {
  const copy = mkdtempSync(join(tmpdir(), 'noisy-argmax-'));
  copyTree(copy);
  // The installed packages stand in for what `npm ci` would bring (scripts/prepare.test.ts holds
  // that it is called where they are missing).
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir');
  const command = start('npm start', copy, { PORT: '0', NO_OPEN: '1' });
  const page = await browser.newPage();
  try {
    await command.says(/Building the page/);
    const [url] = await command.says(/http:\/\/127\.0\.0\.1:\d+\//);
    await page.goto(url);
    await expect(page).toHaveTitle(/Noisy Argmax/);
    await expect(page.locator('#root')).not.toBeEmpty();
    await command.stop();
    // npm may be gone a moment before the server that it ran.
    await expect.poll(() => answers(url)).toBe(false);
  } finally {
    await page.close();
    await command.stop();
    rmSync(copy, { recursive: true, force: true });
  }
});

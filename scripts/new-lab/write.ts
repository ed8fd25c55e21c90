import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What the reader of docs/add-a-lab.md sees: a file's path, and below it the file. */
const fileBlock = /^`(src\/labs\/coin\/[^`]+)`\n\n```tsx?\n([\s\S]*?)^```$/gm;

/** Where a lab is registered: the list, and what ends it. */
const registrations = [
  { file: 'src/app/labs.ts', list: 'export const labs', end: '\n];' },
  { file: 'src/app/lab-lines.ts', list: 'export const labLines', end: '\n};' },
  { file: 'src/worker/modules.ts', list: 'const modules', end: '\n};' },
];

/** A name or a place that can't be used, in one sentence. */
export class NameError extends Error {}

/**
 * Writes the lab of docs/add-a-lab.md under another name, and registers it.
 * @param root the folder of the project
 * @param name stands in links and paths: lower-case letters and digits
 * @returns the files that were written or changed
 * @throws NameError before anything is written
 */
export function writeLab(root: string, name: string): readonly string[] {
  if (!/^[a-z][a-z0-9]*$/.test(name)) {
    throw new NameError(
      `A lab's name is of lower-case letters and digits, such as "walk", not "${name}".`,
    );
  }
  if (existsSync(join(root, 'src/labs', name))) throw new NameError(`src/labs/${name} is there.`);
  const guide = readFileSync(join(root, 'docs/add-a-lab.md'), 'utf8');
  const named = (text: string) =>
    text.replaceAll('coin', name).replaceAll('Coin', name[0].toUpperCase() + name.slice(1));
  const files = [...guide.matchAll(fileBlock)].map(([, path, text]) => [named(path), named(text)]);
  const changed = registrations.map(({ file, list, end }) => {
    const text = readFileSync(join(root, file), 'utf8');
    const at = text.indexOf(end, text.indexOf(list));
    return [file, `${text.slice(0, at)}\n${named(entryOf(guide, file))}${text.slice(at)}`];
  });
  for (const [path, text] of [...files, ...changed]) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return [...files, ...changed].map(([path]) => path);
}

/** The lines that the guide shows for a file of registrations. */
function entryOf(guide: string, file: string): string {
  const chapter = guide.slice(guide.indexOf('## The three registrations'));
  const [, entry] = /```ts\n([\s\S]*?)\n```/.exec(chapter.slice(chapter.indexOf(file))) ?? [];
  if (entry === undefined) throw new Error(`docs/add-a-lab.md shows no lines for ${file}.`);
  return entry;
}

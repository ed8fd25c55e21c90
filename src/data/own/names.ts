/** What the names of a reader's files tell: parts of a set, copies, and files of systems. */

/** Part of a set that a name tells. */
export type NamedPart = 'train' | 'test' | 'validation';

/** What a part may be written together with: "x_test", "testing", "test-images". */
const BESIDE = '(?:ing|s|set|images?|imgs?|labels?|data|batch|[xy])?';
const partWord = (words: string) =>
  new RegExp(`(?<![a-z])(?:[xy])?(?:${words})${BESIDE}(?![a-z])`, 'i');
const PARTS: readonly (readonly [NamedPart, RegExp])[] = [
  ['test', partWord('test|t10k|eval|evaluation')],
  ['train', partWord('train')],
  ['validation', partWord('val|valid|validation|dev')],
];

/** The part that one name, of a file or folder, tells. */
export const partOfName = (name: string): NamedPart | null =>
  PARTS.find(([, word]) => word.test(name))?.[0] ?? null;

/** The part that a path tells: its last name, or else the nearest folder around it that tells one. */
export function partOfPath(path: string): NamedPart | null {
  for (const name of path.split('/').reverse()) {
    const part = partOfName(name);
    if (part) return part;
  }
  return null;
}

const ENDINGS = [
  // of a download that the browser or the reader copied
  /\s*\(\d+\)$/,
  /[-_ ]+(?:copy|kopie)(?:[-_ ]*\d+)?$/,
  /\.(?:download|crdownload|part|partial|gz)$/,
];

/** A file's last name as its authors wrote it: lower-case, without what copies, browsers and gzip add. */
export function plainName(path: string): string {
  let name = lastOf(path).toLowerCase();
  // browsers also count before the ending: "images (1).gz"
  for (let before = ''; name !== before;) {
    before = name;
    for (const ending of ENDINGS) name = name.replace(ending, '');
    name = name.replace(/\s*\(\d+\)(?=\.[a-z0-9]+$)/, '').replace(/[-_ ]+copy(?=\.[a-z0-9]+$)/, '');
  }
  return name.trim();
}

export const lastOf = (path: string) => path.split('/').at(-1) ?? path;
export const folderOf = (path: string) => path.split('/').slice(0, -1).join('/');

/** What systems add to folders and archives; nobody misses it. */
export function isSystemFile(path: string): boolean {
  const parts = path.split('/');
  const hidden = parts.some((part) => part.startsWith('.') || part === '__MACOSX');
  return hidden || /^(thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|)$/i.test(parts.at(-1)!);
}

/** How many names at the start all the paths have in common, the last one of none. */
export function commonFolders(paths: readonly string[]): number {
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const differs = first.findIndex((part, i) => others.some((other) => other[i] !== part));
  return differs < 0 ? first.length : differs;
}

/** The paths without the folders that all of them lie in, which tell nothing. */
export function withoutCommon(paths: readonly string[]): string[] {
  const common = commonFolders(paths);
  return paths.map((path) => path.split('/').slice(common).join('/'));
}

const MOST = 4;

/** Names in a sentence; of many the first ones. */
export function listed(names: readonly string[]): string {
  if (names.length <= MOST) return names.join(' and ');
  return `${names.slice(0, MOST - 1).join(', ')} and ${names.length - MOST + 1} more`;
}

export const collator = new Intl.Collator('en', { numeric: true });

/** The folders of images as classes, and as parts of a set where they are called so. */
import { collator, commonFolders, lastOf, partOfName, type NamedPart } from './names';

/** A path's place in a set; no class where it lies in no folder of one. */
export interface Place {
  readonly folder: string | null;
  readonly part: NamedPart | null;
}

/** "cats.zip" holds cats. */
const withoutEnding = (name: string) => name.replace(/\.(zip|tar|tgz|tar\.gz)$/i, '');

/**
 * The last folder of a path is its class. Where every path has a folder that is called as a part of a set
 * ("training/cats", "cats/test"), and these are of several parts, they are the parts and no classes.
 */
export function placesOf(paths: readonly string[]): readonly Place[] {
  const root = commonRoot(paths);
  const folders = paths.map((path) => path.split('/').slice(root, -1).map(withoutEnding));
  const parts = folders.map(
    (names) => names.map(partOfName).findLast((part) => part !== null) ?? null,
  );
  const all = folders.map((names) => names.filter((name) => partOfName(name) === null));
  const told =
    !parts.includes(null) && new Set(parts).size > 1 && all.some((names) => names.length > 0);
  return folders.map((names, i) => ({
    folder: (told ? all[i] : names).at(-1) ?? null,
    part: told ? parts[i] : null,
  }));
}

/** How many folders at the start all the paths share: those hold the classes. */
function commonRoot(paths: readonly string[]): number {
  const common = commonFolders(paths);
  // where all lie in one folder, that folder is the one class
  const flat = paths.length > 0 && paths.every((path) => path.split('/').length === common + 1);
  return flat ? Math.max(0, common - 1) : common;
}

/** Classes that are made of folders of one name at several places: a sentence for each. */
export function mergedFolders(paths: readonly string[], places: readonly Place[]): string[] {
  const sources = new Map<string, Set<string>>();
  places.forEach(({ folder, part }, i) => {
    if (folder === null) return;
    const key = `${folder}\n${part ?? ''}`;
    const source = paths[i].slice(0, -lastOf(paths[i]).length - 1);
    sources.set(key, (sources.get(key) ?? new Set()).add(source));
  });
  return [...sources].flatMap(([key, from]) =>
    from.size > 1
      ? [`The class ${key.split('\n')[0]} is made of ${[...from].sort(byName).join(' and ')}.`]
      : [],
  );
}

/** "2" before "10"; names that compare equal keep an order of their own. */
export const byName = (a: string, b: string) =>
  collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);

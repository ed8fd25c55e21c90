import type { PathMapsData } from './layout';

/** What is to be seen on every map. */
export function describePathMaps({ maps }: PathMapsData): string {
  if (maps.length === 0) return 'No maps yet.';
  const right = maps.filter((map) => map.right).length;
  return [
    `${maps.length} maps, each with the path that is taken and the right one: ${right} are right.`,
    ...maps.map(({ title, note }) => `${title}: ${note}.`),
  ].join(' ');
}

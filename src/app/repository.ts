/**
 * Where the source of this site lies: what the build was told, else what the address of a project page says.
 * Null where neither is known.
 */
export function repositoryOf(
  { hostname, pathname }: Pick<Location, 'hostname' | 'pathname'>,
  told: string = __REPOSITORY__,
): string | null {
  if (told) return `https://github.com/${told}`;
  const owner = /^([\w-]+)\.github\.io$/.exec(hostname)?.[1];
  const project = pathname.split('/')[1];
  return owner && project ? `https://github.com/${owner}/${project}` : null;
}

export function siteFiles(
  folder: string,
): { readonly url: string; readonly revision: string | null }[];

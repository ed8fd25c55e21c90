/** Whether the page is to stand in another one: `?embed=1` before the hash. */
export const isEmbedded = (search: string): boolean => /[?&]embed=1(&|$)/.test(search);

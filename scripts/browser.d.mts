export const browserArguments: string[];
export function findBrowser(): string | null;
export function ensureBrowser(): string;

import type { Browser } from 'playwright';

/** The tests' own browser, or that of BROWSER_ARGS. */
export function launchBrowser(): Promise<Browser>;

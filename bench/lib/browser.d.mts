import type { Browser, LaunchOptions } from 'playwright';

/** The tests' own browser, or that of BROWSER_ARGS. */
export function launchBrowser(options?: LaunchOptions): Promise<Browser>;

/** The Chromium of the benchmarks: the tests' own, unless BROWSER_ARGS says otherwise. */
import process from 'node:process';
import { chromium } from 'playwright';
import { browserArguments, ensureBrowser } from '../../scripts/browser.mjs';

/**
 * On a machine with a GPU give its flags, separated by spaces:
 * `BROWSER_ARGS="--headless=new --enable-unsafe-webgpu" npm run bench`.
 */
function flags() {
  const own = process.env.BROWSER_ARGS;
  return own === undefined ? browserArguments : own.split(/\s+/).filter(Boolean);
}

/** @param {import('playwright').LaunchOptions} [options] */
export function launchBrowser(options) {
  return chromium.launch({ executablePath: ensureBrowser(), args: flags(), ...options });
}

/** A page of a fresh context, whose uncaught errors are kept: `check()` throws the first. */
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    // what is measured is a first visit, and nothing besides
    serviceWorkers: 'block',
    ...options,
  });
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('crash', () => errors.push('the page crashed'));
  const check = () => {
    if (errors.length > 0) throw new Error(`the page reported: ${errors[0]}`);
  };
  return { page, check, close: () => context.close() };
}

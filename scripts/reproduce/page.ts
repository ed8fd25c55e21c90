import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../bench/lib/browser.mjs';
import { servePage } from '../../bench/lib/site.mjs';

/** Milliseconds that a page may take to open its device. */
const OPEN_MS = 60_000;

/**
 * A page that works on the graphics device of a browser. The browser ends with this process, or when it is closed.
 * @param folder of the page, beside this file
 * @param ready name of the function that the page has once it can be used
 */
export async function openPage(folder: string, ready: string) {
  const site = await servePage(fileURLToPath(new URL(folder, import.meta.url)));
  // Ctrl-C finishes what runs
  const browser = await launchBrowser({ handleSIGINT: false });
  process.once('exit', () => void browser.close());
  const close = async () => {
    await browser.close();
    await site.close();
  };
  try {
    const page = await browser.newPage();
    await page.goto(site.url);
    await page.waitForFunction((name) => name in window, ready, { timeout: OPEN_MS });
    return { page, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Says what adapter a page works on. */
export const tellAdapter = ({ name, software }: { name: string; software: boolean }) =>
  console.error(`on ${name}${software ? ', which is a program on the CPU' : ''}`);

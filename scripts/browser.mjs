/**
 * The one place that knows which Chromium the tests and benchmarks drive and with which flags.
 */
import { existsSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import process from 'node:process';

/** Software WebGPU (SwiftShader): real WGSL on any machine, without a display or a GPU. */
export const browserArguments = [
  '--headless=new',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
];

const systemCandidates = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Path of a Chromium to drive: CHROMIUM_PATH, else the system's, else null (then Playwright's own).
 * @returns {string | null}
 */
export function findBrowser() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (!existsSync(wanted)) throw new Error(`CHROMIUM_PATH names no file: "${wanted}"`);
    return wanted;
  }
  for (const path of systemCandidates) if (existsSync(path)) return path;
  for (const name of ['chromium', 'chromium-browser', 'google-chrome']) {
    try {
      const path = execFileSync('which', [name], { stdio: ['ignore', 'pipe', 'ignore'] });
      return path.toString().trim();
    } catch {
      // not on this PATH: try the next name
    }
  }
  return null;
}

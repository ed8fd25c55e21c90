import { createServer, type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'playwright/test';
import { browserArguments, findBrowser } from '../scripts/browser.mjs';

/**
 * The journeys run on the built page under a sub-path, so each of them also proves that the
 * build works from any base path.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const base = '/some/where/noisy-argmax/';

/** A port that is free now. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((done) => probe.listen(0, '127.0.0.1', done));
  const { port } = probe.address() as AddressInfo;
  await new Promise((done) => probe.close(done));
  return port;
}

// This file is read again in each worker process, which must find the first one's choice.
const port = (process.env.E2E_PORT ??= String(await freePort()));
const baseURL = `http://127.0.0.1:${port}${base}`;
const executablePath = findBrowser();

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results/e2e',
  reporter: [['list'], ['json', { outputFile: '../test-results/e2e.json' }]],
  forbidOnly: Boolean(process.env.CI),
  // No journey measures the time, so two of them may share the cores.
  workers: 2,
  fullyParallel: true,
  retries: 0,
  // Journeys wait for states: these limits only end one whose state never comes.
  timeout: 300_000,
  expect: { timeout: 120_000 },
  use: {
    browserName: 'chromium',
    // each journey is a first visit; what later ones have is tried by offline.spec.ts
    serviceWorkers: 'block',
    baseURL,
    actionTimeout: 120_000,
    trace: 'off',
    screenshot: 'off',
    video: 'off',
    launchOptions: { args: browserArguments, ...(executablePath ? { executablePath } : {}) },
  },
  webServer: {
    command: `node scripts/serve.mjs --root dist --base ${base} --port ${port}`,
    cwd: root,
    url: baseURL,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 2000 },
  },
});

/** Vite builds of a benchmark, minified as in production, in a folder that goes away with it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { serve } from '../../scripts/serve.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Builds with the given Vite settings and serves the result on loopback.
 * @param {import('vite').InlineConfig} config
 * @param {(path: string, status: number) => void} [onRequest]
 */
async function buildAndServe(config, onRequest) {
  const folder = mkdtempSync(join(tmpdir(), 'noisy-argmax-bench-'));
  const remove = () => {
    process.off('exit', remove);
    rmSync(folder, { recursive: true, force: true });
  };
  process.once('exit', remove);
  try {
    const { build: settings } = config;
    await build({
      ...config,
      logLevel: 'error',
      build: { ...settings, outDir: folder, emptyOutDir: true, reportCompressedSize: false },
    });
    const site = await serve({ root: folder, onRequest });
    return { url: site.url, folder, close: () => site.close().then(remove) };
  } catch (error) {
    remove();
    throw error;
  }
}

/** The page itself, by the repository's own configuration. */
export const serveApp = (onRequest) => buildAndServe({ root }, onRequest);

/** A page of its own, as the repository's configuration would build it. */
const pageOf = (folder) => ({
  root: folder,
  configFile: false,
  base: './',
  worker: { format: 'es' },
  build: { target: 'es2022' },
});

/** @param {string} folder with an index.html */
export const servePage = (folder) => buildAndServe(pageOf(folder));

const benchFolder = (name) => join(root, 'bench', name);
export const serveBenchPage = (name) => servePage(benchFolder(name));

/** Builds the page of a benchmark into a folder that stays. */
export async function prebuildBenchPage(name, folder) {
  const page = pageOf(benchFolder(name));
  const settings = { ...page.build, outDir: folder, emptyOutDir: true };
  await build({ ...page, logLevel: 'error', build: settings });
}

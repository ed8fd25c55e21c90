/**
 * npm run bench -- gpu [--site DIR] [--parts networks,search,...]
 *
 * What a graphics device does with our kernels, in a real browser, beside PyTorch on the same device where
 * python3 has it. The page tells its figures to a server on loopback, so nothing but Node and a browser is
 * needed where it has been built before (`npm run bench -- gpu --prebuild DIR`), and any browser will do.
 *
 * BROWSER_ARGS are the flags of a browser that reaches the device; without them it is a program, which
 * shows that everything runs and measures tiny sizes.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath, URLSearchParams } from 'node:url';
import { browserArguments, ensureBrowser } from '../../scripts/browser.mjs';
import { serve } from '../../scripts/serve.mjs';
import { row } from '../lib/rows.mjs';
import { listen } from './listen.mjs';
import { comparisons } from './comparisons.mjs';

/** A page that has told nothing for so long has come to grief. */
const SILENCE_MS = 120_000;
const TORCH_MS = 180_000;

async function openSite({ site, prebuild }) {
  if (site) return serve({ root: site });
  const { serveBenchPage, prebuildBenchPage } = await import('../lib/site.mjs');
  if (prebuild) await prebuildBenchPage('gpu', resolve(prebuild));
  return prebuild ? null : serveBenchPage('gpu');
}

/** Everything that the page tells, until it has done. */
async function measureInBrowser(site, flags, query) {
  const told = [];
  const profile = mkdtempSync(join(tmpdir(), 'noisy-argmax-gpu-'));
  let heard = () => {};
  const ear = await listen((line) => {
    told.push(line);
    console.error(JSON.stringify(line));
    heard(line);
  });
  const address = `${site.url}?${new URLSearchParams({ tell: ear.url, ...query })}`;
  const browser = spawn(
    ensureBrowser(),
    [...flags, '--remote-debugging-port=0', `--user-data-dir=${profile}`, address],
    { stdio: ['ignore', 'ignore', process.env.BROWSER_LOG ? 'inherit' : 'ignore'] },
  );
  try {
    await new Promise((done, fail) => {
      const late = () => fail(new Error(`the page has been silent for ${SILENCE_MS / 1000} s`));
      let timer = setTimeout(late, SILENCE_MS);
      heard = ({ part }) => {
        clearTimeout(timer);
        if (part === 'all') done();
        else timer = setTimeout(late, SILENCE_MS);
      };
      browser.once('error', fail);
      browser.once('exit', (code) => fail(new Error(`the browser ended early: ${code}`)));
    });
  } catch (error) {
    if (told.length === 0) throw error;
    told.push({ part: 'page', what: 'failed', why: error.message });
  } finally {
    browser.kill('SIGKILL');
    ear.close();
    await new Promise((done) =>
      (browser.exitCode ?? browser.signalCode) !== null ? done() : browser.once('exit', done),
    );
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  }
  return told;
}

/** The same in PyTorch, by name, or why not. */
function measureTorch() {
  const script = join(dirname(fileURLToPath(import.meta.url)), 'torch_gpu.py');
  const { status, stdout, stderr, error } = spawnSync('python3', [script], {
    encoding: 'utf8',
    timeout: TORCH_MS,
    // a browser's libraries are not for python
    env: { ...process.env, LD_LIBRARY_PATH: process.env.TORCH_LIBRARY_PATH ?? '' },
  });
  if (status === 0) return { times: JSON.parse(stdout), note: null };
  const why = error?.message ?? stderr.trim().split('\n').at(-1);
  return { times: null, note: `no comparison with PyTorch: ${why}` };
}

export async function gpu({ site, prebuild, parts }) {
  const opened = await openSite({ site, prebuild });
  if (!opened) return { rows: [], notes: [`built in ${prebuild}; there: --site ${prebuild}`] };
  const own = process.env.BROWSER_ARGS;
  const flags = own === undefined ? browserArguments : own.split(/\s+/).filter(Boolean);
  let told;
  try {
    told = await measureInBrowser(opened, flags, {
      ...(own === undefined && { soft: '1' }),
      ...(parts && { parts }),
    });
  } finally {
    await opened.close();
  }
  const [{ what: adapter, numbers: facts = {} }] = told;
  const torch =
    facts.software === 'false'
      ? measureTorch()
      : { times: null, note: 'no graphics device: tiny sizes, not to be compared' };
  const rows = told.flatMap(({ part, what, numbers = {} }) =>
    Object.entries(numbers)
      .filter(([, value]) => Number.isFinite(value))
      .map(([name, value]) => row(`${part}: ${what}, ${name}`, value, '')),
  );
  const failures = told.filter(({ what }) => what === 'failed');
  if (failures.length === told.length) throw new Error(failures[0].why);
  return {
    rows: [...rows, ...(torch.times ? comparisons(told, torch.times) : [])],
    notes: [
      `on ${adapter}`,
      ...(torch.note ? [torch.note] : []),
      ...failures.map(({ part, why }) => `${part} failed: ${why}`),
    ],
  };
}

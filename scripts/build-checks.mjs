/**
 * What the build in dist must hold: one site for any base path, nothing fetched from elsewhere,
 * and a first bundle that is small and free of tfjs. Prints one line per check and its counts.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import process from 'node:process';
import { gzipSync } from 'node:zlib';

const dist = 'dist';
const firstLoadLimitKiB = 150;

const read = (file) => readFileSync(join(dist, file), 'utf8');
const files = readdirSync(dist, { recursive: true }).map((file) => file.replaceAll('\\', '/'));

/** Addresses in the HTML that the browser fetches. */
const html = read('index.html');
const addresses = [
  ...html.matchAll(/<(?:script|link)\b(?! rel="canonical")[^>]*?\b(?:src|href)="([^"]+)"/g),
].map((match) => match[1]);

/** Static imports of a chunk, relative to dist. */
function importsOf(file) {
  const found = read(file).matchAll(/(?:\bimport|\bfrom)\s*["'](\.[^"']+\.js)["']/g);
  return [...found].map((match) => normalize(join(dirname(file), match[1])));
}

/** Every script that loads before anything is asked for: the entries and what they import. */
function firstLoad() {
  const scripts = addresses.filter((address) => address.endsWith('.js')).map((a) => normalize(a));
  for (const file of scripts)
    for (const other of importsOf(file)) if (!scripts.includes(other)) scripts.push(other);
  return scripts;
}

/** Each check returns what is wrong, or nothing. */
const checks = {
  'index.html refers to its files by relative addresses': () =>
    addresses.filter((address) => !address.startsWith('./')).join(', '),
  'every file that index.html refers to is there': () =>
    addresses.filter((address) => !existsSync(join(dist, address))).join(', '),
  'no style sheet fetches from an absolute address': () =>
    files
      .filter((file) => file.endsWith('.css'))
      .filter((file) => /url\(\s*["']?(?:https?:|\/)/.test(read(file)))
      .join(', '),
  [`the first load is at most ${firstLoadLimitKiB} KiB of gzipped JavaScript`]: () => {
    const bytes = firstLoad().reduce((all, file) => all + gzipSync(read(file)).length, 0);
    const size = `${(bytes / 1024).toFixed(1)} KiB`;
    console.log(`     first load: ${size} gzipped in ${firstLoad().length} file(s)`);
    return bytes > 0 && bytes <= firstLoadLimitKiB * 1024 ? '' : size;
  },
  'there is no tfjs in the first load': () =>
    firstLoad()
      .filter((file) => /tensorflow/i.test(read(file)))
      .join(', '),
  // WebKit runs such an entry a second time, beside the first: both answer, and nothing is handed over
  'no file imports the entry of a worker': () =>
    files
      .filter((file) => file.endsWith('.js'))
      .filter((file) => importsOf(file).some((other) => /\.worker-[^/]+\.js$/.test(other)))
      .join(', '),
  'GitHub Pages is told to leave the files as they are (.nojekyll)': () =>
    existsSync(join(dist, '.nojekyll')) ? '' : 'the file is missing',
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  const problem = check();
  if (problem) failed++;
  console.log(problem ? `FAIL ${name}: ${problem}` : `ok   ${name}`);
}
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

/**
 * A small static file server on loopback, used by `npm start`, the journeys and the benchmarks
 * alike. It can serve under a sub-path, as GitHub Pages does, and answers 404 to all else.
 *
 * From the command line: `node scripts/serve.mjs [--root dist] [--base /] [--port 0]`
 */
import { createReadStream, realpathSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, extname, join, resolve, sep } from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';

const host = '127.0.0.1';

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.wgsl': 'text/wgsl; charset=utf-8',
  '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
  '.ttf': 'font/ttf',
};

/** "/a/b", "a/b/" and "" all become a path that starts and ends with a slash. */
function normaliseBase(base) {
  return `/${base}/`.replace(/\/+/g, '/');
}

/** The decoded path of a request, or null where it is not well formed. */
function pathOf(url) {
  try {
    const path = decodeURIComponent(url.split(/[?#]/)[0]);
    return path.includes('\0') ? null : path;
  } catch {
    return null;
  }
}

/** What a path under the base stands for: a file, a redirect to a folder's slash, or nothing. */
function lookUp(root, path) {
  let file = resolve(root, `.${sep}${path}`);
  if (file !== root && !file.startsWith(root + sep)) return {};
  let stat = statSync(file, { throwIfNoEntry: false });
  if (stat?.isDirectory()) {
    if (path !== '' && !path.endsWith('/')) return { redirect: true };
    file = join(file, 'index.html');
    stat = statSync(file, { throwIfNoEntry: false });
  } else if (path.endsWith('/')) return {};
  return stat?.isFile() ? { file, size: stat.size } : {};
}

/**
 * Answers a request from the folder `root` under the path `base`, both as they are.
 * @returns the status
 */
export function answer(request, response, { root, base }) {
  // Nothing is cached: a rebuild shows at once, and a benchmark's load is a cold one.
  const end = (status, headers = {}, body = '') => {
    response.writeHead(status, { 'cache-control': 'no-store', ...headers });
    response.end(request.method === 'HEAD' ? undefined : body);
    return status;
  };
  const text = { 'content-type': types['.txt'] };
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return end(405, { ...text, allow: 'GET, HEAD' }, 'Only GET and HEAD are answered here.\n');
  const path = pathOf(request.url);
  if (path === null) return end(400, text, 'The address is not well formed.\n');
  if (`${path}/` === base) return end(302, { location: base });
  if (!path.startsWith(base)) return end(404, text, `Nothing here: the page is at ${base}\n`);
  const found = lookUp(root, path.slice(base.length));
  if (found.redirect) return end(302, { location: `${encodeURI(path)}/` });
  if (!found.file) return end(404, text, 'No such file.\n');
  const type = types[extname(found.file).toLowerCase()] ?? 'application/octet-stream';
  // a frame that may not have an origin asks for modules as a stranger; GitHub Pages answers so too
  const open = { 'access-control-allow-origin': '*' };
  const headers = { 'content-type': type, 'content-length': found.size, ...open };
  response.writeHead(200, { 'cache-control': 'no-store', ...headers });
  if (request.method === 'HEAD') response.end();
  else
    createReadStream(found.file)
      .on('error', () => response.destroy())
      .pipe(response);
  return 200;
}

/** Listens on `port`, or on the next free one of `tries` (port 0: any free one). */
async function listen(server, port, tries) {
  for (let candidate = port; ; candidate++) {
    try {
      await new Promise((done, fail) => {
        server.once('error', fail);
        server.listen(candidate, host, () => {
          server.off('error', fail);
          done();
        });
      });
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || candidate >= port + tries - 1 || candidate >= 65535)
        throw error;
    }
  }
}

/**
 * Serves the folder `root` under the path `base` on 127.0.0.1.
 * @param {{ root: string, base?: string, port?: number, tries?: number,
 *   onRequest?: (path: string, status: number) => void }} options
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} `url` ends in `/`
 */
export async function serve({ root, base = '/', port = 0, tries = 1, onRequest = () => {} }) {
  const site = { root: realpathSync(root), base: normaliseBase(base) };
  const server = createServer((request, response) => {
    onRequest(request.url, answer(request, response, site));
  });
  const actual = await listen(server, port, tries);
  const close = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { url: `http://${host}:${actual}${site.base}`, port: actual, close };
}

async function main() {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: 'dist' },
      base: { type: 'string', default: '/' },
      port: { type: 'string', default: '0' },
    },
  });
  const { url, close } = await serve({ ...values, port: Number(values.port) });
  console.log(url);
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => void close().then(() => process.exit(0)));
}

if (basename(process.argv[1] ?? '') === 'serve.mjs') await main();

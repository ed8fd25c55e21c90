/**
 * Counts votes on the lecturer's machine, and serves the built page to the phones that send them: on many
 * networks nothing else can be reached from a phone. Counts are numbers per scene and answer, without who, when
 * or from where, and are forgotten at the exit.
 *
 * From the command line: `npm run tally [-- --port 8471 --host 0.0.0.0 --root dist]`
 */
import { createServer } from 'node:http';
import { networkInterfaces } from 'node:os';
import { existsSync, realpathSync } from 'node:fs';
import { basename } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answer } from './serve.mjs';

/** "/tally/8" asks for the counts of a scene, "/tally/8/2" is a vote, "?instead=1" takes another back. */
const pattern = /^\/tally\/([1-9]\d{0,2})(?:\/([1-9])(?:\?instead=([1-9]))?)?$/;

/** Any page may count here: what it sends is a number, and what it gets is a few. */
const open = { 'access-control-allow-origin': '*', 'access-control-allow-private-network': 'true' };

/** Counts by scene, of answers from the first on. */
export function createTally() {
  const counts = new Map();
  const of = (scene) => counts.get(scene) ?? [];
  const add = (scene, vote, by) => {
    const next = Array.from(
      { length: Math.max(of(scene).length, vote) },
      (_, i) => of(scene)[i] ?? 0,
    );
    next[vote - 1] = Math.max(0, next[vote - 1] + by);
    counts.set(scene, next);
  };
  /** @returns the status and the body of the answer to a request, or null where it is none of ours */
  return (method, url) => {
    if (!url.startsWith('/tally/')) return null;
    const [, scene, vote, instead] = pattern.exec(url) ?? [];
    if (!scene) return [404, ''];
    if (method === 'OPTIONS') return [204, ''];
    if (!vote) return method === 'GET' ? [200, JSON.stringify(of(scene))] : [405, ''];
    if (method !== 'POST') return [405, ''];
    if (instead) add(scene, Number(instead), -1);
    add(scene, Number(vote), 1);
    return [204, ''];
  };
}

/**
 * @param {{ root: string, host: string, port?: number }} options
 * @returns {Promise<{ port: number, close: () => Promise<void> }>}
 */
export async function serveTally({ root, host, port = 0 }) {
  const tally = createTally();
  const site = { root: realpathSync(root), base: '/' };
  const server = createServer((request, response) => {
    const counted = tally(request.method, request.url);
    if (!counted) return answer(request, response, site);
    request.resume();
    const [status, body] = counted;
    response.writeHead(status, {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...open,
    });
    return response.end(body);
  });
  await new Promise((done, fail) => server.once('error', fail).listen(port, host, done));
  const close = () =>
    new Promise((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  return { port: server.address().port, close };
}

/** Addresses of this machine that others can reach. */
const reachable = () =>
  Object.values(networkInterfaces())
    .flat()
    .filter(({ family, internal }) => family === 'IPv4' && !internal)
    .map(({ address }) => address);

async function main() {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: fileURLToPath(new URL('../dist', import.meta.url)) },
      host: { type: 'string', default: '0.0.0.0' },
      port: { type: 'string', default: '8471' },
    },
  });
  const { root, host } = values;
  if (!existsSync(root)) {
    console.error('The page is not built yet: npm run build');
    process.exitCode = 1;
    return;
  }
  const { port, close } = await serveTally({ root, host, port: Number(values.port) });
  const isOpen = host === '0.0.0.0';
  const own = isOpen ? '127.0.0.1' : host;
  const others = isOpen ? reachable() : [host];
  console.log('Open the lecture here; phones need the network of the second address:');
  for (const one of others.length > 0 ? others : [own])
    console.log(`http://${own}:${port}/?tally=http://${one}:${port}/#/lecture?scene=1`);
  console.log('Ctrl+C ends it and forgets all counts.');
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void close());
}

if (basename(process.argv[1] ?? '') === 'tally.mjs') await main();

/**
 * The files of a built site as its service worker keeps them. Those whose name has a hash of what is in them need no
 * revision; all others get one.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/**
 * Maps of sources are for developers, pictures of previews for other sites, and what begins with a dot for the server;
 * image sets are kept once asked for.
 */
const LEFT_OUT = /\.map$|^\.|^previews\/|^data\/|^service-worker\.js$/;
const HASHED = /^assets\/.+-[\w-]{7,8}\.\w+$/;

/** @param {string} folder of the built site */
export function siteFiles(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => ({ file, url: relative(folder, file).split(sep).join('/') }))
    .filter(({ url }) => !LEFT_OUT.test(url))
    .sort((a, b) => (a.url < b.url ? -1 : 1))
    .map(({ file, url }) => ({ url, revision: HASHED.test(url) ? null : hashOf(file) }));
}

const hashOf = (file) => createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 16);

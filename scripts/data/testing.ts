/** Known files of a few bytes, and a home on this machine that behaves as badly as asked for. */
import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KnownFile } from '../../src/data/checksum';

export function knownFile(name: string, content: Uint8Array): KnownFile {
  const sha256 = createHash('sha256').update(content).digest('hex');
  return { name, bytes: content.length, sha256 };
}

export const contentOf = (length: number, seed = 1) =>
  Uint8Array.from({ length }, (_, i) => ((i + 1) * 2654435761 + seed * 0x2345678) >>> 24);

/** Answers one request; `from` is where its range starts, 0 without one. */
export type Answer = (response: ServerResponse, from: number, path: string) => void;

export interface Home {
  /** Ends in a slash. */
  readonly url: string;
  /** "path from" of each request. */
  readonly requests: string[];
  answer: Answer;
  close(): Promise<void>;
}

export async function startHome(): Promise<Home> {
  const requests: string[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    requests.push(`${request.url} ${from}`);
    home.answer(response, from, request.url ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((done) => {
      server.close(() => done());
      server.closeAllConnections();
    });
  const notFound: Answer = (response) => response.writeHead(404).end('none');
  const home: Home = { url: `http://127.0.0.1:${port}/`, requests, answer: notFound, close };
  return home;
}

/** The file or the rest of it, as a good server sends it. */
export function whole(content: Uint8Array): Answer {
  return (response, from) => {
    const rest = content.subarray(from);
    const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
    const headers = { 'content-length': rest.length, ...(from > 0 ? range : {}) };
    response.writeHead(from > 0 ? 206 : 200, headers).end(rest);
  };
}

/**
 * The connection breaks after so many bytes of each answer, once whoever asked has written them down:
 * what is on the way when a connection breaks may be lost.
 * @param written bytes of the file that have been written so far
 */
export function breaking(content: Uint8Array, after: number, written: () => number): Answer {
  return (response, from, path) => {
    if (content.length - from <= after) return whole(content)(response, from, path);
    const range = { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` };
    response.writeHead(from > 0 ? 206 : 200, {
      'content-length': content.length - from,
      ...(from > 0 ? range : {}),
    });
    response.write(content.subarray(from, from + after));
    const look = setInterval(() => {
      if (written() >= from + after) response.destroy();
    }, 5);
    response.once('close', () => clearInterval(look));
  };
}

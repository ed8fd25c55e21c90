/** One file over the net: goes on where an earlier try ended, and is moved into place when right. */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { KnownFile } from '../../src/data/checksum';
import { FileError, faultOf, sizeOf } from './files';

export interface DownloadOptions {
  readonly tries?: number;
  /** Wait before the second try; twice as long before the third, and so on. */
  readonly waitMs?: number;
  /** A home that sends nothing for so long is given up on. */
  readonly silenceMs?: number;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What another try may mend. */
class Interrupted extends Error {}

/**
 * Puts the known file at `url` to `path`. What has arrived stays in `path.part`, so the next call
 * asks for the rest alone; a file already at `path` is replaced only by the right one.
 * @throws FileError naming the address and what is wrong
 */
export async function download(
  url: string,
  path: string,
  known: KnownFile,
  { tries = 3, waitMs = 1000, silenceMs = 30_000, onProgress = () => {} }: DownloadOptions = {},
): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    const resumes = sizeOf(`${path}.part`) > 0;
    try {
      await receive(url, `${path}.part`, known, silenceMs, onProgress);
      await accept(url, path, known, resumes);
      return;
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      if (attempt >= tries) throw new FileError(error.message);
      await delay(waitMs * attempt);
    }
  }
}

async function receive(
  url: string,
  part: string,
  known: KnownFile,
  silenceMs: number,
  onProgress: (done: number, total: number) => void,
): Promise<void> {
  const have = Math.max(0, sizeOf(part));
  if (have >= known.bytes) return;
  const silence = silenceAfter(silenceMs);
  let done = 0;
  try {
    const response = await ask(url, have, silence.signal);
    // the earlier bytes are of a file that is shorter than the published one
    if (response.status === 416) rmSync(part, { force: true });
    const goesOn = response.status === 206;
    checkAnswer(url, response, goesOn ? have : 0, known);
    done = goesOn ? have : 0;
    const counted = async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        silence.heard();
        done += chunk.length;
        onProgress(done, known.bytes);
        yield chunk;
        if (done > known.bytes) return;
      }
    };
    const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
    await pipeline(body, counted, createWriteStream(part, { flags: goesOn ? 'a' : 'w' }));
  } catch (error) {
    throw asSentence(error, url, silence.signal.aborted);
  } finally {
    silence.end();
  }
}

function ask(url: string, have: number, signal: AbortSignal): Promise<Response> {
  // unpacking on the way would change the bytes the checksum is of
  const headers: Record<string, string> = { 'accept-encoding': 'identity' };
  if (have > 0) headers.range = `bytes=${have}-`;
  return fetch(url, { headers, signal });
}

/** Refuses what can't be the file before anything of it is written. */
function checkAnswer(url: string, response: Response, from: number, known: KnownFile): void {
  const { status, statusText, ok, headers } = response;
  if (status === 416 || status === 429 || status >= 500)
    throw new Interrupted(`${url} answered ${status}.`);
  if (!ok) throw new FileError(`${url} answered ${`${status} ${statusText}`.trim()}.`);
  if (status === 206 && !headers.get('content-range')?.startsWith(`bytes ${from}-`)) {
    throw new FileError(`${url} sent another part than the one from byte ${from} on.`);
  }
  const length = headers.get('content-length');
  if (length === null || from + Number(length) === known.bytes) return;
  throw new FileError(
    `${url} offers ${from + Number(length)} bytes; the published file has ${known.bytes}.`,
  );
}

/** Aborts after a time without `heard()`. */
function silenceAfter(ms: number) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), ms);
  return {
    signal: controller.signal,
    heard: () => timer.refresh(),
    end: () => clearTimeout(timer),
  };
}

/** Errors of the disk and refusals are final; a broken connection is worth another try. */
function asSentence(error: unknown, url: string, silent: boolean): Error {
  if (error instanceof FileError || error instanceof Interrupted) return error;
  if (silent) return new Interrupted(`${url} stopped sending.`);
  const { syscall, message, cause } = error as NodeJS.ErrnoException & { cause?: unknown };
  if (syscall === 'open' || syscall === 'write') return new FileError(`${message}.`);
  const { code, message: reason } = (cause ?? error) as NodeJS.ErrnoException;
  return new Interrupted(`${url} can't be reached (${code ?? reason ?? message}).`);
}

/**
 * Moves the right file into place. A wrong one is thrown away; where it was joined from two tries,
 * a third one may be right.
 */
async function accept(url: string, path: string, known: KnownFile, joined: boolean): Promise<void> {
  const part = `${path}.part`;
  const fault = await faultOf(part, known, `The file from ${url}`);
  if (fault === null) {
    renameSync(part, path);
    return;
  }
  const endedEarly = sizeOf(part) < known.bytes;
  if (!endedEarly) rmSync(part, { force: true });
  throw endedEarly || joined ? new Interrupted(fault) : new FileError(fault);
}

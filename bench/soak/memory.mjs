/**
 * Memory of a page from the outside: the JavaScript heaps of the page and of all its workers after a
 * garbage collection, the resident memory of the browser's GPU process, and the GPU buffers that the
 * engine holds beyond those it held at the start.
 */
import { existsSync, readFileSync } from 'node:fs';

const MIB = 2 ** 20;
const PAGE_BYTES = 4096;

/** A session with one target, whatever its kind, by messages through the browser's session. */
async function attach(browserSession, targetId) {
  const { sessionId } = await browserSession.send('Target.attachToTarget', {
    targetId,
    flatten: false,
  });
  let last = 0;
  return (method) =>
    new Promise((done, fail) => {
      const id = ++last;
      const receive = (event) => {
        const message = JSON.parse(event.message);
        if (event.sessionId !== sessionId || message.id !== id) return;
        browserSession.off('Target.receivedMessageFromTarget', receive);
        if (message.error) fail(new Error(`${method}: ${message.error.message}`));
        else done(message.result);
      };
      browserSession.on('Target.receivedMessageFromTarget', receive);
      const message = JSON.stringify({ id, method });
      browserSession.send('Target.sendMessageToTarget', { sessionId, message }).catch(fail);
    });
}

/** Resident bytes of a process, or null on systems without /proc. */
function resident(pid) {
  const file = `/proc/${pid}/statm`;
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split(' ')[1]) * PAGE_BYTES : null;
}

/** Runs in the engine's worker: counts the bytes of buffers made from now on and not destroyed. */
function countGpuBuffers() {
  const { GPUDevice, GPUBuffer } = globalThis;
  globalThis.newGpuBytes = 0;
  if (!GPUDevice) return;
  const sizes = new WeakMap();
  const { createBuffer } = GPUDevice.prototype;
  const { destroy } = GPUBuffer.prototype;
  GPUDevice.prototype.createBuffer = function (descriptor) {
    const buffer = createBuffer.call(this, descriptor);
    sizes.set(buffer, buffer.size);
    globalThis.newGpuBytes += buffer.size;
    return buffer;
  };
  GPUBuffer.prototype.destroy = function () {
    globalThis.newGpuBytes -= sizes.get(this) ?? 0;
    sizes.delete(this);
    destroy.call(this);
  };
}

/**
 * @param {import('playwright').Browser} browser
 * @param {import('playwright').Page} page
 * @returns a function that gives MiB: `page`, `workers`, `gpuBuffers`, and `gpuProcess` (where known)
 */
export async function watchMemory(browser, page) {
  const session = await browser.newBrowserCDPSession();
  const { targetInfos } = await session.send('Target.getTargets', { filter: [{}] });
  const { origin } = new URL(page.url());
  const ours = targetInfos.filter(({ url }) => url.startsWith(origin));
  const sessionsOf = (type) =>
    Promise.all(ours.filter((t) => t.type === type).map((t) => attach(session, t.targetId)));
  const pages = await sessionsOf('page');
  const workers = await sessionsOf('worker');
  if (pages.length !== 1 || workers.length === 0)
    throw new Error(`found ${pages.length} pages and ${workers.length} workers of ${origin}`);
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const gpu = processInfo.find(({ type }) => type === 'GPU');
  const engine = page.workers().find((worker) => /compute\.worker/.test(worker.url()));
  await engine.evaluate(countGpuBuffers);

  async function heaps(sends) {
    let bytes = 0;
    for (const send of sends) {
      await send('HeapProfiler.collectGarbage');
      const usage = await send('Runtime.getHeapUsage');
      bytes += usage.usedSize + (usage.backingStorageSize ?? 0);
    }
    return bytes / MIB;
  }
  return async () => {
    const gpuBytes = gpu ? resident(gpu.id) : null;
    return {
      page: await heaps(pages),
      workers: await heaps(workers),
      gpuBuffers: (await engine.evaluate(() => globalThis.newGpuBytes)) / MIB,
      ...(gpuBytes === null ? {} : { gpuProcess: gpuBytes / MIB }),
    };
  };
}

/**
 * Proves that the browser of the tests computes with WebGPU: an adapter, a device, and one small
 * kernel whose numbers are read back. Without it every WGSL test would fail in an obscure way.
 */
import { createServer } from 'node:http';
import process from 'node:process';
import { chromium } from 'playwright';
import { browserArguments, findBrowser } from './browser.mjs';

/** Runs in the page: doubles four integers on the GPU. */
async function double() {
  if (!navigator.gpu) throw new Error('navigator.gpu is missing');
  const adapter = await navigator.gpu.requestAdapter();
  if (!adapter) throw new Error('requestAdapter gave no adapter');
  const device = await adapter.requestDevice();
  const code = `@group(0) @binding(0) var<storage, read_write> v: array<u32>;
    @compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) {
      v[id.x] = 2u * v[id.x];
    }`;
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const { STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
  const buffer = device.createBuffer({ size: 16, usage: STORAGE | COPY_SRC | COPY_DST });
  const result = device.createBuffer({ size: 16, usage: MAP_READ | COPY_DST });
  device.queue.writeBuffer(buffer, 0, new Uint32Array([1, 2, 3, 4]));
  const layout = pipeline.getBindGroupLayout(0);
  const group = device.createBindGroup({ layout, entries: [{ binding: 0, resource: { buffer } }] });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, group);
  pass.dispatchWorkgroups(1);
  pass.end();
  encoder.copyBufferToBuffer(buffer, 0, result, 0, 16);
  device.queue.submit([encoder.finish()]);
  await result.mapAsync(GPUMapMode.READ);
  const numbers = [...new Uint32Array(result.getMappedRange())].join(' ');
  if (numbers !== '2 4 6 8') throw new Error(`a kernel gave ${numbers} in place of 2 4 6 8`);
  return `${adapter.info.vendor} ${adapter.info.architecture}`;
}

const path = findBrowser() ?? undefined;
const server = createServer((_, response) => {
  response.setHeader('content-type', 'text/html');
  response.end('<!doctype html><title>WebGPU</title>');
});
await new Promise((done) => server.listen(0, '127.0.0.1', done));
let browser;
try {
  browser = await chromium.launch({ executablePath: path, args: browserArguments });
  const page = await browser.newPage();
  // Loopback is a secure context, and only there is navigator.gpu exposed.
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const adapter = await page.evaluate(double);
  console.log(`WebGPU works in Chromium ${browser.version()} (adapter: ${adapter})`);
} catch (error) {
  console.error(`WebGPU does not work in ${path ?? "Playwright's Chromium"}: ${error.message}`);
  console.error('Set CHROMIUM_PATH to a Chromium or Chrome 113 or newer.');
  process.exitCode = 1;
} finally {
  await browser?.close();
  server.close();
  server.closeAllConnections();
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lawNames, laws, type LawName } from '../../../core/noise/laws';
import { createRng, unitUniform } from '../../../core/rng/rng';
import { openDevice, type OpenDevice } from '../../device';
import gumbel from './gumbel.wgsl?raw';
import logistic from './logistic.wgsl?raw';
import normal from './normal.wgsl?raw';
import rng from './rng.wgsl?raw';
import uniform from './uniform.wgsl?raw';

const sources: Record<LawName, string> = { gumbel, logistic, normal, uniform };
const COUNT = 4096;

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

/** Runs `body` for each index i < COUNT; it writes a vec4u to out[i]. */
async function run(source: string, body: string): Promise<ArrayBuffer> {
  const { device } = open;
  const code = `${rng}\n${source}
    @group(0) @binding(0) var<storage, read_write> out: array<vec4u>;
    @compute @workgroup_size(64) fn main(@builtin(global_invocation_id) id: vec3u) {
      let i = id.x;
      ${body}
    }`;
  const module = device.createShaderModule({ code });
  const pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } });
  const size = 16 * COUNT;
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC;
  const buffer = device.createBuffer({ size, usage });
  const staging = device.createBuffer({
    size,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  const layout = pipeline.getBindGroupLayout(0);
  const entries = [{ binding: 0, resource: { buffer } }];
  pass.setBindGroup(0, device.createBindGroup({ layout, entries }));
  pass.dispatchWorkgroups(COUNT / 64);
  pass.end();
  encoder.copyBufferToBuffer(buffer, 0, staging, 0, size);
  device.queue.submit([encoder.finish()]);
  await staging.mapAsync(GPUMapMode.READ);
  return staging.getMappedRange().slice(0);
}

describe('the generator in WGSL', () => {
  it('returns the same bits as the one in TypeScript', async () => {
    const ours = createRng(0xdeadbeef, 'argmax');
    const key = `vec2u(${ours.seed}u, ${ours.stream}u)`;
    const words = new Uint32Array(
      await run('', `out[i] = random_block(i * 2654435761u, i % 7u, i % 3u, ${key});`),
    );
    const expected = new Uint32Array(4);
    for (let i = 0; i < COUNT; i++) {
      ours.block(Math.imul(i, 2654435761) >>> 0, i % 7, i % 3, expected);
      expect([...words.subarray(4 * i, 4 * i + 4)]).toEqual([...expected]);
    }
  });

  it('stays strictly inside (0, 1) at both ends of the integers', async () => {
    const bytes = await run(
      '',
      'out[i] = vec4u(bitcast<u32>(unit_uniform(0u - (i % 2u))), 0, 0, 0);',
    );
    const values = new Float32Array(bytes);
    expect(values[0]).toBe(2 ** -24);
    expect(values[4]).toBe(1 - 2 ** -24);
  });
});

describe.each(lawNames)('the %s quantile in WGSL', (name) => {
  it('agrees with float64 over the whole range of the uniforms', async () => {
    const step = Math.floor(2 ** 32 / COUNT);
    // both ends at full resolution, the middle evenly
    const word = `select(i * ${step}u, select(i, 0u - 1u - i, i % 2u == 0u) << 9u, i < 512u)`;
    const words = `let word = ${word};`;
    const value = 'bitcast<u32>(standard_noise(word))';
    const bytes = await run(sources[name], `${words} out[i] = vec4u(word, ${value}, 0, 0);`);
    const integers = new Uint32Array(bytes);
    const floats = new Float32Array(bytes);
    let worst = 0;
    for (let i = 0; i < COUNT; i++) {
      const expected = laws[name].quantile(unitUniform(integers[4 * i]));
      const error = Math.abs(floats[4 * i + 1] - expected) / (1 + Math.abs(expected));
      worst = Math.max(worst, error);
    }
    expect(worst).toBeLessThan(2e-6);
  });
});

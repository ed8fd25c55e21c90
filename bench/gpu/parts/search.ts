/** Exact nearest neighbours: whole searches, what their passes take, and forms of the product. */
import { createOrdering } from '../../../src/core/neighbours/measured';
import { createNeighbourSearch, type Points } from '../../../src/core/neighbours/nearest';
import type { OpenDevice } from '../../../src/gpu/device';
import {
  paddedDim,
  QUERY_BLOCK,
  roundingsOf,
  STEP,
  TILE,
  tiled,
} from '../../../src/gpu/kernels/nearest/layout';
import distancesShader from '../../../src/gpu/kernels/nearest/distances.wgsl?raw';
import { createGpuNeighbourSearch } from '../../../src/gpu/kernels/nearest/nearest';
import { createPasses } from '../../../src/gpu/kernels/nearest/passes';
import { createShortlister } from '../../../src/gpu/kernels/nearest/shortlists';
import { createCpuBlockDistances } from '../../../src/simd/networks/cpu';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

interface Case {
  readonly name: string;
  readonly points: Points;
  readonly queries: Points;
  readonly dim: number;
}

/** Numbers in (-1, 1) by a congruential generator: 30 million of them are to be there in a moment. */
function numbers(length: number, seed: number): Float32Array {
  const values = new Float32Array(length);
  let state = seed | 1;
  for (let i = 0; i < length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[i] = state / 2 ** 31;
  }
  return values;
}

/** Points around ten centres, as a trained network puts images: the nearest differ little. */
function clustered(count: number, dim: number, seed: number): Points {
  const centres = numbers(10 * dim, 99);
  const values = numbers(count * dim, seed);
  for (let i = 0; i < count; i++) {
    const centre = ((i * 7) % 10) * dim;
    for (let d = 0; d < dim; d++) {
      const at = i * dim + d;
      values[at] = centres[centre + d] + 0.1 * values[at];
    }
  }
  return { values, count };
}

const median = (values: number[]) => values.sort((a, b) => a - b)[values.length >> 1];

async function time(laps: number, work: () => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  for (let lap = 0; lap < laps; lap++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return median(taken);
}

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  const [count, asked] = soft ? [900, 150] : [60_000, 10_000];
  const uniform = (dim: number): Case => ({
    name: `${asked} among ${count}, ${dim} dimensions`,
    points: { values: numbers(count * dim, 1), count },
    queries: { values: numbers(asked * dim, 2), count: asked },
    dim,
  });
  const first = uniform(500);
  await measureWhole(open, first, soft, tell);
  await measurePasses(open, first, soft, tell);
  await measureProducts(open, soft, tell);
  await measureWhole(open, uniform(64), soft, tell);
  await measureWhole(
    open,
    {
      name: `${asked} among ${count}, 500 dimensions, ten clusters`,
      points: clustered(count, 500, 3),
      queries: clustered(asked, 500, 4),
      dim: 500,
    },
    soft,
    tell,
  );
}

/** Whole searches, for few and for as many neighbours as the lab has, and whether they are right. */
async function measureWhole(open: OpenDevice, own: Case, soft: boolean, tell: Tell) {
  const { name, points, queries, dim } = own;
  for (const k of [5, 50]) {
    const start = performance.now();
    const search = createGpuNeighbourSearch(open, points, dim, k);
    await search.find(queries, 0, 1);
    const creating = performance.now() - start;
    let found = await search.find(queries, 0, queries.count);
    const ms = await time(soft ? 1 : 5, async () => {
      found = await search.find(queries, 0, queries.count);
    });
    search.destroy();
    const checked = 4;
    const cpu = createNeighbourSearch(points, dim, k, createCpuBlockDistances());
    const truth = cpu.find(queries, 0, checked).indices;
    const wrong = truth.reduce((sum, index, at) => sum + Number(index !== found.indices[at]), 0);
    tell(`${name}, k = ${k}`, {
      ms,
      GFLOPs: (2e-6 * queries.count * points.count * dim) / ms,
      'ms to create': creating,
      [`wrong of ${checked * k}`]: wrong,
    });
  }
}

/** What the passes over one block of queries take, and the rest on the CPU. */
async function measurePasses(open: OpenDevice, own: Case, soft: boolean, tell: Tell) {
  const { points, dim } = own;
  const [k, kept] = [50, 64];
  const asked = Math.min(QUERY_BLOCK, own.queries.count);
  const queries = { values: own.queries.values.subarray(0, asked * dim), count: asked };
  const ordering = createOrdering(points, dim, k, roundingsOf(dim));
  const passes = createPasses(open, points, dim, ordering.norms);
  await passes.prepare(kept);
  const work = async (
    names: readonly ('distances' | 'select' | 'measure')[],
    repetitions: number,
  ) => {
    const encoder = open.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    for (let lap = 0; lap < repetitions; lap++) {
      for (let block = 0; block < passes.blocks; block++) {
        for (const name of names) passes[name](pass, block);
      }
    }
    pass.end();
    open.device.queue.submit([encoder.finish()]);
    await open.device.queue.onSubmittedWorkDone();
  };
  passes.load(queries, kept);
  await work(['distances', 'select', 'measure'], 1);
  const laps = soft ? 1 : 5;
  const repetitions = soft ? 1 : 4;
  for (const name of ['distances', 'select', 'measure'] as const) {
    const ms = (await time(laps, () => work([name], repetitions))) / repetitions;
    const gflops = (2e-6 * asked * points.count * dim) / ms;
    tell(`${name} of ${asked} queries`, name === 'distances' ? { ms, GFLOPs: gflops } : { ms });
  }
  const loading = await time(laps, async () => {
    passes.load(queries, kept);
    await open.device.queue.onSubmittedWorkDone();
  });
  passes.destroy();

  const shortlister = createShortlister(open, points, dim, ordering.norms);
  await shortlister.prepare(kept);
  let lists = await shortlister.start(queries, kept)();
  const searching = await time(laps, async () => {
    lists = await shortlister.start(queries, kept)();
  });
  shortlister.destroy();
  const out = new Int32Array(asked * k);
  let undecided = 0;
  const ordered = await time(laps, async () => {
    undecided = 0;
    for (let q = 0; q < asked; q++) {
      const query = queries.values.subarray(q * dim, (q + 1) * dim);
      if (!ordering.fromList(query, lists, q, out, q * k)) undecided++;
    }
  });
  tell(`a block of ${asked} queries`, {
    'ms to load': loading,
    'ms to search and read': searching,
    'ms to order': ordered,
    undecided,
  });
}

/** The product of one block alone, in forms that a compiler may like better or worse. */
async function measureProducts(open: OpenDevice, soft: boolean, tell: Tell) {
  const { device } = open;
  const [asked, count, dim] = soft ? [130, 130, 20] : [QUERY_BLOCK, 8192, 500];
  const constants = `const TILE = ${TILE}u;\nconst STEP = ${STEP}u;\n`;
  const plain = constants + distancesShader;
  const fused = (code: string) =>
    code.replace(/(c\d\d) \+= (a\d\.\w) \* (b\d);/g, '$1 = fma(vec4f($2), $3, $1);');
  const unrolled = (code: string) =>
    code.replace(/for \(var k = 0u; k < STEP; k\+\+\) \{([^}]*)\}/, (_, body: string) =>
      Array.from(
        { length: STEP },
        (_, k) => `{${body.replaceAll('k * FOURS', `${k}u * FOURS`)}}`,
      ).join('\n'),
    );
  const square = (code: string) =>
    code
      .replace('thread / 64u * 4u + thread % 32u / 8u', 'thread / 16u')
      .replace('thread / 32u % 2u * 8u + thread % 8u', 'thread % 16u');
  const forms = {
    'as it is': plain,
    fused: fused(plain),
    unrolled: unrolled(plain),
    'fused and unrolled': fused(unrolled(plain)),
    'warps of 2 x 16': square(plain),
  };
  const { STORAGE, UNIFORM, COPY_DST } = GPUBufferUsage;
  const buffer = (bytes: number, usage: number) => device.createBuffer({ size: bytes, usage });
  const block = buffer(16, UNIFORM | COPY_DST);
  device.queue.writeBuffer(block, 0, new Uint32Array([0, count, tiled(count), paddedDim(dim)]));
  const side = (points: number) => {
    const data = buffer(4 * tiled(points) * paddedDim(dim), STORAGE | COPY_DST);
    device.queue.writeBuffer(data, 0, numbers(tiled(points) * paddedDim(dim), points));
    return data;
  };
  const bound = [
    block,
    side(asked),
    side(count),
    buffer(4 * tiled(count), STORAGE),
    buffer(4 * tiled(asked) * tiled(count), STORAGE),
  ];
  const entries = bound.map((buffer, binding) => ({ binding, resource: { buffer } }));
  for (const [name, code] of Object.entries(forms)) {
    const module = device.createShaderModule({ code });
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
    const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    const repetitions = soft ? 1 : 20;
    const run = async () => {
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, group);
      for (let lap = 0; lap < repetitions; lap++) {
        pass.dispatchWorkgroups(tiled(count) / TILE, tiled(asked) / TILE);
      }
      pass.end();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
    };
    await run();
    const ms = (await time(soft ? 1 : 5, run)) / repetitions;
    tell(`product ${name}`, { ms, GFLOPs: (2e-6 * asked * count * paddedDim(dim)) / ms });
  }
  for (const one of bound) one.destroy();
}

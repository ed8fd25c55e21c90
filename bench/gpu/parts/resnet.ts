/**
 * ResNet18 on the device: steps of 200 images forward, back and with the update, the normalisations of every
 * stage alone, Adam on all weights, and the gathering of a batch. Maps count once for every time that they are
 * read or written, as the docstring of createBatchNorm counts them.
 */
import { resnet18Layout, type Resnet18Spec } from '../../../src/core/networks/resnet18';
import { sgd } from '../../../src/core/training/optimisers';
import type { OpenDevice } from '../../../src/gpu/device';
import { createBatchNorm, createTerms } from '../../../src/gpu/networks/batch-norm';
import { normGrid, partialsOf } from '../../../src/gpu/networks/batch-norm-grid';
import { createGather, uploadImages } from '../../../src/gpu/networks/gather';
import { createGpuResnet18, type GpuResnet18 } from '../../../src/gpu/networks/resnet18';
import { emptied, floatsOf, submit, uploaded } from '../../../src/gpu/networks/testing/arrays';
import { createGpuUpdate } from '../../../src/gpu/networks/updates';
import { plainResnet18 } from '../../../src/models/embeddings/testing/plain-resnet18';
import { distance, wave } from '../../../src/models/tfjs/testing/numbers';
import { timed } from '../timed';

type Tell = (what: string, numbers: Record<string, number | string>) => void;

export async function measure(open: OpenDevice, soft: boolean, tell: Tell): Promise<void> {
  await check(open, tell);
  await updates(open, soft ? 5000 : 11_168_832, tell);
  await gathering(open, soft ? 4 : 200, tell);
  const count = soft ? 2 : 200;
  const [small, colour] = [soft ? 8 : 28, soft ? 9 : 32];
  const width = soft ? 2 : 64;
  await steps(open, { input: [small, small, 1], width }, count, tell);
  let normMs = 0;
  for (const stage of soft ? [1] : [0, 1, 2, 3]) {
    const side = Math.ceil(small / 2 ** stage);
    const { own, outputs } = await normalisation(
      open,
      count * side * side,
      width * 2 ** stage,
      tell,
    );
    // of a stage: two with a relu of their own and the first one or a shortcut's, two behind shortcuts
    normMs += 3 * own + 2 * outputs;
  }
  tell('all normalisations of a step', { ms: normMs });
  if (soft) return;
  await steps(open, { input: [colour, colour, 3], width }, count, tell);
  await steps(open, { input: [small, small, 1], width, form: 'preact' }, count, tell);
}

/** Submissions that a median is of. */
const ROUNDS = 3;
/** Runs of a submission: waiting for one takes milliseconds, which the runs share. */
const SHORT = 300;
const LONG = 8;

/** Milliseconds of one run, as the median of several submissions of some of them. */
async function runMs(
  { device }: OpenDevice,
  repeats: number,
  record: (pass: GPUComputePassEncoder) => void,
): Promise<number> {
  const milliseconds = await timed(ROUNDS, () => {
    submit(device, (pass) => {
      for (let i = 0; i < repeats; i++) record(pass);
    });
    return device.queue.onSubmittedWorkDone();
  });
  return milliseconds / repeats;
}

const gigabytes = (bytes: number, milliseconds: number) => bytes / milliseconds / 1e6;

/** Weights of a size that keeps maps near 1, made quickly; scales and running variances 1. */
function weightsOf(spec: Resnet18Spec): Float32Array<ArrayBuffer> {
  const { units, parameters } = resnet18Layout(spec);
  const params = new Float32Array(parameters);
  let state = 1;
  for (const { kernel, input, normalised, ...at } of units) {
    const reach = Math.sqrt(6 / (kernel * kernel * input[2])) / 2 ** 31;
    for (let i = at.weightsAt; i < at.scaleAt; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      params[i] = reach * state;
    }
    params.fill(1, at.scaleAt, at.offsetAt);
    params.fill(1, at.statisticsAt + normalised, at.statisticsAt + 2 * normalised);
  }
  return params;
}

async function steps(
  open: OpenDevice,
  spec: Resnet18Spec,
  count: number,
  tell: Tell,
): Promise<void> {
  const { device } = open;
  const { trainable, parameters, outputSize } = resnet18Layout(spec);
  const params = uploaded(device, weightsOf(spec));
  const [gradient, first, second] = [0, 1, 2].map(() => emptied(device, parameters));
  const pixels = spec.input[0] * spec.input[1] * spec.input[2];
  const images = uploaded(device, wave(count * pixels, 1));
  const name = `ResNet18 ${spec.form ?? 'usual'}, ${count} images ${spec.input.join('x')}`;
  const start = performance.now();
  const network = await createGpuResnet18(open, spec, {
    ...{ count, images: { buffer: images, from: 0 } },
    ...{ params: { buffer: params, from: 0 }, gradient: { buffer: gradient, from: 0 } },
  });
  tell(name, { compileMs: performance.now() - start, megabytes: network.bytes / 1e6 });
  const update = await createGpuUpdate(open, {
    ...{ params, gradient, first, second, computed: network.computed },
    clock: emptied(device, 8),
    corrections: uploaded(device, Float32Array.of(1, 1)),
    groups: [{ from: 0, to: trainable, rule: { kind: 'adam', rate: 1e-5 } }],
  });
  device.queue.writeBuffer(network.dOutputs, 0, wave(count * outputSize, 2));
  const forward = (pass: GPUComputePassEncoder) => network.forward(pass, 'training');
  const both = (pass: GPUComputePassEncoder) => {
    forward(pass);
    network.backward(pass);
  };
  const all = (pass: GPUComputePassEncoder) => {
    both(pass);
    update.measure(pass);
    update.encode(pass);
  };
  tell(name, { forwardMs: await runMs(open, LONG, forward) });
  tell(name, { forwardBackwardMs: await runMs(open, LONG, both) });
  tell(name, { stepMs: await runMs(open, LONG, all), sum: await sumOf(open, network) });
  for (const each of [network, update, params, gradient, first, second, images]) each.destroy();
}

const sumOf = async ({ device }: OpenDevice, { outputs }: GpuResnet18) =>
  (await floatsOf(device, outputs)).reduce((sum, value) => sum + value, 0);

/** One normalisation, in the two forms that a block has of it: milliseconds there and back. */
async function normalisation(
  open: OpenDevice,
  rows: number,
  channels: number,
  tell: Tell,
): Promise<{ readonly own: number; readonly outputs: number }> {
  const { device } = open;
  const took = { own: 0, outputs: 0 };
  const maps = [0, 1, 2, 3].map(() => emptied(device, rows * channels));
  const [inputs, outputs, incoming, outgoing] = maps;
  const params = uploaded(device, wave(4 * channels, 3).map(Math.abs));
  const [gradient, running] = [emptied(device, 2 * channels), emptied(device, 2 * channels)];
  const partials = emptied(device, partialsOf(normGrid(rows, channels)));
  const terms = createTerms(device, channels);
  const bytes = 4 * rows * channels;
  for (const [mask, passes] of [
    ['own', 5],
    ['outputs', 7],
  ] as const) {
    const norm = await createBatchNorm(open, {
      ...{ rows, channels, params, gradient, running, partials, terms, inputs },
      place: {
        ...{ scale: 0, offset: channels, mean: 2 * channels, variance: 3 * channels },
        ...{ dScale: 0, dOffset: channels, running: 0 },
      },
      forward: {
        outputs,
        ...(mask === 'outputs' && { shortcut: { map: outgoing, terms: null } }),
      },
      backward: { incoming, mask, outgoing: mask === 'own' ? incoming : outgoing },
    });
    const there = await runMs(open, SHORT, (pass) => norm.forward(pass, 'training'));
    const back = await runMs(open, SHORT, norm.backward);
    tell(`normalisation ${rows} x ${channels}, ${mask}`, {
      ...{ forwardMs: there, forwardGBs: gigabytes((mask === 'own' ? 3 : 4) * bytes, there) },
      ...{ backwardMs: back, backwardGBs: gigabytes(passes * bytes, back) },
    });
    took[mask] = there + back;
    norm.destroy();
  }
  for (const each of [...maps, params, gradient, running, partials, terms]) each.destroy();
  return took;
}

async function updates(open: OpenDevice, size: number, tell: Tell): Promise<void> {
  const { device } = open;
  const [params, gradient] = [wave(size, 1), wave(size, 2)].map((each) => uploaded(device, each));
  const [first, second] = [emptied(device, size), emptied(device, size)];
  const rules = {
    adam: [{ kind: 'adam', rate: 1e-6 } as const, 28],
    'SGD with momentum': [{ kind: 'sgd', rate: 1e-6, momentum: 0.9, decay: 5e-4 } as const, 20],
    'plain descent': [{ kind: 'plain', rate: 1 } as const, 12],
  } as const;
  for (const [name, [rule, bytes]] of Object.entries(rules)) {
    const update = await createGpuUpdate(open, {
      ...{ params, gradient, first, second },
      clock: emptied(device, 8),
      corrections: uploaded(device, Float32Array.of(1, 1)),
      groups: [{ from: 0, to: size, rule }],
    });
    const moved = await runMs(open, SHORT, update.encode);
    const normed = await runMs(open, SHORT, update.measure);
    tell(`${name} on ${size} weights`, {
      ...{ ms: moved, GBs: gigabytes(bytes * size, moved) },
      ...{ normMs: normed, normGBs: gigabytes(4 * size, normed) },
    });
    if (rule.kind === 'plain') {
      const expected = await floatsOf(device, params);
      sgd(expected, wave(size, 2), 1);
      submit(device, update.encode);
      tell('plain descent', { error: distance(await floatsOf(device, params), expected) });
    }
    update.destroy();
  }
  for (const each of [params, gradient, first, second]) each.destroy();
}

async function gathering(open: OpenDevice, count: number, tell: Tell): Promise<void> {
  const { device } = open;
  const shape = [32, 32, 3] as const;
  const set = 50 * count;
  const pixels = Uint8Array.from({ length: set * 3072 }, (_, i) => i & 255);
  const images = uploadImages(open, pixels, set, shape);
  const outputs = emptied(device, count * 3072);
  const numbers = uploaded(
    device,
    Uint32Array.from({ length: count }, (_, i) => 37 * i),
  );
  for (const augment of [null, { seed: 1 }]) {
    const gather = await createGather(open, {
      ...{ images, count, numbers, outputs, augment, clock: emptied(device, 8) },
      scale: { mean: [0, 0, 0], deviation: [1, 1, 1] },
    });
    const ms = await runMs(open, SHORT, gather.encode);
    tell(`gather ${count} images${augment ? ', augmented' : ''}`, { ms });
    gather.destroy();
  }
  for (const each of [images, outputs, numbers]) each.destroy();
}

/** A small network beside the definition. */
async function check(open: OpenDevice, tell: Tell): Promise<void> {
  const { device } = open;
  for (const form of ['usual', 'preact'] as const) {
    const spec: Resnet18Spec = { input: [8, 8, 1], width: 4, form };
    const params = weightsOf(spec);
    const images = wave(3 * 64, 1);
    const network = await createGpuResnet18(open, spec, {
      count: 3,
      images: { buffer: uploaded(device, images), from: 0 },
      params: { buffer: uploaded(device, params), from: 0 },
      gradient: { buffer: emptied(device, params.length), from: 0 },
    });
    submit(device, (pass) => network.forward(pass, 'training'));
    const plain = plainResnet18([8, 8, 1], 4, params, images, true, form === 'preact');
    tell(`ResNet18 ${form}, small`, {
      error: distance(await floatsOf(device, network.outputs), plain),
    });
    network.destroy();
  }
}

import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../core/check/finite-differences';
import { initialResnet18, resnet18Layout, type Resnet18Spec } from '../../core/networks/resnet18';
import { createRng } from '../../core/rng/rng';
import { openInNode } from '../tfjs/testing/node';
import { distance, wave } from '../tfjs/testing/numbers';
import { createResnet18 } from './resnet18';
import { plainResnet18 } from './testing/plain-resnet18';

/** Stride 2 meets even and odd sizes: maps of 10 x 7, 5 x 4, 3 x 2 and 2 x 1. */
const tiny: Resnet18Spec = { input: [10, 7, 2], width: 4 };
const PIXELS = 10 * 7 * 2;
const COUNT = 6;

/** The tiny network at a point where no scale or variance is 1 and no offset or mean 0. */
function tinyBatch() {
  const initial = initialResnet18(tiny, createRng(7, 'test/resnet18'));
  const moved = wave(initial.length, 5);
  const params = initial.map((value, i) => value + 0.1 * moved[i]);
  return { params, images: wave(COUNT * PIXELS, 1), dOut: wave(COUNT * 32, 2) };
}

const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((sum, value, i) => sum + value * b[i], 0);

describe('the layout', () => {
  it('counts the parameters of the usual form: 11,173,962 less a linear layer of 512 to 10', () => {
    const { trainable, parameters, outputSize } = resnet18Layout({ input: [32, 32, 3] });
    expect(trainable).toBe(11_173_962 - 5_130);
    expect(parameters - trainable).toBe(2 * 4_800);
    expect(outputSize).toBe(512);
  });

  it.each([
    [
      [32, 32, 3],
      [4, 4, 512],
    ],
    [
      [28, 28, 1],
      [4, 4, 512],
    ],
  ] as const)('takes images of %j to maps of %j', (input, output) => {
    expect(resnet18Layout({ input }).units.at(-1)!.output).toEqual(output);
  });

  it('counts those of the PreAct form: 11,171,146 less a linear layer of 512 to 10', () => {
    const { trainable, parameters } = resnet18Layout({ input: [32, 32, 3], form: 'preact' });
    expect(trainable).toBe(11_171_146 - 5_130);
    expect(parameters - trainable).toBe(2 * 53 * 64);
  });

  it.each(['usual', 'preact'] as const)('covers the vector without gaps: %s form', (form) => {
    const { units, trainable, parameters } = resnet18Layout({ ...tiny, form });
    let at = 0;
    let statistics = trainable;
    units.forEach((unit, n) => {
      const { kernel, input, output, weightsAt, scaleAt, offsetAt, statisticsAt } = unit;
      expect(weightsAt).toBe(at);
      expect(scaleAt - weightsAt).toBe(kernel * kernel * input[2] * output[2]);
      const before = n > 0 && kernel === 3 ? input[2] : 0;
      expect(offsetAt - scaleAt).toBe(form === 'usual' ? output[2] : before);
      expect(statisticsAt).toBe(statistics);
      at = offsetAt + unit.normalised;
      statistics += 2 * unit.normalised;
    });
    expect([at, statistics]).toEqual([trainable, parameters]);
  });

  it('refuses a width that is not a positive integer', () => {
    expect(() => resnet18Layout({ input: [8, 8, 1], width: 0 })).toThrow('width must be');
  });
});

it('starts from weights of variance 2 / fan in, the same for the same generator', () => {
  const spec: Resnet18Spec = { input: [32, 32, 3], width: 8 };
  const params = initialResnet18(spec, createRng(3, 'a'));
  expect(initialResnet18(spec, createRng(3, 'a'))).toEqual(params);
  expect(initialResnet18(spec, createRng(3, 'b'))).not.toEqual(params);
  for (const unit of resnet18Layout(spec).units) {
    const weights = params.subarray(unit.weightsAt, unit.scaleAt);
    const expected = 2 / (unit.kernel ** 2 * unit.input[2]);
    // five standard errors of the mean square of normal numbers
    const tolerance = 5 * Math.sqrt(2 / weights.length);
    expect(Math.abs(dot(weights, weights) / weights.length / expected - 1)).toBeLessThan(tolerance);
  }
});

it.each(['cpu', 'wasm'] as const)('gives the outputs of the definition on %s', async (backend) => {
  const network = createResnet18(await openInNode(backend), tiny);
  const { params, images } = tinyBatch();
  const plain = (training: boolean) => plainResnet18(tiny.input, 4, params, images, training);
  const evaluated = await network.forward(params, images, COUNT);
  expect(evaluated.length).toBe(COUNT * 32);
  expect(distance(evaluated, plain(false))).toBeLessThan(1e-5);
  const trained = await network.forwardTraining(params, images, COUNT);
  expect(distance(trained, plain(true))).toBeLessThan(1e-4);
});

it('refuses the PreAct form with a sentence', async () => {
  const session = await openInNode('cpu');
  const make = () => createResnet18(session, { ...tiny, form: 'preact' });
  expect(make).toThrow('The PreAct form of ResNet18 does not run on tfjs.');
});

it('evaluates an image by itself', async () => {
  const network = createResnet18(await openInNode('cpu'), tiny);
  const { params, images } = tinyBatch();
  const all = await network.forward(params, images, COUNT);
  const last = await network.forward(params, images.subarray((COUNT - 1) * PIXELS), 1);
  expect(distance(last, all.subarray((COUNT - 1) * 32))).toBeLessThan(1e-5);
});

it('moves the running statistics a tenth of the way to those of the batch', async () => {
  const network = createResnet18(await openInNode('cpu'), tiny);
  const { units, trainable, parameters } = resnet18Layout(tiny);
  const { params, images, dOut } = tinyBatch();
  const running = new Float32Array(parameters - trainable);
  await network.backward(params, images, COUNT, dOut, running);

  // with these statistics the network evaluates as it trains
  const settled = params.slice();
  for (const { statisticsAt, output } of units) {
    const numbers = COUNT * output[0] * output[1];
    for (let i = 0; i < 2 * output[2]; i++) {
      const old = params[statisticsAt + i];
      const batch = (running[statisticsAt - trainable + i] - 0.9 * old) / 0.1;
      settled[statisticsAt + i] = i < output[2] ? batch : (batch * (numbers - 1)) / numbers;
    }
  }
  const trained = await network.forwardTraining(params, images, COUNT);
  expect(distance(await network.forward(settled, images, COUNT), trained)).toBeLessThan(1e-4);
  expect(distance(await network.forward(params, images, COUNT), trained)).toBeGreaterThan(0.1);

  // written over the old ones they are the same
  await network.backward(params, images, COUNT, dOut, params.subarray(trainable));
  expect(params.subarray(trainable)).toEqual(running);
});

it('has the gradient of finite differences, on wasm as on the cpu backend', async () => {
  const { params, images, dOut } = tinyBatch();
  const gradientOn = async (backend: 'cpu' | 'wasm') =>
    createResnet18(await openInNode(backend), tiny).backward(params, images, COUNT, dOut);
  const gradient = await gradientOn('cpu');
  const { units, trainable, parameters } = resnet18Layout(tiny);
  expect(gradient.length).toBe(parameters);
  expect(gradient.subarray(trainable).every((value) => value === 0)).toBe(true);
  expect(distance(await gradientOn('wasm'), gradient)).toBeLessThan(1e-4);

  const slope = (move: (at: Float64Array, step: number) => void) =>
    finiteDifference(
      (step) => {
        const at = Float64Array.from(params);
        move(at, step);
        return dot(plainResnet18(tiny.input, 4, at, images, true), dOut);
      },
      0,
      1e-6,
    );
  const length = Math.sqrt(dot(gradient, gradient));
  const steepest = slope((at, step) => gradient.forEach((g, i) => (at[i] += (step * g) / length)));
  expect(steepest / length).toBeCloseTo(1, 4);

  // one weight, scale and offset of every unit
  for (const { kernel, input, output, weightsAt, scaleAt, offsetAt } of units) {
    const centre = weightsAt + ((kernel ** 2) >> 1) * input[2] * output[2];
    for (const i of [centre + 1, scaleAt + 1, offsetAt + 2]) {
      const alone = slope((at, step) => (at[i] += step));
      expect(Math.abs(alone - gradient[i]) / length).toBeLessThan(1e-5);
    }
  }
});

it('leaves no tensor behind', async () => {
  const network = createResnet18(await openInNode('wasm'), tiny);
  const { params, images, dOut } = tinyBatch();
  await network.forward(params, images, COUNT);
  const before = tf.memory().numTensors;
  for (let i = 0; i < 3; i++) {
    await network.forward(params, images, COUNT);
    await network.forwardTraining(params, images, COUNT);
    await network.backward(params, images, COUNT, dOut);
  }
  expect(tf.memory().numTensors).toBe(before);
});

/**
 * Mean logistic loss of embeddings of two classes that take turns, and its gradient. The logit is
 * the mean of the first half of an embedding less that of the second.
 */
function logistic(embeddings: Float32Array, size: number) {
  const count = embeddings.length / size;
  const side = (i: number) => (i < size / 2 ? 2 : -2) / size;
  const margins = Array.from({ length: count }, (_, n) => {
    const logit = embeddings
      .subarray(n * size, (n + 1) * size)
      .reduce((sum, value, i) => sum + side(i) * value, 0);
    return n % 2 === 0 ? logit : -logit;
  });
  const dOut = embeddings.map((_, at) => {
    const n = Math.floor(at / size);
    const sign = n % 2 === 0 ? 1 : -1;
    return (-sign * side(at % size)) / (1 + Math.exp(margins[n])) / count;
  });
  const loss = margins.reduce((sum, margin) => sum + Math.log1p(Math.exp(-margin)) / count, 0);
  return { loss, right: margins.filter((margin) => margin > 0).length, dOut };
}

// on cpu the same within the rounding, in 14 s instead of 1.5
it('learns two classes of noise by heart in a hundred steps of SGD', async () => {
  const network = createResnet18(await openInNode('wasm'), tiny);
  const { trainable, outputSize } = network;
  const images = wave(8 * PIXELS, 9);
  const params = initialResnet18(tiny, createRng(1, 'test/resnet18'));
  const losses: number[] = [];
  for (let step = 0; step < 100; step++) {
    const { loss, dOut } = logistic(await network.forwardTraining(params, images, 8), outputSize);
    losses.push(loss);
    const gradient = await network.backward(params, images, 8, dOut, params.subarray(trainable));
    for (let i = 0; i < trainable; i++) params[i] -= 0.1 * gradient[i];
  }
  expect(losses[99]).toBeLessThan(0.2 * losses[0]);
  const { loss, right } = logistic(await network.forward(params, images, 8), outputSize);
  expect(right).toBe(8);
  expect(loss).toBeLessThan(0.4 * losses[0]);
});

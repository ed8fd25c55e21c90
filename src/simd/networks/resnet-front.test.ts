import { describe, expect, it } from 'vitest';
import { finiteDifference } from '../../core/check/finite-differences';
import { initialResnetFront, resnetFrontLayout } from '../../core/networks/resnet-front';
import { createRng } from '../../core/rng/rng';
import { dot } from '../../core/vector';
import { plainResnetFront } from '../../models/embeddings/testing/plain-resnet-front';
import { distance, wave } from '../../models/tfjs/testing/numbers';
import { createSimdResnetFront } from './resnet-front';

const INPUT = [24, 16, 3] as const;
const WIDTH = 4;
const COUNT = 3;
const spec = { input: INPUT, width: WIDTH };
const layout = resnetFrontLayout(spec);
const { trainable, parameters, outputSize, units } = layout;

// a point where no scale or variance is 1 and no offset or mean 0
const moved = wave(parameters, 5);
const params = initialResnetFront(spec, createRng(7, 'test/resnet-front')).map(
  (value, i) => value + 0.1 * moved[i],
);
const images = wave(COUNT * 24 * 16 * 3, 1);
const plain = (at: Float32Array | Float64Array, training: boolean, of = images) =>
  plainResnetFront(INPUT, WIDTH, at, of, training);

describe('the layout of the first layers of ResNet18', () => {
  it('counts their parameters', () => {
    const whole = resnetFrontLayout({ input: [96, 96, 3] });
    const convolutions = 49 * 3 * 64 + 4 * 9 * 64 * 64;
    expect(whole.trainable).toBe(convolutions + 5 * 2 * 64);
    expect(whole.parameters - whole.trainable).toBe(5 * 2 * 64);
    expect(whole.outputSize).toBe(144);
  });

  it('takes no picture that has no whole cells, and no odd width', () => {
    expect(() => resnetFrontLayout({ input: [90, 96, 3] })).toThrow(
      'multiples of 8, got 90 and 96',
    );
    expect(() => resnetFrontLayout({ input: [96, 96, 3], width: 6 })).toThrow('got 6');
  });
});

describe('the first layers of ResNet18 on the CPU', () => {
  const front = createSimdResnetFront(spec, COUNT + 1);

  it('give the outputs of the definition, again and again', () => {
    for (const again of [1, 2]) {
      const evaluated = front.forward(params, images, COUNT, 'evaluation');
      expect(distance(evaluated, plain(params, false)), `${again}`).toBeLessThan(1e-5);
      const trained = front.forward(params, images, COUNT, 'training');
      expect(distance(trained, plain(params, true)), `${again}`).toBeLessThan(1e-4);
    }
  });

  it('evaluate an image by itself', () => {
    const one = images.subarray(24 * 16 * 3, 2 * 24 * 16 * 3);
    const alone = front.forward(params, one, 1, 'evaluation');
    const among = plain(params, false).subarray(outputSize, 2 * outputSize);
    expect(distance(alone, among)).toBeLessThan(1e-5);
  });

  it('move the running statistics a tenth of the way to those of the batch', () => {
    front.forward(params, images, COUNT, 'training');
    const running = front.backward(
      new Float32Array(COUNT * outputSize),
      new Float32Array(parameters),
    );
    // with these statistics the definition evaluates as it trains
    const settled = Float64Array.from(params);
    for (const { statisticsAt, normalised, output } of units) {
      const rows = COUNT * output[0] * output[1];
      for (let i = 0; i < 2 * normalised; i++) {
        const at = statisticsAt + i;
        const batch = (running[at - trainable] - 0.9 * params[at]) / 0.1;
        settled[at] = batch * (i < normalised ? 1 : (rows - 1) / rows);
      }
    }
    expect(distance(plain(settled, false), plain(params, true))).toBeLessThan(1e-3);
    expect(distance(plain(params, false), plain(params, true))).toBeGreaterThan(0.1);
  });

  it('have the gradient of finite differences, added to what is there', () => {
    const dOut = wave(COUNT * outputSize, 2);
    front.forward(params, images, COUNT, 'training');
    const gradient = new Float32Array(parameters).fill(1);
    front.backward(dOut, gradient);
    for (let i = 0; i < parameters; i++) gradient[i] -= 1;
    expect(gradient.subarray(trainable).every((value) => value === 0)).toBe(true);
    const slope = (move: (at: Float64Array, step: number) => void) =>
      finiteDifference(
        (step) => {
          const at = Float64Array.from(params);
          move(at, step);
          return dot(plain(at, true), dOut);
        },
        0,
        1e-6,
      );
    const length = Math.sqrt(dot(gradient, gradient));
    const along = slope((at, step) => gradient.forEach((g, i) => (at[i] += (step * g) / length)));
    expect(along / length).toBeCloseTo(1, 3);
    // weights, scale and offset of every unit
    for (const { kernel, input, weightsAt, scaleAt, offsetAt } of units) {
      const centre = weightsAt + ((kernel ** 2) >> 1) * input[2] * WIDTH;
      for (const i of [weightsAt, centre + 1, scaleAt - 1, scaleAt + 1, offsetAt + 2]) {
        const alone = slope((at, step) => (at[i] += step));
        expect(Math.abs(alone - gradient[i]) / length, `parameter ${i}`).toBeLessThan(5e-5);
      }
    }
  });

  it('refuse more images than they have room for', () => {
    const refused = () => front.forward(params, images, COUNT + 2, 'evaluation');
    expect(refused).toThrow('at most 4 images, not 5');
  });
});

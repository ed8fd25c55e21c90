import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../core/check/finite-differences';
import { distance, wave } from '../../models/tfjs/testing/numbers';
import { openDevice, type OpenDevice } from '../device';
import { createBatchNorm, createTerms, type NormParts } from './batch-norm';
import { normGrid, partialsOf } from './batch-norm-grid';
import type { Mask } from './batch-norm-relu';
import { emptied, floatsOf, submit, uploaded } from './testing/arrays';

let open: OpenDevice;

beforeAll(async () => {
  open = await openDevice(navigator.gpu);
});

afterAll(() => open.device.destroy());

type Numbers = Float32Array | Float64Array;

function momentsOf(x: Numbers, channels: number) {
  const rows = x.length / channels;
  const mean = new Float64Array(channels);
  const variance = new Float64Array(channels);
  x.forEach((value, i) => (mean[i % channels] += value / rows));
  x.forEach((value, i) => (variance[i % channels] += (value - mean[i % channels]) ** 2 / rows));
  return { mean, variance };
}

/** By the definition, in float64. */
function normalised(
  x: Numbers,
  { mean, variance }: { mean: Numbers; variance: Numbers },
  scale: Numbers,
  offset: Numbers,
): Float64Array {
  return Float64Array.from(x, (value, i) => {
    const c = i % scale.length;
    return ((value - mean[c]) / Math.sqrt(variance[c] + 1e-5)) * scale[c] + offset[c];
  });
}

interface Case {
  readonly rows: number;
  readonly channels: number;
  readonly mask: Mask;
  readonly shortcut?: 'map' | 'normalised' | undefined;
  readonly over?: boolean;
  readonly addend?: boolean;
  readonly around?: number;
}

/** A normalisation on the device with all its numbers; the parameters begin with five that are not its own. */
async function made({ rows, channels, mask, shortcut, over, addend, around = 0 }: Case) {
  const { device } = open;
  const size = rows * channels;
  const given = {
    x: wave(size, 1).map((value) => around + value),
    shortcut: wave(size, 2),
    incoming: wave(size, 3),
    addend: wave(size, 4),
    params: wave(5 + 4 * channels, 5),
  };
  const row = (n: number) => given.params.subarray(5 + n * channels, 5 + (n + 1) * channels);
  const [scale, offset, mean, variance] = [0, 1, 2, 3].map(row);
  variance.forEach((value, c) => (variance[c] = 0.5 + value ** 2));
  const params = uploaded(device, given.params);
  const at = (n: number) => 5 + n * channels;
  const place = { scale: at(0), offset: at(1), mean: at(2), variance: at(3) };
  const gradient = emptied(device, 3 + 2 * channels);
  const running = emptied(device, 7 + 2 * channels);
  const common = {
    ...{ rows, channels, params, gradient, running },
    place: { ...place, dScale: 3, dOffset: 3 + channels, running: 7 },
    partials: emptied(device, partialsOf(normGrid(rows, channels))),
  };
  const incoming = uploaded(device, given.incoming);
  const map = uploaded(device, given.shortcut);
  const otherTerms = shortcut === 'normalised' ? createTerms(device, channels) : null;
  const other =
    otherTerms &&
    (await createBatchNorm(open, {
      ...common,
      terms: otherTerms,
      inputs: map,
      forward: null,
      backward: { incoming, mask: 'none', outgoing: incoming },
    }));
  const outputs = emptied(device, size);
  const outgoing = over ? incoming : emptied(device, size);
  const parts: NormParts = {
    ...common,
    terms: createTerms(device, channels),
    inputs: uploaded(device, given.x),
    forward: { outputs, ...(shortcut && { shortcut: { map, terms: otherTerms } }) },
    backward: {
      ...{ incoming, mask, outgoing },
      ...(addend && { addend: uploaded(device, given.addend) }),
    },
  };
  const norm = await createBatchNorm(open, parts);
  const forward = (mode: 'training' | 'evaluation') =>
    submit(device, (pass) => {
      other?.forward(pass, mode);
      norm.forward(pass, mode);
    });
  return {
    ...{ given, scale, offset, mean, variance, forward, incoming, gradient, running },
    ...{ outputs, outgoing, norm },
    /** What the definition gives out. */
    expected(mode: 'training' | 'evaluation') {
      const by = (x: Numbers) =>
        normalised(
          x,
          mode === 'training' ? momentsOf(x, channels) : { mean, variance },
          scale,
          offset,
        );
      const beside = shortcut === 'normalised' ? by(given.shortcut) : given.shortcut;
      return by(given.x).map((y, i) => Math.max(0, y + (shortcut ? beside[i] : 0)));
    },
  };
}

const sizes = [
  [1, 1],
  [75, 4],
  [1003, 3],
  [41, 130],
  [70, 64],
  [2600, 8],
] as const;

describe('batch normalisation on the device', () => {
  it.each(sizes)(
    'gives what the definition gives: %d rows of %d channels',
    async (rows, channels) => {
      for (const shortcut of [undefined, 'map', 'normalised'] as const) {
        const ours = await made({ rows, channels, mask: 'own', shortcut });
        for (const mode of ['training', 'evaluation'] as const) {
          ours.forward(mode);
          const actual = await floatsOf(open.device, ours.outputs);
          expect(distance(actual, ours.expected(mode)), `${shortcut} ${mode}`).toBeLessThan(2e-5);
        }
      }
    },
  );

  it.each(sizes)('moves running statistics by a tenth: %d rows of %d', async (rows, channels) => {
    const ours = await made({ rows, channels, mask: 'own' });
    ours.forward('training');
    const { mean, variance } = momentsOf(ours.given.x, channels);
    const unbiased = rows / Math.max(1, rows - 1);
    const running = await floatsOf(open.device, ours.running);
    expect(running.subarray(0, 7).every((value) => value === 0)).toBe(true);
    const means = mean.map((value, c) => 0.9 * ours.mean[c] + 0.1 * value);
    const variances = variance.map((value, c) => 0.9 * ours.variance[c] + 0.1 * unbiased * value);
    expect(distance(running.subarray(7, 7 + channels), means)).toBeLessThan(1e-6);
    expect(distance(running.subarray(7 + channels), variances)).toBeLessThan(1e-6);
  });

  it('keeps a small variance beside a large mean', async () => {
    const ours = await made({ rows: 3000, channels: 8, mask: 'own', around: 3000 });
    ours.forward('training');
    const { variance } = momentsOf(ours.given.x, 8);
    const running = await floatsOf(open.device, ours.running);
    const found = running.subarray(15).map((value, c) => (value - 0.9 * ours.variance[c]) / 0.1);
    expect(
      distance(
        found,
        variance.map((value) => (value * 3000) / 2999),
      ),
    ).toBeLessThan(1e-4);
  });

  it.each([
    { rows: 9, channels: 3, mask: 'own' },
    { rows: 9, channels: 4, mask: 'own', over: true },
    { rows: 9, channels: 4, mask: 'own', over: true, addend: true },
    { rows: 9, channels: 4, mask: 'outputs', shortcut: 'map' },
    { rows: 7, channels: 3, mask: 'outputs', shortcut: 'normalised' },
  ] satisfies Case[])('has the gradient of finite differences: %j', async (given) => {
    const ours = await made(given);
    ours.forward('training');
    submit(open.device, ours.norm.backward);
    const { x, shortcut, incoming, addend } = ours.given;
    const loss = (at: Numbers, scale: Numbers, offset: Numbers) => {
      const y = normalised(at, momentsOf(at, given.channels), scale, offset);
      const other = normalised(
        shortcut,
        momentsOf(shortcut, given.channels),
        ours.scale,
        ours.offset,
      );
      const beside = given.shortcut === 'normalised' ? other : shortcut;
      return y.reduce(
        (sum, value, i) =>
          sum + incoming[i] * Math.max(0, value + (given.shortcut ? beside[i] : 0)),
        0,
      );
    };
    const { scale, offset } = ours;
    const dInputs = finiteDifferenceGradient((at) => loss(at, scale, offset), x, 1e-5);
    if (given.addend) dInputs.forEach((value, i) => (dInputs[i] = value + addend[i]));
    expect(distance(await floatsOf(open.device, ours.outgoing), dInputs)).toBeLessThan(1e-5);
    const gradient = await floatsOf(open.device, ours.gradient);
    expect(gradient.subarray(0, 3).every((value) => value === 0)).toBe(true);
    const dScale = finiteDifferenceGradient((at) => loss(x, at, offset), scale, 1e-5);
    const dOffset = finiteDifferenceGradient((at) => loss(x, scale, at), offset, 1e-5);
    expect(distance(gradient.subarray(3, 3 + given.channels), dScale)).toBeLessThan(1e-5);
    expect(distance(gradient.subarray(3 + given.channels), dOffset)).toBeLessThan(1e-5);
    if (given.mask === 'outputs') {
      const outputs = await floatsOf(open.device, ours.outputs);
      const kept = incoming.map((g, i) => (outputs[i] > 0 ? g : 0));
      expect(await floatsOf(open.device, ours.incoming)).toEqual(kept);
    }
  });

  it.each(sizes)(
    'has gradients that add up over %d rows of %d channels',
    async (rows, channels) => {
      const ours = await made({ rows, channels, mask: 'none' });
      ours.forward('training');
      submit(open.device, ours.norm.backward);
      const { x, incoming } = ours.given;
      const { mean, variance } = momentsOf(x, channels);
      const one = new Float64Array(channels);
      const hats = normalised(
        x,
        { mean, variance },
        one.map(() => 1),
        one,
      );
      const sums = new Float64Array(channels);
      const products = new Float64Array(channels);
      incoming.forEach((g, i) => {
        sums[i % channels] += g;
        products[i % channels] += g * hats[i];
      });
      const expected = Float64Array.from(incoming, (g, i) => {
        const c = i % channels;
        const factor = ours.scale[c] / Math.sqrt(variance[c] + 1e-5);
        return factor * (g - sums[c] / rows - (hats[i] * products[c]) / rows);
      });
      const gradient = (await floatsOf(open.device, ours.gradient)).subarray(3);
      const size = Math.sqrt(rows);
      expect(distance(gradient, Float64Array.of(...products, ...sums)) * 1).toBeLessThan(
        2e-5 * size,
      );
      expect(distance(await floatsOf(open.device, ours.outgoing), expected)).toBeLessThan(2e-5);
    },
  );
});

describe('the grid of a map', () => {
  it.each([...sizes, [156_800, 64], [204_800, 64], [3200, 512], [1, 512], [800, 2048]] as const)(
    'has every row and column of %d x %d once, in few workgroups',
    (rows, channels) => {
      const { lanes, columns, across, down, chunk, chunks } = normGrid(rows, channels);
      expect(lanes * columns).toBe(channels);
      expect(across * down).toBe(64);
      expect(chunk * (chunks - 1)).toBeLessThan(rows);
      expect(chunk * chunks).toBeGreaterThanOrEqual(rows);
      expect(chunk % down).toBe(0);
      expect(chunks * Math.ceil(columns / across)).toBeLessThanOrEqual(2048);
    },
  );
});

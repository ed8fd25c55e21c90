import { describe, expect, it } from 'vitest';
import { createMoments } from '../../../core/training/optimisers';
import { drawBatch } from './batch';
import { createNoiseFill } from '../../../core/neighbours/noise';
import { createPlainNetwork } from '../../../core/networks/plain';
import { partsOf } from './networks';
import { grownEpsilon } from '../../../core/training/growth';
import { copyState } from '../../../core/training/state';
import { advance, initialState, type KnnState } from './run';
import { knnVariants, variantNames, type KnnKnobs, type KnnSetup, type KnnVariant } from './spec';
import { barImages, barKnobs, barSetup, createTestSource } from './testing/bars';

const images = barImages(60, 1);

const setupOf = (variant: KnnVariant, change: Partial<KnnSetup> = {}): KnnSetup => ({
  ...barSetup,
  method: knnVariants[variant].method,
  scale: knnVariants[variant].scale,
  ...change,
});

const knobsOf = (variant: KnnVariant, change: Partial<KnnKnobs> = {}): KnnKnobs => ({
  ...barKnobs,
  ...knnVariants[variant].knobs,
  ...change,
});

const surroundingsOf = (setup: KnnSetup) => ({
  images,
  source: createTestSource(setup, createPlainNetwork),
  now: () => 0,
});

/** A state in a few words: lists of thousands of numbers are slow to compare and to print. */
function brief({ params, moments, ...rest }: KnnState) {
  const hash = (floats: Float32Array) =>
    new Uint32Array(floats.buffer, floats.byteOffset, floats.length).reduce(
      (sum, word) => Math.imul(sum ^ word, 0x01000193) >>> 0,
      0x811c9dc5,
    );
  return {
    ...rest,
    updates: moments.updates,
    weights: [params, moments.first, moments.second].map(hash),
  };
}

const equal = (a: Float32Array, b: Float32Array) =>
  a.length === b.length && a.every((value, i) => Object.is(value, b[i]));

async function train(
  variant: KnnVariant,
  steps: number,
  change: Partial<KnnKnobs> = {},
  state?: KnnState,
) {
  const setup = setupOf(variant);
  const at = state ?? initialState(setup);
  const knobs = knobsOf(variant, change);
  const records = [];
  for (let s = 0; s < steps; s++) {
    records.push(await advance(setup, at, knobs, surroundingsOf(setup)));
  }
  return { setup, knobs, state: at, records };
}

describe('a step with moved images', () => {
  it('asks for those of the step, and for images as they are otherwise', async () => {
    const asked: (number | null)[] = [];
    const recording = {
      ...images,
      inputs(drawn: Uint32Array, step: number | null) {
        asked.push(step);
        return images.inputs(drawn, step);
      },
    };
    const setup = setupOf('direct-sigma-0');
    const state = initialState(setup);
    for (const change of [{ augment: true }, { augment: false }, { augment: true }, {}]) {
      const surroundings = { ...surroundingsOf(setup), images: recording };
      await advance(setup, state, knobsOf('direct-sigma-0', change), surroundings);
    }
    expect(asked).toEqual([0, null, 2, null]);
  });
});

describe('a run', () => {
  it.each(variantNames)('is the same for the same seed, bit by bit: %s', async (variant) => {
    const [a, b] = [await train(variant, 4), await train(variant, 4)];
    expect(brief(a.state)).toEqual(brief(b.state));
    expect(a.records).toEqual(b.records);
    expect(a.state.step).toBe(4);
    expect(a.records.map(({ step }) => step)).toEqual([1, 2, 3, 4]);
    expect(equal(a.state.params, initialState(a.setup).params)).toBe(false);
  });

  it('is another one for another seed', () => {
    const [a, b] = [1, 2].map((seed) => initialState(setupOf('direct-fixed-sigma', { seed })));
    expect(equal(a.params, b.params)).toBe(false);
  });

  it.each(['direct-learned-sigma', 'relax-subsample'] as const)(
    'goes on from a copy of its state as if it had never been interrupted: %s',
    async (variant) => {
      const whole = await train(variant, 6);
      const half = await train(variant, 3);
      const copy = structuredClone(copyState(half.state));
      await train(variant, 3, {}, half.state);
      expect(brief((await train(variant, 3, {}, copy)).state)).toEqual(brief(whole.state));
      expect(brief(half.state)).toEqual(brief(whole.state));
    },
  );

  it('starts from the same embedding, whatever the method', () => {
    const { noiseAt } = partsOf(barSetup);
    const first = initialState(barSetup).params;
    expect(first.length).toBe(noiseAt);
    for (const variant of variantNames) {
      expect(equal(initialState(setupOf(variant)).params.slice(0, noiseAt), first)).toBe(true);
    }
  });

  it('moves its noise network by plain SGD, and no other part by its rate', async () => {
    const variant = 'direct-learned-sigma';
    const { noiseAt } = partsOf(setupOf(variant));
    const part = ({ params }: KnnState) => params.slice(noiseAt);
    const before = part(initialState(setupOf(variant)));
    const still = await train(variant, 1, { sigmaRate: 0 });
    expect(equal(part(still.state), before)).toBe(true);
    const [one, two] = [
      (await train(variant, 1, { sigmaRate: 1 })).state,
      (await train(variant, 1, { sigmaRate: 2 })).state,
    ];
    const reach = Math.max(...part(one).map((weight, i) => Math.abs(weight - before[i])));
    expect(reach).toBeGreaterThan(1e-4);
    part(two).forEach((weight, i) =>
      expect(weight - before[i]).toBeCloseTo(2 * (part(one)[i] - before[i]), 5),
    );
    expect(equal(two.params.slice(0, noiseAt), one.params.slice(0, noiseAt))).toBe(true);
    expect(two.moments.first.slice(noiseAt).every((moment) => moment === 0)).toBe(true);
  });

  it('moves the head of the cross-entropy with its embedding', async () => {
    const { setup, state } = await train('cross-entropy', 1);
    const { headAt, size } = partsOf(setup);
    const before = initialState(setup).params;
    for (let i = headAt; i < size; i++) {
      // Adam: the first step is the rate itself
      expect(Math.abs(state.params[i] - before[i])).toBeCloseTo(1e-3, 5);
    }
  });
});

describe('a run whose embeddings are no longer numbers', () => {
  it.each(
    variantNames.flatMap((variant) => [NaN, Infinity].map((weight) => [variant, weight] as const)),
  )('stops and says so, and nothing has changed: %s, a weight of %d', async (variant, weight) => {
    const setup = setupOf(variant);
    const state = initialState(setup);
    // the bias of the last layer: it reaches every embedding
    const { noiseAt } = partsOf(setup);
    state.params[noiseAt - 1] = weight;
    const before = copyState(state);
    const source = createTestSource(setup, createPlainNetwork);
    const step = advance(
      setup,
      state,
      { ...barKnobs, ...knnVariants[variant].knobs },
      { images, source, now: () => 0 },
    );
    await expect(step).rejects.toMatchObject({
      name: 'DivergedError',
      message: expect.stringMatching(/distances are no longer finite numbers in step 1/) as string,
    });
    expect(state).toEqual(before);
  });
});

describe('epsilon', () => {
  // noise of no size and a loss of no weight: y* and y*(epsilon) are the same
  const faint = { epsilon: -1e-6, maxEpsilon: 1.15e-6, sigma: 0 };

  it('grows while no gradient is left, up to its limit', async () => {
    const { setup, state, records } = await train('direct-sigma-0', 4, faint);
    expect(records.map(({ gradientNorm }) => gradientNorm)).toEqual([0, 0, 0, 0]);
    expect(records[0].loss).toBeGreaterThan(0);
    [-1e-6, -1.1e-6, -1.15e-6, -1.15e-6].forEach((epsilon, i) =>
      expect(records[i].epsilon).toBeCloseTo(epsilon, 15),
    );
    expect(records.map(({ growths }) => growths)).toEqual([0, 1, 2, 2]);
    expect(equal(state.params, initialState(setup).params)).toBe(true);
  });

  it('begins again when it is set, and only then', async () => {
    const { state } = await train('direct-sigma-0', 3, faint);
    const again = await train('direct-sigma-0', 1, { ...faint, growth: 1.05 }, state);
    expect(again.records[0].growths).toBe(2);
    const set = await train('direct-sigma-0', 2, { ...faint, epsilon: -1.01e-6 }, state);
    expect(set.records.map(({ growths }) => growths)).toEqual([0, 1]);
    expect(set.records[0].epsilon).toBe(-1.01e-6);
  });

  it('stays where it is while there is a gradient, and for other methods', async () => {
    const direct = await train('direct-fixed-sigma', 3, {
      epsilon: -0.5,
      lossForm: 'count',
      samples: 8,
    });
    expect(direct.records.every(({ epsilon }) => epsilon === -0.5)).toBe(true);
    expect(direct.records.every(({ gradientNorm }) => gradientNorm > 0)).toBe(true);
    const { state } = await train('neuralsort-deterministic', 3, faint);
    expect(state.growths).toBe(0);
  });

  it('keeps its sign, and is never beyond the limit unless it was set there', () => {
    const knobs = { ...barKnobs, growth: 2, maxEpsilon: 1 };
    expect(grownEpsilon({ ...knobs, epsilon: -0.3 }, 0)).toBe(-0.3);
    expect(grownEpsilon({ ...knobs, epsilon: -0.3 }, 1)).toBe(-0.6);
    expect(grownEpsilon({ ...knobs, epsilon: 0.3 }, 2)).toBe(1);
    expect(grownEpsilon({ ...knobs, epsilon: -0.3 }, 1e6)).toBe(-1);
    expect(grownEpsilon({ ...knobs, epsilon: -5 }, 3)).toBe(-5);
    expect(grownEpsilon({ ...knobs, epsilon: 0 }, 1e6)).toBe(0);
  });
});

describe('a run that diverges', () => {
  it('says so in the step that an absurd rate is taken in, and keeps its state', async () => {
    for (const variant of ['direct-fixed-sigma', 'relax-subsample', 'cross-entropy'] as const) {
      const { setup, knobs, state } = await train(variant, 2);
      const before = copyState(state);
      // at the same time other settings have changed
      const other = knobs.optimiser === 'adam' ? 'sgd' : 'adam';
      const wild = { ...knobs, rate: 1e30, epsilon: -0.7, optimiser: other } as const;
      await expect(advance(setup, state, wild, surroundingsOf(setup))).rejects.toMatchObject({
        name: 'DivergedError',
        message: expect.stringContaining('in step 3; the learning rate is too large') as string,
      });
      expect(brief(state)).toEqual(brief(before));
      // and it can go on
      await advance(setup, state, knobs, surroundingsOf(setup));
      expect(brief(state)).toEqual(brief((await train(variant, 3)).state));
    }
  });

  it('says so in its first step, too', async () => {
    const setup = setupOf('direct-fixed-sigma');
    const state = initialState(setup);
    const wild = knobsOf('direct-fixed-sigma', { rate: Infinity });
    await expect(advance(setup, state, wild, surroundingsOf(setup))).rejects.toThrow('step 1');
    expect(brief(state)).toEqual(brief(initialState(setup)));
  });

  it.each(variantNames)('says so when its weights are not numbers: %s', async (variant) => {
    const { setup, knobs, state } = await train(variant, 1);
    state.params[3] = NaN;
    const before = copyState(state);
    await expect(advance(setup, state, knobs, surroundingsOf(setup))).rejects.toMatchObject({
      name: 'DivergedError',
      message: expect.stringContaining('step 2') as string,
    });
    expect(brief(state)).toEqual(brief(before));
  });
});

describe('another optimiser', () => {
  it('begins with no moments', async () => {
    const { setup, knobs, state } = await train('direct-fixed-sigma', 3);
    expect(state.moments.updates).toBe(3);
    const fresh: KnnState = {
      ...copyState(state),
      optimiser: 'sgd',
      moments: createMoments(
        new Float32Array(state.params.length),
        new Float32Array(state.params.length),
      ),
    };
    const sgd = { ...knobs, optimiser: 'sgd', rate: 1e-3, momentum: 0.9, decay: 0.01 } as const;
    await advance(setup, state, sgd, surroundingsOf(setup));
    await advance(setup, fresh, sgd, surroundingsOf(setup));
    expect(brief(state)).toEqual(brief(fresh));
    expect(state.moments.updates).toBe(1);
    expect(state.moments.second.every((moment) => moment === 0)).toBe(true);
    await advance(setup, state, knobs, surroundingsOf(setup));
    expect(state.moments.updates).toBe(1);
  });
});

describe('the images of a step', () => {
  it('are all different, and of a small set all of it', () => {
    for (let step = 0; step < 200; step++) {
      const drawn = drawBatch(3, step, 20, 23);
      expect(new Set(drawn).size).toBe(20);
      expect(Math.max(...drawn)).toBeLessThan(23);
    }
    expect(Array.from(drawBatch(3, 0, 23, 23)).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 23 }, (_, i) => i),
    );
    expect(() => drawBatch(3, 0, 24, 23)).toThrow(
      new RangeError('a step takes 24 different images, but the set has only 23'),
    );
  });

  it('are drawn evenly, in every place', () => {
    const [steps, count] = [6000, 6];
    const hits = Array.from({ length: 3 }, () => new Uint32Array(count));
    for (let step = 0; step < steps; step++) {
      drawBatch(8, step, 3, count).forEach((image, place) => hits[place][image]++);
    }
    // five standard deviations of a share of one sixth
    const bound = 5 * Math.sqrt((steps * 5) / 36);
    for (const row of hits) {
      for (const hit of row) expect(Math.abs(hit - steps / count)).toBeLessThan(bound);
    }
  });

  it('depend on the seed and the step alone: all methods see the same ones', async () => {
    const seen = async (variant: KnnVariant) => {
      const setup = setupOf(variant);
      const numbers: number[][] = [];
      const recording = {
        ...images,
        inputs(drawn: Uint32Array) {
          numbers.push(Array.from(drawn));
          return images.inputs(drawn, null);
        },
      };
      const state = initialState(setup);
      for (let s = 0; s < 2; s++) {
        const surroundings = { ...surroundingsOf(setup), images: recording };
        await advance(setup, state, knobsOf(variant), surroundings);
      }
      return numbers;
    };
    const first = await seen('direct-sigma-0');
    for (const variant of variantNames) expect(await seen(variant)).toEqual(first);
    expect(first[0]).not.toEqual(first[1]);
    expect(first[0]).toEqual(Array.from(drawBatch(1, 0, 20, 60)));
    expect(Array.from(drawBatch(2, 0, 20, 60))).not.toEqual(first[0]);
  });
});

describe('the noise of a step', () => {
  const draw = (length: number, step = 0, sample = 0, query = 0, standard = false) => {
    const gamma = new Float64Array(length);
    createNoiseFill(1, 'gumbel', standard)(step, sample, query, gamma);
    return Array.from(gamma);
  };

  it('is that of its step, sample, query and place, however many candidates there are', () => {
    expect(draw(7)).toEqual(draw(13).slice(0, 7));
    const all = [draw(5), draw(5, 1), draw(5, 0, 1), draw(5, 0, 0, 1), draw(5, 0, 63)].flat();
    expect(new Set(all).size).toBe(25);
  });

  it('has mean zero for direct loss and is the standard Gumbel for the relaxations', () => {
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    // five standard errors
    const bound = (5 * Math.PI) / Math.sqrt(6 * 20_000);
    expect(Math.abs(mean(draw(20_000)))).toBeLessThan(bound);
    const standard = draw(20_000, 0, 0, 0, true);
    expect(Math.abs(mean(standard) - 0.5772156649)).toBeLessThan(bound);
    // F(x) = exp(-exp(-x))
    const below = standard.filter((x) => x < 0.5).length / 20_000;
    expect(Math.abs(below - Math.exp(-Math.exp(-0.5)))).toBeLessThan(0.018);
  });
});

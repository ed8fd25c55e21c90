import { describe, expect, it } from 'vitest';
import { augmentedBy } from '../losses/loss';
import { createNoise, noiseSpec } from '../noise/noise';
import { forwardPath } from '../oracles/grid-path/forward-path';
import { kSubset } from '../oracles/k-subset/k-subset';
import { matching } from '../oracles/matching/matching';
import { oneHot } from '../oracles/one-hot/one-hot';
import { asVectors, type Oracle } from '../oracles/oracle';
import { ranking } from '../oracles/ranking/ranking';
import { createRng } from '../rng/rng';
import { dot } from '../vector';
import { blackboxOf } from './blackbox';
import { directLossOf } from './direct-loss';
import { streamNoise, type DrawNoise } from './estimator';
import { fenchelYoungOf } from './fenchel-young';
import type { Memory, PerturbedEstimator } from './perturbed-prediction';

const oracles: readonly (readonly [string, () => Oracle])[] = [
  ['one-hot', () => oneHot(5)],
  ['k-subset', () => kSubset(6, 3)],
  ['ranking', () => ranking(5)],
  ['matching', () => matching(4)],
  ['forward path', () => forwardPath(3, 4)],
];

const numbers = (dim: number, seed: number) => {
  const { sample } = createNoise(noiseSpec('normal'));
  const rng = createRng(seed, 'gradient-estimator');
  return Float64Array.from({ length: dim }, (_, i) => sample(rng.word(0, i)));
};

const noiseOf = (dim: number): DrawNoise => {
  const noise = createNoise(noiseSpec('gumbel'));
  return streamNoise(createRng(3, 'draws'), noise, dim, 1000).fill;
};

type AnyEstimator<Y> = Pick<PerturbedEstimator<never, Y>, 'draw' | 'scale' | 'cost'>;

/** Every estimator of the contract on one problem, by its name. */
function bound<Y>(oracle: Oracle<Y>, memory?: Memory<Y>): Record<string, AnyEstimator<Y>> {
  const { dim } = oracle;
  const [scores, costs] = [numbers(dim, 1), numbers(dim, 2)];
  const point = { scores, sigma: 0.7, ...(memory && { memory }) };
  const direct = directLossOf(oracle);
  const augmented = augmentedBy(oracle, (from, epsilon, out) => {
    for (let i = 0; i < dim; i++) out[i] = from[i] + epsilon * costs[i];
  });
  direct.bind({ ...point, epsilon: -0.8, augmented });
  const fenchelYoung = fenchelYoungOf(oracle);
  const truth = oracle.create();
  oracle.solve(numbers(dim, 4), truth);
  fenchelYoung.bind({ ...point, truth });
  const blackbox = blackboxOf(oracle);
  blackbox.bind({
    ...{ ...point, lambda: 1.5 },
    addLossGradient(_, weight, out) {
      for (let i = 0; i < dim; i++) out[i] += weight * costs[i];
    },
  });
  return { direct, fenchelYoung, blackbox };
}

/** A draw as numbers. */
function drawn<Y>(oracle: Oracle<Y>, estimator: AnyEstimator<Y>, draw: number, weight = 1) {
  const out = new Float64Array(oracle.dim);
  const made = estimator.draw(draw, noiseOf(oracle.dim), weight, out);
  const vectors = [made.prediction, made.other].map((y) => {
    const vector = new Float64Array(oracle.dim);
    oracle.indicator(y, vector);
    return [...vector];
  });
  const { changed, slope, gamma, perturbed } = made;
  return { out: [...out], vectors, changed, slope, gamma: [...gamma], perturbed: [...perturbed] };
}

describe.each(oracles)('gradient estimators on the oracle %s', (_, make) => {
  const names = ['direct', 'fenchelYoung', 'blackbox'];

  it.each(names)('%s: a draw depends on its number alone', (name) => {
    const oracle = make();
    const estimator = bound(oracle)[name];
    const forwards = [0, 1, 2, 3].map((draw) => drawn(oracle, estimator, draw));
    const backwards = [3, 2, 1, 0].map((draw) => drawn(oracle, estimator, draw)).reverse();
    expect(backwards).toEqual(forwards);
  });

  it.each(names)('%s: structures as they are held give what vectors give', (name) => {
    const oracle = make();
    const vectors = asVectors(make());
    const [compact, plain] = [bound(oracle)[name], bound(vectors)[name]];
    for (let draw = 0; draw < 20; draw++) {
      const [ours, theirs] = [drawn(oracle, compact, draw), drawn(vectors, plain, draw)];
      expect({ ...ours, slope: 0 }).toEqual({ ...theirs, slope: 0 });
      expect(ours.slope).toBeCloseTo(theirs.slope, 12);
    }
  });

  it.each(names)('%s: predictions that are remembered are found again', (name) => {
    const oracle = make();
    const memory: Memory<unknown> = new Map();
    const [fresh, remembering] = [bound(oracle)[name], bound(oracle, memory)[name]];
    for (let lap = 0; lap < 2; lap++) {
      for (let draw = 0; draw < 5; draw++) {
        expect(drawn(oracle, remembering, draw)).toEqual(drawn(oracle, fresh, draw));
      }
    }
    expect([...memory.keys()]).toEqual([0, 1, 2, 3, 4]);
  });

  it.each(names)(
    '%s: adds a weighted difference of two structures, and tells its slope',
    (name) => {
      const oracle = make();
      const estimator = bound(oracle)[name];
      for (let draw = 0; draw < 10; draw++) {
        const { out, vectors, changed, slope, gamma } = drawn(oracle, estimator, draw, 2);
        const [prediction, other] = vectors;
        const sign = name === 'direct' ? 1 : -1;
        const difference = other.map((y, i) => sign * (y - prediction[i]));
        expect(out).toEqual(difference.map((d) => 2 * d + 0));
        expect(changed).toBe(difference.filter((d) => d !== 0).length);
        expect(slope).toBeCloseTo(dot(gamma, Float64Array.from(difference)), 12);
      }
    },
  );
});

it('estimators say what a raw draw is worth and what it costs', () => {
  const { direct, fenchelYoung, blackbox } = bound(kSubset(6, 3));
  expect([direct.scale(), fenchelYoung.scale(), blackbox.scale()]).toEqual([1 / -0.8, 1, 1 / 1.5]);
  const calls = [direct, fenchelYoung, blackbox].map(({ cost }) => cost.draw.oracles);
  expect(calls).toEqual([2, 1, 2]);
});

it('no noise is asked for at sigma = 0', () => {
  const oracle = kSubset(6, 3);
  const estimator = fenchelYoungOf(oracle);
  const truth = Int32Array.of(0, 1, 2);
  const scores = numbers(6, 1);
  estimator.bind({ scores, sigma: 0, truth });
  const never = () => expect.unreachable();
  const draw = estimator.draw(0, never, 1, new Float64Array(6));
  expect([...draw.perturbed]).toEqual([...scores]);
  expect([...draw.gamma]).toEqual(new Array(6).fill(0));
});

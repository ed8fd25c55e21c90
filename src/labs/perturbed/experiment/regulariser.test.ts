import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../../../core/check/finite-differences';
import type { PlanePoint } from '../../../core/laws/hull';
import { softmax } from '../../../core/laws/gibbs';
import { laws } from '../../../core/noise/laws';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { exactLaw } from './law';
import {
  conjugateAt,
  fanOf,
  gibbsMaximumOf,
  levelLines,
  perturbedMaximumOf,
  type SmoothMaximumAt,
} from './regulariser';
import { inPlane, placeOf, sceneOf, structureNames, type StructureName } from './structures';

const vertices = [1.2, -0.3, 0.7, 1, -0.6, 0.9, -1.1, -0.4, 0, -1.1];
const noiseOf = (law: 'normal' | 'gumbel' | 'logistic') => createNoise(noiseSpec(law));
const made = (name: StructureName) => sceneOf(name, vertices);
const value = (at: SmoothMaximumAt, y: PlanePoint) => conjugateAt(at, y).value;

const still = () => Promise.resolve();

const threeLaws = [
  [0.2, 0.3, 0.5],
  [1 / 3, 1 / 3, 1 / 3],
  [0.98, 0.01, 0.01],
  [0.002, 0.499, 0.499],
];

describe('the regulariser that noise is', () => {
  it('is minus the entropy for one of three under Gumbel noise', () => {
    const scene = made('simplex');
    const omega = perturbedMaximumOf(scene, noiseOf('gumbel'))!;
    for (const p of threeLaws) {
      const entropy = -p.reduce((sum, each) => sum + each * Math.log(each), 0);
      const y = placeOf(scene, p);
      expect(value(omega, y)).toBeCloseTo(-entropy, 8);
      expect(value(gibbsMaximumOf(scene), y)).toBeCloseTo(-entropy, 8);
    }
  });

  it('of switches is a sum over them: entropies, or minus densities at quantiles', () => {
    const scene = made('switches');
    const p = [0.3, 0.9];
    const y = placeOf(scene, p);
    const binary = p.reduce((sum, q) => sum + q * Math.log(q) + (1 - q) * Math.log(1 - q), 0);
    expect(value(perturbedMaximumOf(scene, noiseOf('logistic'))!, y)).toBeCloseTo(binary, 8);
    expect(value(gibbsMaximumOf(scene), y)).toBeCloseTo(binary, 8);
    const { density, quantile } = laws.normal;
    const normal = -p.reduce((sum, q) => sum + density(quantile(q)), 0);
    expect(value(perturbedMaximumOf(scene, noiseOf('normal'))!, y)).toBeCloseTo(normal, 8);
  });

  it('is that of a line where all corners lie on one', async () => {
    const along = [0, 0.2, 0.7, 1];
    const scene = sceneOf(
      'polygon',
      along.flatMap((t) => [-0.07 * t, 0.16 * t]),
    );
    const gibbs = gibbsMaximumOf(scene);
    const { centre, rim, values } = await fanOf(scene.places, gibbs, still);
    /** Minus the largest entropy of a law on the corners whose mean is a share of the way to an end. */
    const onLine = (share: number, end: 0 | 1) => {
      const middle = along.reduce((sum, t) => sum + t, 0) / along.length;
      const mean = middle + share * (end - middle);
      const lawOf = (slope: number) => softmax(along.map((t) => slope * t));
      let [low, high] = [-1e4, 1e4];
      for (let i = 0; i < 100; i++) {
        const slope = (low + high) / 2;
        const reached = lawOf(slope).reduce((sum, p, i) => sum + p * along[i], 0);
        if (reached < mean) low = slope;
        else high = slope;
      }
      return lawOf(low).reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
    };
    for (const end of [0, 1] as const) {
      const [x, y] = scene.places[end === 0 ? 0 : 3];
      const ray = rim.findIndex(([u, v]) => Math.hypot(u - x, v - y) < 1e-12);
      for (const [i, share] of [0.5, 0.75].entries()) {
        const at: PlanePoint = [
          centre[0] + share * (x - centre[0]),
          centre[1] + share * (y - centre[1]),
        ];
        expect(value(gibbs, at)).toBeCloseTo(onLine(share, end), 8 - i);
      }
      expect(values[ray].every(Number.isFinite)).toBe(true);
    }
  });

  it('is not the entropy of rankings: these come in pairs', () => {
    const scene = made('ranking');
    const gumbel = perturbedMaximumOf(scene, noiseOf('gumbel'))!;
    const y = placeOf(scene, [0.4, 1.1, 1.5]);
    expect(Math.abs(value(gumbel, y) - value(gibbsMaximumOf(scene), y))).toBeGreaterThan(0.1);
  });

  it.each(structureNames.filter((name) => name !== 'paths'))(
    'has the prediction of %s where <mu, y> - sigma Omega(y) is most',
    (name) => {
      const scene = made(name);
      const noise = noiseOf('normal');
      const omega = perturbedMaximumOf(scene, noise)!;
      const [scores, sigma] = [[0.7, -0.4] as const, 0.6];
      const y = placeOf(scene, exactLaw(scene, scores, sigma, noise)!.mean);
      const objective = (at: ArrayLike<number>) =>
        scores[0] * at[0] + scores[1] * at[1] - sigma * value(omega, [at[0], at[1]]);
      for (const slope of finiteDifferenceGradient(objective, y, 1e-3)) {
        expect(Math.abs(slope)).toBeLessThan(1e-6);
      }
      for (let turn = 0; turn < 8; turn++) {
        const angle = (turn * Math.PI) / 4;
        const aside = [y[0] + 0.05 * Math.cos(angle), y[1] + 0.05 * Math.sin(angle)];
        expect(objective(aside)).toBeLessThan(objective(y));
      }
      // and what is taken away there is what the maximum loses
      const { maximum } = exactLaw(scene, scores, sigma, noise)!;
      const [u, v] = inPlane(scene, scene.structures[0]);
      const middle = scores[0] * (u - scene.places[0][0]) + scores[1] * (v - scene.places[0][1]);
      expect(objective(y)).toBeCloseTo(maximum - middle, 8);
    },
  );

  it('is not known of paths, and of a polygon under other than normal noise', () => {
    expect(perturbedMaximumOf(made('polygon'), noiseOf('gumbel'))).toBeNull();
    expect(perturbedMaximumOf(made('paths'), noiseOf('normal'))).toBeNull();
  });
});

describe('its levels', () => {
  it.each(['simplex', 'ranking', 'polygon'] as const)(
    'of %s run where it has their value',
    async (name) => {
      const scene = made(name);
      const omega = perturbedMaximumOf(scene, noiseOf('normal'))!;
      const fan = await fanOf(scene.places, omega, still);
      for (const share of [0.1, 0.5, 0.9]) {
        const level = (1 - share) * fan.least;
        for (const line of levelLines(fan, level)) {
          for (const [x, y] of line.slice(1, -1)) {
            const inside: PlanePoint = [
              fan.centre[0] + 0.9999 * (x - fan.centre[0]),
              fan.centre[1] + 0.9999 * (y - fan.centre[1]),
            ];
            expect(Math.abs(value(omega, inside) - level)).toBeLessThan(0.01 * -fan.least);
          }
        }
      }
    },
  );

  it('go around the middle, and beyond the least of an edge to its ends', async () => {
    const scene = made('simplex');
    const fan = await fanOf(scene.places, gibbsMaximumOf(scene), still);
    const [low, high] = [levelLines(fan, -1), levelLines(fan, -0.5)];
    expect(low).toHaveLength(1);
    expect(low[0][0]).toEqual(low[0].at(-1));
    // half a nat is left on an edge at p = 0.2: three pieces around the corners
    expect(high).toHaveLength(3);
    const onEdge = placeOf(scene, [0.19997, 0.80003, 0]);
    const ends = high.flatMap((line) => [line[0], line.at(-1)!]);
    const nearest = Math.min(...ends.map(([x, y]) => Math.hypot(x - onEdge[0], y - onEdge[1])));
    expect(nearest).toBeLessThan(0.01);
  });
});

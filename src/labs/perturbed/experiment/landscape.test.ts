import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fenchelYoung } from '../../../core/estimators/fenchel-young';
import { finiteDifferenceGradient } from '../../../core/check/finite-differences';
import type { PlanePoint } from '../../../core/laws/hull';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { squaredLength } from '../../../core/vector';
import { frozenDraws } from './draws';
import { descent, gradientAt, lossGrid, lossOf, type Landscape } from './landscape';
import { exactLaw } from './law';
import { inPlane, sceneOf, scoresAt, structureNames } from './structures';

const PENTAGON = [1, 0, 0.3, 0.9, -0.8, 0.6, -0.7, -0.5, 0.4, -1];
const AT: PlanePoint = [0.6, -0.4];

function landscape(name: (typeof structureNames)[number], patch: Partial<Landscape> = {}) {
  const scene = sceneOf(name, PENTAGON);
  const noise = createNoise(noiseSpec('normal'));
  const draws = frozenDraws(scene, noise, 1, 200);
  const rest = { sigma: 0.7, loss: 'fenchel-young', truth: 1, lambda: 2 } as const;
  return { scene, noise, draws, ...rest, ...patch };
}

describe.each(structureNames)('losses on %s', (name) => {
  it('Fenchel-Young is convex, not below 0, and what the core estimates', () => {
    const given = landscape(name);
    const loss = lossOf(given);
    const coordinate = fc.double({ min: -3, max: 3, noNaN: true });
    const point = fc.tuple(coordinate, coordinate);
    fc.assert(
      fc.property(point, point, ([a, b], [c, d]) => {
        const middle = loss([(a + c) / 2, (b + d) / 2]);
        expect(middle).toBeLessThanOrEqual((loss([a, b]) + loss([c, d])) / 2 + 1e-12);
        expect(middle).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 40 },
    );
    const { scene, sigma, draws, truth } = given;
    const mu = scoresAt(scene, AT);
    const wanted = scene.structures[truth];
    const found = fenchelYoung(scene.oracle, mu, sigma, draws.source, wanted);
    const gamma = new Float64Array(scene.oracle.dim);
    let luck = 0;
    for (let draw = 0; draw < draws.count; draw++) {
      draws.source.fill(draw, gamma);
      wanted.forEach((y, i) => (luck += (sigma * y * gamma[i]) / draws.count));
    }
    expect(loss(AT)).toBeCloseTo(found.loss.value - luck, 10);
  });

  it.each(['fenchel-young', 'squared'] as const)(
    'the exact gradient of %s is its slope',
    (loss) => {
      // paths have no exact law
      if (name === 'paths') return;
      const given = landscape(name, { loss });
      const { scene, noise, sigma, truth } = given;
      const wanted = scene.structures[truth];
      const exact = ([x, y]: ArrayLike<number> & Iterable<number>) => {
        const { mean, maximum } = exactLaw(scene, [x, y], sigma, noise)!;
        const mu = scoresAt(scene, [x, y]);
        return loss === 'squared'
          ? squaredLength(mean.map((m, i) => m - wanted[i])) / 2
          : maximum - mu.reduce((sum, score, i) => sum + score * wanted[i], 0);
      };
      const slope = finiteDifferenceGradient(exact, AT);
      gradientAt(given, AT).forEach((g, i) => expect(g).toBeCloseTo(slope[i], 7));
    },
  );

  it('the gradient of blackbox is the slope of its interpolation, where that has one', () => {
    const given = landscape(name, { loss: 'blackbox' });
    const loss = lossOf(given);
    const slope = finiteDifferenceGradient(([x, y]) => loss([x, y]), [0.61, -0.43], 1e-6);
    gradientAt(given, [0.61, -0.43]).forEach((g, i) => expect(g).toBeCloseTo(slope[i], 6));
  });

  it('descends to scores that predict the truth more often', () => {
    const given = landscape(name);
    const end = descent(given, AT, 3).at(-1)!;
    // noise that acts unseen is not outdone by scores of the plane
    const left = name === 'paths' ? 0.7 : 0.2;
    expect(lossOf(given)(end)).toBeLessThan(left * lossOf(given)(AT) + 1e-9);
  });
});

it('without a law the gradient is that of the draws', () => {
  const scene = sceneOf('polygon', PENTAGON);
  const noise = createNoise(noiseSpec('gumbel'));
  const given = { ...landscape('polygon'), noise, draws: frozenDraws(scene, noise, 1, 2000) };
  const slope = finiteDifferenceGradient(([x, y]) => lossOf(given)([x, y]), AT, 0.05);
  gradientAt(given, AT).forEach((g, i) => expect(g).toBeCloseTo(slope[i], 1));
  const squared = gradientAt({ ...given, loss: 'squared' }, AT);
  expect(inPlane(scene, squared).every(Number.isFinite)).toBe(true);
});

it('has the same values on a grid', () => {
  const given = landscape('ranking', { loss: 'squared' });
  const grid = lossGrid(given, [-1, 0, 1], [0, 2]);
  expect(grid[5]).toBe(lossOf(given)([1, 2]));
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as data from '../gallery/data';
import { labelBox } from '../shared/labels';
import { tallied, type PlaneData } from './data';
import { planeLayout } from './layout';
import { cornerOf, leadOf, onBorder, sectorIn, tallyOf, type Pair, type Triple } from './model';

const SIZE = { width: 640, height: 360 };
const number = fc.double({ min: -3, max: 3, noNaN: true });
const triple = fc.tuple(number, number, number);
const setting = fc.record({
  scores: triple,
  losses: triple,
  sigma: fc.double({ min: 0.05, max: 5, noNaN: true }),
  epsilon: fc.double({ min: 0.1, max: 3, noNaN: true }),
  point: fc.tuple(number, number),
});

/** The argmax of three sums, by its definition. */
function winnerOf(scores: Triple, sigma: number, [u, v]: Pair): number {
  const sums = [scores[0] + sigma * u, scores[1] + sigma * v, scores[2]];
  return sums.indexOf(Math.max(...sums));
}

describe('the plane of the noise', () => {
  it('has the winner of the perturbed scores in every sector, and ties at its corner', () => {
    fc.assert(
      fc.property(setting, ({ scores, sigma, point }) => {
        const sectors = { scores, sigma };
        const i = winnerOf(scores, sigma, point);
        for (const j of [0, 1, 2]) {
          if (j !== i) expect(leadOf(sectors, [i, j], point)).toBeGreaterThan(-1e-9);
        }
        for (const pair of [
          [0, 1],
          [1, 2],
        ] as const) {
          expect(leadOf(sectors, pair, cornerOf(sectors))).toBeCloseTo(0, 9);
        }
      }),
    );
  });

  it('is covered by the three sectors once', () => {
    const area = (polygon: readonly Pair[]) =>
      polygon.reduce((sum, [u, v], n) => {
        const [p, q] = polygon[(n + 1) % polygon.length];
        return sum + (u * q - p * v) / 2;
      }, 0);
    const square: Pair[] = [
      [-4, -4],
      [4, -4],
      [4, 4],
      [-4, 4],
    ];
    fc.assert(
      fc.property(setting, ({ scores, sigma }) => {
        const parts = [0, 1, 2].map((i) => area(sectorIn(square, { scores, sigma }, i)));
        expect(parts.reduce((a, b) => a + b)).toBeCloseTo(64, 6);
        for (const part of parts) expect(part).toBeGreaterThan(-1e-9);
      }),
    );
  });

  it('counts the draws by their definition, and finds the one next to a border', () => {
    fc.assert(
      fc.property(setting, ({ scores, losses, sigma, epsilon }) => {
        const { draws } = data.planeCase(scores, losses);
        const augmented = scores.map((s, i) => s + epsilon * losses[i]) as unknown as Triple;
        const found = tallyOf(draws, { scores, sigma }, { scores: augmented, sigma });
        let differing = 0;
        let least = Infinity;
        draws.u.forEach((u, n) => {
          const at: Pair = [u, draws.v[n]];
          const [before, after] = [winnerOf(scores, sigma, at), winnerOf(augmented, sigma, at)];
          differing += Number(before !== after);
          const sums = [scores[0] / sigma + u, scores[1] / sigma + at[1], scores[2] / sigma];
          const [first, second] = sums.sort((a, b) => b - a);
          least = Math.min(least, first - second);
        });
        // a border may pass within the rounding of the scores divided by sigma
        expect(Math.abs(found.differing - differing)).toBeLessThanOrEqual(least < 1e-9 ? 1 : 0);
        expect(found.closest.gap).toBeCloseTo(least, 9);
        const wins = [0, 1, 2].map((i) => found.winners.filter((winner) => winner === i).length);
        expect(found.wins).toEqual(wins);
        const { draw, gap, pair } = found.closest;
        const beside = onBorder(pair, gap, [draws.u[draw], draws.v[draw]]);
        expect(leadOf({ scores, sigma }, pair, beside)).toBeCloseTo(0, 9);
      }),
    );
  });

  it('counts a tie where there is one', () => {
    const draws = { u: Float64Array.of(1, 0.5, -3), v: Float64Array.of(1, 0.25, -3) };
    const sectors = { scores: [0, 0, 0] as const, sigma: 1 };
    expect(tallyOf(draws, sectors, sectors).ties).toBe(1);
  });
});

describe('the grips of the plane', () => {
  const shown = data.planeCase([1, 0.9, -1], [1, 0, 1]);
  const gripsOf = (patch: Partial<PlaneData>) =>
    planeLayout(tallied({ ...shown, ...patch }), SIZE).grips;

  it('give the value that they stand for, and move their border to the pixel', () => {
    for (const sigma of [0.05, 0.1, 0.4, 1, 3]) {
      for (const epsilon of [-0.9, -0.2, 0.3, 0.8]) {
        const grips = gripsOf({ sigma, epsilon: epsilon * sigma });
        for (const [name, value] of [
          ['sigma', sigma],
          ['epsilon', epsilon * sigma],
        ] as const) {
          const grip = grips[name]!;
          const pixel = grip.vertical ? grip.at.y : grip.at.x;
          expect(grip.valueAt(pixel)).toBeCloseTo(value, 6);
          const moved = grip.valueAt(pixel - 2);
          const again = gripsOf({ sigma, epsilon: epsilon * sigma, [name]: moved })[name]!;
          const [before, after] = [grip.at, again.at];
          // where a value ends, its border does
          if (Math.abs(moved) > 0.0011) {
            expect(grip.vertical ? after.y - before.y : after.x - before.x).toBeCloseTo(-2, 4);
          }
        }
      }
    }
  });

  it('are missing where they would move nothing', () => {
    expect(gripsOf({ scores: [0, 0, 0] }).sigma).toBeNull();
    expect(gripsOf({ losses: [1, 1, 1] }).epsilon).toBeNull();
  });

  it('stay in the plot', () => {
    fc.assert(
      fc.property(setting, ({ scores, losses, sigma, epsilon }) => {
        const layout = planeLayout(tallied({ ...shown, scores, losses, sigma, epsilon }), SIZE);
        const { left, right, top, bottom } = layout.frame;
        for (const grip of [layout.grips.sigma, layout.grips.epsilon]) {
          if (!grip) continue;
          expect(grip.at.x).toBeGreaterThan(left - 1);
          expect(grip.at.x).toBeLessThan(right + 1);
          expect(grip.at.y).toBeGreaterThan(top - 1);
          expect(grip.at.y).toBeLessThan(bottom + 1);
        }
        for (const label of layout.labels) expect(labelBox(label).x).toBeGreaterThan(-1);
      }),
    );
  });
});

import { describe, expect, it } from 'vitest';
import { fallCase, frequencyCase, longTail } from '../gallery/data';
import { boxesOverlap } from '../shared/labels';
import type { ChartSize } from '../shared/size';
import { SIZES } from '../shared/testing';
import { leadersOf } from './describe';
import { frequencyLayout } from './layout';
import { sigmaOfSum } from './NoiseHandle';
import { durationOf, FULL, pilePaths, type Fall } from './pile';

const PAGE: ChartSize = { width: 925, height: 435 };
const counts = Array.from({ length: 11 }, (_, i) => i + 2);

describe('the main figure', () => {
  it('has its shares on an axis from 0 to 1, whatever they are', () => {
    const axes = [0.05, 1, 100].map((sigma) => {
      const { y, labels } = frequencyLayout(frequencyCase(longTail(12), sigma), PAGE);
      return [y.domain, y.range, labels.filter(({ text }) => /^(0|50%|100%)$/.test(text)).length];
    });
    // one more 0 is that of the scores
    expect(axes[0]).toEqual([[0, 1], axes[0][1], 4]);
    expect(axes[1]).toEqual(axes[0]);
    expect(axes[2]).toEqual(axes[0]);
  });

  it.each(counts)('keeps the bars of %i classes together', (n) => {
    for (const size of [PAGE, ...SIZES]) {
      const { columns } = frequencyLayout(frequencyCase(longTail(n)), size);
      const pitch = columns[1].centre - columns[0].centre;
      for (const { score, noise, pile, law } of columns) {
        const race = noise.x + noise.width - score.x;
        for (const width of [race, pile.width, law!.x2 - law!.x1]) {
          expect(pitch / width).toBeLessThanOrEqual(2.2);
        }
      }
      if (size.presentation) continue;
      const [first, last] = [columns[0].hit, columns[n - 1].hit];
      expect(last.x + last.width - first.x).toBeLessThanOrEqual(720);
    }
  });

  it('has scores on an axis of 2, or of what they need', () => {
    const levels = [
      [[1, 0.9, -1], 0.1, 2],
      [[2.5, 0, 0], 0.1, 3],
      [[0, -4, 0], 0.01, 5],
      [[0, 0], 30, 30],
      [[0, 0], 100, 100],
    ] as const;
    for (const [scores, sigma, level] of levels) {
      const { scores: scale } = frequencyLayout(frequencyCase(scores, sigma), PAGE);
      expect(scale.domain).toEqual([-level, level]);
    }
  });

  it('moves nothing but its marks when another draw is shown, or the loss, or another law', () => {
    const shown = frequencyCase([1, 0.9, -1], 0.1);
    const still = (data: typeof shown) => {
      const { zero, chance, grid, rings, columns } = frequencyLayout(data, PAGE);
      return [zero, chance, grid, rings, columns.map(({ hit, score, pile }) => [hit, score, pile])];
    };
    const before = still(shown);
    expect(still({ ...shown, draw: 99, perturbation: [-0.2, 0.4, 0.1] })).toEqual(before);
    expect(still({ ...shown, showsAugmented: true })).toEqual(before);
    expect(still({ ...shown, gibbs: shown.exact, exactLabel: 'exact integral' })).toEqual(before);
  });

  it('draws the line of the winners through the lowest of them', () => {
    const shown = { ...frequencyCase([1, 0.5, 0], 0.01), k: 2, winners: [true, true, false] };
    const { threshold, columns } = frequencyLayout(shown, PAGE);
    expect(threshold.y1).toBe(columns[1].sum.y);
  });

  it('sets sigma so that the sum of the loudest class is under the hand, apart from its score', () => {
    for (const n of counts) {
      const data = frequencyCase(longTail(n), 0.4);
      const sigma = { value: 0.4, bounds: [0.01, 100] as const };
      const { columns, scores } = frequencyLayout(data, PAGE);
      const gripped = columns.flatMap(({ noiseHandle }, i) => (noiseHandle ? [i] : []));
      const step = columns[1].centre - columns[0].centre;
      expect(gripped).toHaveLength(step < 48 ? 0 : 1);
      for (const i of gripped) {
        const sizes = Array.from(data.perturbation, Math.abs);
        expect(sizes[i]).toBe(Math.max(...sizes));
        expect(boxesOverlap(columns[i].noiseHandle!, columns[i].handle)).toBe(false);
        const at = (y: number) => sigmaOfSum(data, sigma, i, scores, y);
        expect(at(columns[i].sum.y)).toBeCloseTo(0.4, 9);
        const louder = frequencyCase(longTail(n), 0.7);
        expect(at(scores(louder.scores[i] + louder.perturbation[i]))).toBeCloseTo(0.7, 9);
        // beyond the score there is no sigma
        expect(at(2 * columns[i].scoreEnd - columns[i].sum.y)).toBe(0.01);
      }
    }
  });

  it('has no grip of sigma without noise', () => {
    const data = { ...frequencyCase([1, 0]), perturbation: [0, 0] };
    const { columns } = frequencyLayout(data, PAGE);
    expect(columns.map(({ noiseHandle }) => noiseHandle)).toEqual([null, null]);
  });

  it('has more than one leader in a tie', () => {
    expect(leadersOf([0.25, 0.4, 0.4 - 1e-12])).toEqual([1, 2]);
    expect(leadersOf([0.5, 0.3, 0.2])).toEqual([0]);
  });
});

describe('a pile', () => {
  const box = { x: 100, y: 20, width: 90, height: 180 };
  const dotsOf = (path: string) =>
    [...path.matchAll(/M([\d.]+),([\d.]+)a([\d.]+)/g)].map(([, x, y, r]) => ({
      x: Number(x) + Number(r),
      y: Number(y),
      r: Number(r),
    }));
  const all: Fall = {
    id: 'all',
    wins: [Array.from({ length: FULL }, (_, i) => i)],
    ...{ first: 0, marksLast: false, still: true },
  };

  it.each([
    [90, 180],
    [12, 150],
    [300, 100],
  ])('of a hundred draws fills its place of %i by %i pixels, each dot apart', (width, height) => {
    const dots = dotsOf(pilePaths({ ...box, width, height }, all, 0, 0, 0).dots);
    expect(dots).toHaveLength(100);
    expect(new Set(dots.map(({ x, y }) => `${x} ${y}`)).size).toBe(100);
    for (const { x, y, r } of dots) {
      expect(x - r).toBeGreaterThanOrEqual(box.x - 0.2);
      expect(x + r).toBeLessThanOrEqual(box.x + width + 0.2);
      expect(y - r).toBeGreaterThanOrEqual(box.y - 0.2);
      expect(y + r).toBeLessThanOrEqual(box.y + height + 0.2);
    }
  });

  it('is as high as the share of the draws, to a row', () => {
    const shown = frequencyCase([1, 0.9, -1], 0.1);
    const { wins } = fallCase(shown, 100);
    wins.forEach((draws, i) => {
      const dots = dotsOf(pilePaths(box, { ...all, wins }, i, 0, 0).dots);
      expect(dots).toHaveLength(draws.length);
      const top = Math.min(box.y + box.height, ...dots.map(({ y, r }) => y - r));
      const height = (box.y + box.height - top) / box.height;
      expect(Math.abs(height - draws.length / 100)).toBeLessThanOrEqual(0.11);
    });
  });

  it('falls within a second, one by one, and lies as it would without falling', () => {
    const falling = { ...all, still: false };
    const end = durationOf(falling);
    expect(end).toBeLessThanOrEqual(1000);
    expect(durationOf(all)).toBe(0);
    const at = (time: number) => pilePaths(box, falling, 0, 0, time).dots;
    expect(dotsOf(at(0))).toHaveLength(1);
    expect(dotsOf(at(100)).length).toBeGreaterThan(10);
    expect(at(end)).toBe(pilePaths(box, all, 0, 0, 0).dots);
  });

  it('marks the draw that is shown, which falls on those before it', () => {
    const step = { ...all, first: 99, marksLast: true, still: false };
    const { dots, last } = pilePaths(box, step, 0, 0, 0);
    expect(dotsOf(dots)).toHaveLength(99);
    expect(dotsOf(last)).toEqual([expect.objectContaining({ y: 0 })]);
  });
});

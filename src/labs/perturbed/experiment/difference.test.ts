import { describe, expect, it } from 'vitest';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { differenceAt } from './difference';
import { frozenDraws } from './draws';
import { exactLaw } from './law';
import { placeOf, sceneOf } from './structures';

const noise = createNoise(noiseSpec('normal'));
const [scores, sigma] = [[0.3, -0.5] as const, 0.9];

describe.each(['simplex', 'ranking', 'subset'] as const)('the mean of %s', (name) => {
  const scene = sceneOf(name, []);
  const placeAt = (x: number) =>
    placeOf(scene, exactLaw(scene, [x, scores[1]], sigma, noise)!.mean);

  it('moves as the exact derivative says, which is a limit of quotients', () => {
    const stage = { scene, noise, draws: frozenDraws(scene, noise, 3, 64) };
    const { exact } = differenceAt(stage, scores, sigma, [0.2, 0]);
    const [before, after] = [placeAt(scores[0] - 1e-4), placeAt(scores[0] + 1e-4)];
    exact!.forEach((x, i) => expect(x).toBeCloseTo((after[i] - before[i]) / 2e-4, 6));
  });

  it('moves on many draws as the quotient and the formula say', () => {
    const stage = { scene, noise, draws: frozenDraws(scene, noise, 3, 40_000) };
    const { quotient, formula, moved } = differenceAt(stage, scores, sigma, [0.3, 0]);
    const chord = [placeAt(scores[0]), placeAt(scores[0] + 0.3)];
    const { exact } = differenceAt(stage, scores, sigma, [0.3, 0]);
    // a draw changes its corner seldom: the error of a share, of 40,000
    quotient.forEach((x, i) => {
      expect(Math.abs(x - (chord[1][i] - chord[0][i]) / 0.3)).toBeLessThan(0.05);
    });
    formula.forEach((x, i) => expect(Math.abs(x - exact![i])).toBeLessThan(0.05));
    moved.forEach((x, i) => expect(Math.abs(x - chord[1][i])).toBeLessThan(0.02));
  });
});

it('of paths moves too, without an exact law', () => {
  const scene = sceneOf('paths', []);
  const stage = { scene, noise, draws: frozenDraws(scene, noise, 3, 256) };
  const { exact, quotient } = differenceAt(stage, scores, sigma, [0.5, 0]);
  expect(exact).toBeNull();
  expect(quotient[0]).toBeGreaterThan(0);
});

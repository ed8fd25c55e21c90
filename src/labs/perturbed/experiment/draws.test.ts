import { describe, expect, it } from 'vitest';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { frozenDraws, measure, winnersOf } from './draws';
import { sceneOf, scoresAt, structureNames } from './structures';

const PENTAGON = [1, 0, 0.3, 0.9, -0.8, 0.6, -0.7, -0.5, 0.4, -1];

describe.each(structureNames)('frozen draws of %s', (name) => {
  const scene = sceneOf(name, PENTAGON);
  const noise = createNoise(noiseSpec('gumbel'));
  const draws = frozenDraws(scene, noise, 3, 64);
  const winners = winnersOf(scene, draws, [0.4, 0.9], 0.7);

  it('are won by what the oracle finds', () => {
    const { dim } = scene.oracle;
    const [gamma, y] = [new Float64Array(dim), new Float64Array(dim)];
    const mu = scoresAt(scene, [0.4, 0.9]);
    winners.forEach((s, draw) => {
      draws.source.fill(draw, gamma);
      scene.oracle.argmax(
        mu.map((score, i) => score + 0.7 * gamma[i]),
        y,
      );
      expect(y).toEqual(scene.structures[s]);
    });
  });

  it('stay when there are more of them', () => {
    expect(frozenDraws(scene, noise, 3, 128).places.slice(0, 64)).toEqual(draws.places);
  });

  it('have shares, a mean in the plane and its covariance', () => {
    const { shares, place, covariance } = measure(scene, winners);
    expect(shares.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const [x, y] = [0, 1].map((i) =>
      scene.places.reduce((sum, at, s) => sum + shares[s] * at[i], 0),
    );
    expect(place[0]).toBeCloseTo(x, 12);
    expect(place[1]).toBeCloseTo(y, 12);
    let squares = 0;
    for (const s of winners) squares += (scene.places[s][0] - x) ** 2;
    expect(covariance[0]).toBeCloseTo(squares / 64 / 64, 12);
  });
});

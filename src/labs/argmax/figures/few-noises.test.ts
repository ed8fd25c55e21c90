import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fewNoisesSentence, fewNoisesTitle } from '../../../charts/few-noises/describe';
import { lawNames } from '../../../core/noise/laws';
import { createNoise, noiseSpec } from '../../../core/noise/noise';
import { createRng } from '../../../core/rng/rng';
import { distancesOf, fewNoisesData } from './FewNoisesFigure';

type Setting = Parameters<typeof distancesOf>[0];

const gumbel = (sigma: number): Setting => ({ sigma, noise: noiseSpec('gumbel') });
const shown = (setting: Setting, coupling: number) => fewNoisesData(setting, coupling, []);

describe('few noises', () => {
  it('misplace 8.6, 11.9 and 9.2 % of the mass at couplings 0.5, 1 and 2, and none at 0', () => {
    const titles = [0.5, 1, 2].map((coupling) => fewNoisesTitle(shown(gumbel(1), coupling)));
    expect(titles).toEqual(
      ['8.64', '11.9', '9.20'].map(
        (share) => `Few noises are not Gibbs: ${share}% of the mass lies elsewhere`,
      ),
    );
    expect(fewNoisesTitle(shown(gumbel(1), 0))).toBe('Without coupling, few noises are Gibbs too');
  });

  it('have a curve that goes through the distance of the moment', () => {
    const setting = gumbel(0.7);
    const distances = distancesOf(setting);
    const data = fewNoisesData(setting, -1.5, distances);
    expect(distances[data.couplings.indexOf(-1.5)]).toBeCloseTo(data.distance, 12);
  });

  it('are told apart from a noise per structure, which is Gibbs under Gumbel noise only', () => {
    expect(fewNoisesSentence(shown(gumbel(1), 1))).toContain('its law is Gibbs exactly');
    const normal = { sigma: 1, noise: noiseSpec('normal') };
    expect(fewNoisesSentence(shown(normal, 1))).toContain('structures 6.40% lies elsewhere too');
  });
});

describe('the title', () => {
  /** The mass elsewhere, from draws of the noise and the definition of the Gibbs law. */
  function counted({ sigma, noise }: Setting, c: number, draws: number): number {
    const { sample, law, scale } = createNoise(noise);
    const rng = createRng(5, 'few-noises');
    const scores = [c, 0.5, -0.3, 0.2 + c];
    const counts = [0, 0, 0, 0];
    for (let draw = 0; draw < draws; draw++) {
      const [p, q, r, s] = [0, 1, 2, 3].map((part) => sigma * sample(rng.word(draw, part)));
      const sums = scores.map((score, y) => score + (y & 1 ? q : p) + (y & 2 ? s : r));
      counts[sums.indexOf(Math.max(...sums))]++;
    }
    const temperature = sigma * (law === 'gumbel' ? scale : 1);
    const weights = scores.map((score) => Math.exp((score - Math.max(...scores)) / temperature));
    const total = weights.reduce((sum, weight) => sum + weight);
    const distances = weights.map((w, y) => Math.abs(w / total - counts[y] / draws));
    return distances.reduce((sum, distance) => sum + distance) / 2;
  }

  it('is true of 200 random settings, by counting', () => {
    const draws = 4000;
    const setting = fc.record({
      law: fc.constantFrom(...lawNames),
      power: fc.double({ min: -1.5, max: 1.5, noNaN: true }),
      coupling: fc.oneof(fc.constant(0), fc.double({ min: -2, max: 2, noNaN: true })),
    });
    fc.assert(
      fc.property(setting, ({ law, power, coupling }) => {
        const own = { sigma: 10 ** power, noise: noiseSpec(law) };
        const title = fewNoisesTitle(shown(own, coupling));
        const claimed = /Gibbs: ([\d.]+)%/.exec(title)?.[1];
        if (!claimed) expect(title).toMatch(coupling === 0 ? /^Without coupling/ : /as good as/);
        // four shares, each within five standard errors
        const slack = 4 * Math.sqrt(1 / draws);
        const share = Number(claimed ?? 0) / 100;
        expect(Math.abs(counted(own, coupling, draws) - share)).toBeLessThan(slack);
      }),
      { numRuns: 200 },
    );
  });
});

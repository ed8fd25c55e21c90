import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planeSentence, planeTitle } from '../../../charts/plane/describe';
import { mostZoom, ZOOM } from '../../../charts/plane/data';
import { simulatePairs } from '../../../core/check/simulate';
import { agreement, directLossVariance } from '../../../core/laws/direct-loss';
import { lawNames } from '../../../core/noise/laws';
import { defaultsOf } from '../../../state/params';
import { problemOf } from '../model';
import { argmaxTable, normalise, type ArgmaxValues } from '../params';
import { presets } from '../presets';
import { noiseDifferences, PLANE_DRAWS, planeData } from './PlaneFigure';

const defaults = defaultsOf(argmaxTable);
const nearTie = { ...presets.find(({ id }) => id === 'near-tie')!.values, sigma: 1, epsilon: -0.9 };

function shown(patch: Partial<ArgmaxValues>, zoom = 0) {
  const values = normalise({ ...defaults, ...patch, k: 1 });
  return { ...planeData(values, [0, 1, 2], noiseDifferences(problemOf(values), [0, 1, 2])), zoom };
}

/** Share of the draws whose predictions differ, from the table of both. */
function differingShare(values: ArgmaxValues, samples: number): number {
  const { joint, n } = simulatePairs(problemOf(values), samples);
  let same = 0;
  for (let i = 0; i < n; i++) same += joint[i * n + i];
  return 1 - same / samples;
}

describe('the plane of the noise', () => {
  it('shows the very draws that the sampler counts', () => {
    for (const noise of lawNames) {
      const values = normalise({ ...defaults, ...nearTie, noise });
      const { differing } = shown({ ...nearTie, noise }).tally;
      expect(differing / PLANE_DRAWS).toBeCloseTo(differingShare(values, PLANE_DRAWS), 12);
    }
  });

  it('has 22 % of the draws in the strip of the near tie: the share of B grows by as much', () => {
    const { differing } = shown(nearTie);
    const share = (b: number) => Math.exp(b) / (Math.exp(1) + Math.exp(b) + Math.exp(-1));
    const grown = Math.exp(0.9) / (Math.exp(0.1) + Math.exp(0.9) + Math.exp(-1.9)) - share(0.9);
    expect(differing).toBeCloseTo(grown, 12);
    expect(differing).toBeCloseTo(0.2187, 4);
  });

  it('knows the share of the strip for every law, to five standard errors of 40,000 draws', () => {
    for (const noise of lawNames) {
      for (const patch of [nearTie, { scores: [0.3, 0, -0.2], loss: [0, 1, 2.5], epsilon: 0.6 }]) {
        const values = normalise({ ...defaults, ...patch, noise, k: 1, seed: 7 });
        const { differing } = shown({ ...patch, noise });
        const error = Math.sqrt((differing * (1 - differing)) / 40_000);
        expect(Math.abs(differingShare(values, 40_000) - differing)).toBeLessThan(5 * error);
      }
    }
  });

  it('refuses the law of both predictions of subsets', () => {
    const problem = { ...problemOf(normalise({ ...defaults, ...nearTie })), k: 2 };
    expect(() => agreement(problem)).toThrow('k = 2');
    expect(() => directLossVariance(problem)).toThrow('k = 2');
  });

  it('has no draw on a border: none of 10,000, and the closest misses it', () => {
    const data = shown(nearTie, 2);
    expect(data.tally.ties).toBe(0);
    expect(planeSentence(data)).toMatch(
      /^64 times closer, .* Of 10,000 draws none lies on a border; this one misses it by /,
    );
    // the last look has it beside the border, the next one would not have it any more
    const half = data.reach / ZOOM ** mostZoom(data);
    expect(data.tally.closest.gap).toBeLessThan(half / 2);
    expect(data.tally.closest.gap).toBeGreaterThan(half / 20.1);
    expect(shown({ scores: [0, 0, 0, 0], loss: [0, 1, 1, 1] }).tally.ties).toBe(0);
  });
});

describe('its title', () => {
  it('is true of the presets and of 200 random settings, by counting the draws anew', () => {
    const holds = (patch: Partial<ArgmaxValues>) => {
      const data = shown(patch);
      const title = planeTitle(data);
      expect(title).toContain('a tie has no width');
      const { u, v } = data.draws;
      let differing = 0;
      for (let n = 0; n < PLANE_DRAWS; n++) {
        const sums = data.scores.map((s, i) => s + data.sigma * [u[n], v[n], 0][i]);
        const pulled = sums.map((sum, i) => sum + data.epsilon * data.losses[i]);
        const best = (list: readonly number[]) => list.indexOf(Math.max(...list));
        differing += Number(best(sums) !== best(pulled));
      }
      const counted = differing / PLANE_DRAWS;
      if (title.startsWith('Equal losses')) {
        expect(counted).toBe(0);
        return;
      }
      const claimed = /in ([\d.×⁻¹²³⁴⁵⁶⁷⁸⁹⁰]+)% of/.exec(title)![1];
      const share = claimed.includes('×') ? 0 : Number(claimed) / 100;
      const error = Math.sqrt((share * (1 - share)) / PLANE_DRAWS) + 1 / PLANE_DRAWS;
      // three digits are said: 99.96% is 100%
      const rounding = share === 0 ? 0 : 0.5 * 10 ** (Math.floor(Math.log10(share)) - 2);
      expect(Math.abs(counted - share)).toBeLessThan(6 * error + rounding);
    };
    for (const { values } of presets) holds({ ...values, noise: 'normal' });
    const setting = fc.record({
      scores: fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 3, maxLength: 3 }),
      loss: fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 3, maxLength: 3 }),
      sigma: fc.double({ min: -1, max: 1, noNaN: true }),
      epsilon: fc.constantFrom(-3, -0.3, -0.03, 0.03, 0.3, 3),
      noise: fc.constantFrom(...lawNames),
    });
    fc.assert(
      fc.property(setting, ({ scores, loss, sigma, epsilon, noise }) => {
        holds({ scores: scores.map((s) => s / 10), loss, sigma: 10 ** sigma, epsilon, noise });
      }),
      { numRuns: 200 },
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { letGoTitle } from '../../../charts/let-go/describe';
import { verdictOf } from '../../../charts/let-go/model';
import { interiorMinimum } from '../../../charts/loss-curve/layout';
import { lossCurve, type ArgmaxCurves } from '../../../core/laws/curves';
import { sigmaDescent } from '../../../core/laws/sigma-descent';
import { defaultsOf } from '../../../state/params';
import { estimatorMean, exactGradient } from '../gradients';
import { problemOf } from '../model';
import { argmaxTable, normalise, type ArgmaxValues } from '../params';
import { presets } from '../presets';
import { letGoData, letGoSentence } from './LetGoFigure';

const defaults = defaultsOf(argmaxTable);
const nearTie = presets.find(({ id }) => id === 'near-tie')!.values;
const BOUNDS = [argmaxTable.sigma.min, argmaxTable.sigma.max] as const;

/** The figure after the ball has been let go with each epsilon in turn. */
function after(patch: Partial<ArgmaxValues>, epsilons: readonly number[]) {
  const values = normalise({ ...defaults, ...patch });
  const problem = problemOf(values);
  const trails = epsilons.map((epsilon) => {
    const own = { ...problem, epsilon };
    const slopes = { estimated: estimatorMean(own).sigma, exact: exactGradient(own).sigma };
    return { epsilon, ...sigmaDescent(own, BOUNDS), ...slopes };
  });
  const curves: Pick<ArgmaxCurves, 'lossCurve'> = { lossCurve: lossCurve(problem) };
  return letGoData(values, curves, { trails, walked: 60 });
}

/** Expected loss of a Gumbel argmax, by its definition. */
function gumbelLoss({ scores, loss }: Pick<ArgmaxValues, 'scores' | 'loss'>, sigma: number) {
  const weights = scores.map((score) => Math.exp((score - Math.max(...scores)) / sigma));
  const total = weights.reduce((sum, weight) => sum + weight);
  return weights.reduce((sum, weight, i) => sum + (weight / total) * loss[i], 0);
}

describe('the title of "let sigma go"', () => {
  it('claims nothing before the ball has come to its end', () => {
    const neutral = 'Let σ go, and see where its estimated gradient takes it';
    expect(letGoTitle(after(nearTie, []))).toBe(neutral);
    expect(letGoTitle({ ...after(nearTie, [-1]), walked: 5 })).toBe(neutral);
  });

  it('says which epsilon helps and which does not, in the lesson of the near tie', () => {
    const tie = { ...nearTie, sigma: 0.1 };
    expect(letGoTitle(after(tie, [-0.1]))).toBe(
      'Let σ go: ε = −0.1 takes it from 0.10 to 0.55, and the loss falls',
    );
    expect(letGoTitle(after(tie, [-1]))).toBe(
      'Let σ go: ε = −1 takes it the wrong way, from 0.10 to 0.028',
    );
    for (const order of [
      [-0.1, -1],
      [-1, -0.1],
    ]) {
      expect(letGoTitle(after(tie, order))).toBe(
        'Let σ go: ε = −0.1 lowers the loss, ε = −1 goes the wrong way',
      );
    }
    expect(letGoTitle(after(tie, [1]))).toContain('takes it too far');
    expect(letGoSentence(after(tie, [-1]))).toContain(
      'the estimate of the slope is 0.581 on average, and the slope itself −1.97, of the opposite sign',
    );
  });

  it('says that nothing changes, and marks no least loss, where every class costs the same', () => {
    for (const sigma of [0.05, 1, 30]) {
      const data = after({ scores: [-0.2, 4.8, 1.4], loss: [1, 1, 1], sigma }, [0.3]);
      expect(letGoTitle(data)).toBe('Let σ go: ε = 0.3 changes the loss by nothing that shows');
      expect(interiorMinimum(data)).toBeNull();
    }
  });

  it('is true of the presets and of 200 random settings, by the closed form of Gumbel noise', () => {
    const true_ = (patch: Partial<ArgmaxValues>, epsilon: number) => {
      const values = normalise({ ...defaults, ...patch, noise: 'gumbel', k: 1 });
      const data = after(values, [epsilon]);
      const title = letGoTitle(data);
      const { sigmas } = data.trails[0];
      const losses = sigmas.map((sigma) => gumbelLoss(values, sigma));
      const [start, end] = [losses[0], losses.at(-1)!];
      if (title.includes('and the loss falls')) expect(end).toBeLessThan(start);
      else if (title.includes('wrong way')) expect(end).toBeGreaterThan(start);
      else if (title.includes('too far')) {
        expect(Math.min(...losses)).toBeLessThan(Math.min(start, end));
      } else {
        expect(title).toContain('nothing that shows');
        const range = Math.max(...data.losses) - Math.min(...data.losses);
        expect(Math.abs(end - start)).toBeLessThan(0.011 * range + 1e-9);
      }
    };
    for (const { values } of presets) for (const epsilon of [-1, 0.3]) true_(values, epsilon);
    const setting = fc.record({
      scores: fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 6 }),
      sigma: fc.double({ min: -2, max: 2, noNaN: true }),
      epsilon: fc.constantFrom(-30, -3, -0.3, -0.03, 0.03, 0.3, 3, 30),
      loss: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 6, maxLength: 6 }),
    });
    fc.assert(
      fc.property(setting, ({ scores, sigma, epsilon, loss }) => {
        const own = loss.slice(0, scores.length);
        true_({ scores: scores.map((s) => s / 10), loss: own, sigma: 10 ** sigma }, epsilon);
      }),
      { numRuns: 200 },
    );
  });

  it('judges a trail the same under every law', () => {
    const tie = { ...nearTie, sigma: 0.1 };
    for (const noise of ['normal', 'logistic'] as const) {
      const data = after({ ...tie, noise }, [-0.1, -1]);
      expect(data.trails.map((trail) => verdictOf(trail, data))).toEqual(['right', 'wrong']);
    }
  });
});

it('marks the least loss where a finer search finds it', () => {
  const { sigmas, losses } = after(nearTie, []);
  const finer = Array.from({ length: 4001 }, (_, i) => 0.3 * 10 ** (i / 4000));
  const values = normalise({ ...defaults, ...nearTie });
  const best = finer.reduce((a, b) => (gumbelLoss(values, b) < gumbelLoss(values, a) ? b : a));
  const least = interiorMinimum({ sigmas, losses })!;
  expect(least.sigma / best).toBeCloseTo(1, 2);
  expect(least.loss).toBeCloseTo(gumbelLoss(values, best), 5);
});

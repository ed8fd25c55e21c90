import { describe, expect, it } from 'vitest';
import { bestBaseline, lossGradient, meanOf } from '../../laws/gibbs-moments';
import { gibbsTable } from '../../laws/gibbs-table';
import { oneHotLosses, smallProblems } from '../../laws/testing/problems';
import { structureTable } from '../../structures/table';
import type { LossEstimator } from '../gradient-estimator';
import { bestConstantBaseline, constantBaseline } from './baselines/constant';
import { independentBaseline } from './baselines/independent';
import { leaveOneOutOf } from './leave-one-out';
import { muPropOf } from './muprop';
import { reinforceOf } from './reinforce';
import { selfCriticBaseline } from './baselines/self-critic';
import { sumAndSampleOf } from './sum-and-sample';
import { unorderedSetOf } from './unordered-set';

const { oracle, scores: mu } = smallProblems.oneHot;
const scores = Float64Array.from(mu);
const table = structureTable(oracle);
const law = gibbsTable(table);
law.bind(mu, 1);
const names = ['linear', 'quad', 'network'] as const;
const lossesOf = (name: (typeof names)[number]) => law.rows.map((y) => oneHotLosses[name].value(y));

/** Traces of the variance of one estimate, linear, quad and network, computed elsewhere. */
const rows: readonly (readonly [string, readonly number[], (b: number) => LossEstimator])[] = [
  ['REINFORCE', [0.14175903, 0.11175664, 0.74157189], () => reinforceOf(table)],
  [
    'mean loss as a baseline',
    [0.03687428, 0.00485379, 0.30690513],
    (mean) => reinforceOf(table, { baseline: constantBaseline(mean) }),
  ],
  [
    'best baseline',
    [0.03038853, 0.004163, 0.21853187],
    () => reinforceOf(table, { baseline: bestConstantBaseline(table) }),
  ],
  [
    'self-critic',
    [0.13614651, 0.01978737, 1.63876816],
    () => reinforceOf(table, { baseline: selfCriticBaseline(oracle) }),
  ],
  [
    'independent sample',
    [0.09872566, 0.01585228, 0.98447347],
    () => reinforceOf(table, { baseline: independentBaseline(table) }),
  ],
  ['leave-one-out of 2', [0.06329878, 0.01068813, 0.66107607], () => leaveOneOutOf(table, 2)],
  ['leave-one-out of 4', [0.01669551, 0.00259032, 0.1613302], () => leaveOneOutOf(table, 4)],
  ['leave-one-out of 8', [0.00621149, 0.00090177, 0.05649255], () => leaveOneOutOf(table, 8)],
  ['MuProp', [0, 0.11009688, 0.65255804], () => muPropOf(table)],
  ['sum and sample 1', [0.01900237, 0.02362738, 0.02492365], () => sumAndSampleOf(table, { k: 1 })],
  ['sum and sample 2', [0.00419323, 0.00544363, 0.00461825], () => sumAndSampleOf(table, { k: 2 })],
  ['sum and sample 3', [0, 0, 0], () => sumAndSampleOf(table, { k: 3 })],
  [
    'unordered set of 2',
    [0.03781801, 0.03141036, 0.18651562],
    () => unorderedSetOf(table, { size: 2 }),
  ],
  [
    'unordered set of 2 with its baseline',
    [0.03261436, 0.00506382, 0.30750387],
    () => unorderedSetOf(table, { size: 2, baseline: true }),
  ],
];

describe('variances on four classes, to the numbers that were computed elsewhere', () => {
  it.each(rows)('%s', (_, wanted, make) => {
    names.forEach((name, at) => {
      const estimator = make(meanOf(law, lossesOf(name)));
      estimator.bind({ scores, sigma: 1, loss: oneHotLosses[name] });
      expect(estimator.moments!()!.variance).toBeCloseTo(wanted[at], 7);
    });
  });

  it('MuProp has no variance at all for a linear loss', () => {
    const estimator = muPropOf(table);
    estimator.bind({ scores, sigma: 1, loss: oneHotLosses.linear });
    expect(estimator.moments!()!.variance).toBeLessThan(1e-31);
  });

  it('the best baselines', () => {
    const found = names.map((name) => bestBaseline(law, lossesOf(name)));
    [0.40517, 0.39824, 0.87805].forEach((b, i) => expect(found[i]).toBeCloseTo(b, 5));
  });
});

describe('sum and sample as the survey prints it', () => {
  /** Mean of the printed formula: its tail has the score of the law outside of the sum. */
  function printedMean(losses: readonly number[], k: number): Float64Array {
    const p = law.probabilities;
    const order = Array.from(p, (_, s) => s).sort((a, b) => p[b] - p[a]);
    const summed = order.slice(0, k);
    const rest = order.slice(k);
    const tail = rest.reduce((sum, s) => sum + p[s], 0);
    const out = new Float64Array(4);
    for (const s of summed) law.addDeviation(s, p[s] * losses[s], out);
    for (const s of rest) {
      // sigma times the score outside: y - E[y outside]
      const weight = p[s] * losses[s];
      out[s] += weight;
      for (const other of rest) out[other] -= (weight * p[other]) / tail;
    }
    return out;
  }

  it.each([
    ['linear', 1, 0.0744],
    ['linear', 2, 0.063],
    ['quad', 1, 0.0963],
    ['quad', 2, 0.0834],
    ['network', 1, 0.097],
    ['network', 2, 0.0704],
  ] as const)('is biased: %s, k = %i', (name, k, bias) => {
    const losses = lossesOf(name);
    const exact = lossGradient(law, losses);
    const off = printedMean(losses, k).map((g, i) => g - exact[i]);
    expect(Math.hypot(...off)).toBeCloseTo(bias, 4);
  });
});

import { describe, expect, it } from 'vitest';
import { finiteDifferenceGradient } from '../check/finite-differences';
import { orderings } from '../oracles/orderings';
import { gibbsEntropy, logSumExp, softmax } from './gibbs';
import { plackettLuce, subsetProbability } from '../check/plackett-luce';
import { rankingProbabilities, subsetProbabilities } from '../check/structure-laws';

const theta = [0.3, -1.2, 2, 0.9];

describe('the Gibbs law', () => {
  it('survives huge, shifted, tiny and empty scores', () => {
    expect(logSumExp([1e6, 1e6])).toBe(1e6 + Math.LN2);
    expect(logSumExp([0, -40])).toBe(Math.exp(-40));
    expect(logSumExp([])).toBe(-Infinity);
    expect(logSumExp([-Infinity, -Infinity])).toBe(-Infinity);
    expect([...softmax([1e6, -1e6])]).toEqual([1, 0]);
    expect([...softmax([5, 5, 5, 5])]).toEqual([0.25, 0.25, 0.25, 0.25]);
  });

  it('has the softmax as the gradient of its log-normaliser', () => {
    const gradient = finiteDifferenceGradient(logSumExp, theta);
    softmax(theta).forEach((p, i) => expect(p).toBeCloseTo(gradient[i], 11));
  });

  it('has the entropy -sum p log p, also for a certain class', () => {
    const wanted = softmax(theta).reduce((sum, p) => sum - p * Math.log(p), 0);
    expect(gibbsEntropy(theta)).toBeCloseTo(wanted, 14);
    expect(gibbsEntropy([1e6, 0])).toBe(0);
  });
});

describe('the Plackett-Luce law', () => {
  it('gives every order its product of draws without replacement, in all summing to 1', () => {
    let total = 0;
    for (const perm of orderings(4)) {
      let product = 1;
      for (let i = 0; i < 4; i++) product *= softmax(Array.from(perm.slice(i), (j) => theta[j]))[0];
      const { logProbability } = plackettLuce(theta, perm);
      expect(Math.exp(logProbability)).toBeCloseTo(product, 14);
      total += product;
    }
    expect(total).toBeCloseTo(1, 14);
    expect(rankingProbabilities(theta).reduce((a, b) => a + b)).toBeCloseTo(1, 14);
  });

  it('has the gradient of its log-probability', () => {
    const perm = [2, 0, 3, 1];
    const wanted = finiteDifferenceGradient((x) => plackettLuce(x, perm).logProbability, theta);
    plackettLuce(theta, perm).gradient.forEach((g, i) => expect(g).toBeCloseTo(wanted[i], 11));
  });

  it('ignores a shift by 1e6 and survives scores of 1e6', () => {
    const perm = [1, 0, 2];
    const plain = plackettLuce([0.5, 0.25, 1], perm);
    const shifted = plackettLuce([1e6 + 0.5, 1e6 + 0.25, 1e6 + 1], perm);
    expect(shifted).toEqual(plain);
    const huge = plackettLuce([1e6, -1e6, 3e6], perm);
    expect(huge.logProbability).toBe(-6e6);
    expect([...huge.gradient]).toEqual([1, 1, -2]);
  });

  it('gives subsets the sum over the orders of their members first', () => {
    const wanted = new Map<string, number>();
    for (const perm of orderings(4)) {
      const key = Array.from(perm.slice(0, 2)).sort().join();
      wanted.set(key, (wanted.get(key) ?? 0) + Math.exp(plackettLuce(theta, perm).logProbability));
    }
    for (const [key, p] of wanted) {
      expect(subsetProbability(theta, key.split(',').map(Number))).toBeCloseTo(p, 14);
    }
    expect(subsetProbabilities(theta, 2).reduce((a, b) => a + b)).toBeCloseTo(1, 14);
  });

  it('rejects what is no permutation or no subset, naming the entry', () => {
    expect(() => plackettLuce(theta, [0, 1, 1, 2])).toThrow('perm[2] must be a new index');
    expect(() => plackettLuce(theta, [0, 1, 2, 4])).toThrow('perm[3] must be a new index');
    expect(() => plackettLuce(theta, [0, 1])).toThrow('perm has 2 entries, expected 4');
    expect(() => subsetProbability(theta, [1, 1])).toThrow('distinct items, got 1, 1');
    expect(() => rankingProbabilities(new Array(9).fill(0))).toThrow('at most 8 items');
  });
});

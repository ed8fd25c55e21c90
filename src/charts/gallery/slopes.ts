import { createElement, type ReactElement } from 'react';
import { domainAround, type SecantData } from '../secant/model';
import { SecantChart } from '../secant/SecantChart';
import type { ChartSize } from '../shared/size';
import { softmax } from './data';

/* The figures of slopes: exact for Gumbel noise, where all laws are a softmax. */

const still = () => undefined;

const NAMES = [...'ABCDEFGHIJKL'];

interface Problem {
  readonly scores: readonly number[];
  readonly loss: readonly number[];
  readonly sigma: number;
  readonly epsilon: number;
}

const NEAR_TIE: Problem = { scores: [1, 0.9, -1], loss: [1, 0, 1], sigma: 0.3, epsilon: -0.6 };

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, entry, i) => sum + entry * b[i], 0);
const augmented = ({ scores, loss }: Problem, epsilon: number) =>
  scores.map((score, i) => score + epsilon * loss[i]);

function secantCase(problem: Problem, i: number, footPerEpsilon: number | null): SecantData {
  const { scores, loss, sigma, epsilon } = problem;
  const lossAt = (score: number) =>
    dot(
      loss,
      softmax(
        scores.map((mu, j) => (j === i ? score : mu)),
        sigma,
      ),
    );
  const share = (eps: number) => softmax(augmented(problem, eps), sigma)[i];
  const others = scores.filter((_, j) => j !== i);
  const at = Math.max(...others);
  const domain = domainAround(at, scores[i]);
  const grid = Array.from({ length: 121 }, (_, q) => at + (domain[1] - at) * ((q - 60) / 60) ** 3);
  const value = lossAt(scores[i]);
  const slope = (share(epsilon) - share(0)) / epsilon;
  return {
    name: NAMES[i],
    isTarget: loss[i] === Math.min(...loss),
    score: scores[i],
    scoreBounds: [-5, 5],
    domain,
    scores: grid,
    losses: grid.map(lossAt),
    step: { at, below: loss[scores.indexOf(at)], above: loss[i] },
    lossBounds: [Math.min(0, ...loss), Math.max(...loss)],
    sigma,
    value,
    exact: (share(0) * (loss[i] - value)) / sigma,
    epsilon,
    epsilonBounds: [0.001, 100],
    slope,
    otherSlope: (share(-epsilon) - share(0)) / -epsilon,
    footPerEpsilon,
    estimate: { value: slope + 0.004, standardError: 0.006 },
  };
}

const secant = (data: SecantData) => (size: ChartSize) =>
  createElement(SecantChart, { ...data, ...size, onScore: still, onEpsilon: still });

const tie: Problem = { ...NEAR_TIE, scores: [0.4, 0.4], loss: [1, 0] };
const graded: Problem = {
  scores: [1, 0.4, 0.6, 0.2],
  loss: [0.5, 0, 2, 1],
  sigma: 0.5,
  epsilon: 0.8,
};

type Cases = Record<string, Record<string, (size: ChartSize) => ReactElement>>;

export const slopeCases: Cases = {
  secant: {
    'near tie': secant(secantCase(NEAR_TIE, 1, -1)),
    'hardly any noise': secant(secantCase({ ...NEAR_TIE, sigma: 0.01 }, 1, -1)),
    'a foot out of sight': secant(secantCase({ ...NEAR_TIE, sigma: 1, epsilon: 20 }, 1, -1)),
    'no secant': secant(secantCase(graded, 0, null)),
    'two tied classes, computing': secant({ ...secantCase(tie, 1, -1), estimate: null }),
  },
};

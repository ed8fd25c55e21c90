import { createElement, type ReactElement } from 'react';
import { domainAround, type SecantData, type SecantPin } from '../secant/model';
import { SecantChart } from '../secant/SecantChart';
import type { Ghost } from '../shared/ghost';
import type { ChartSize } from '../shared/size';
import { corners } from '../../core/laws/upper-envelope';
import { EnvelopeChart } from '../envelope/EnvelopeChart';
import { reachOf, type EnvelopeData } from '../envelope/model';
import { longTail, softmax } from './data';

/* The figures of slopes: exact for Gumbel noise, where all laws are a softmax. */

const still = () => undefined;

const NAMES = [...'ABCDEFGHIJKL'];

interface Problem {
  readonly scores: readonly number[];
  readonly loss: readonly number[];
  readonly sigma: number;
  readonly epsilon: number;
}

export const NEAR_TIE: Problem = {
  scores: [1, 0.9, -1],
  loss: [1, 0, 1],
  sigma: 0.3,
  epsilon: -0.6,
};

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, entry, i) => sum + entry * b[i], 0);
const augmented = ({ scores, loss }: Problem, epsilon: number) =>
  scores.map((score, i) => score + epsilon * loss[i]);

export function secantCase(problem: Problem, i: number, footPerEpsilon: number | null): SecantData {
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
    constant: false,
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

export function envelopeCase(problem: Problem, watched = 0): EnvelopeData {
  const { scores, loss, sigma, epsilon } = problem;
  const shares = (eps: number) => softmax(augmented(problem, eps), sigma);
  const touch = (eps: number) => ({
    value:
      sigma *
      Math.log(
        dot(
          augmented(problem, eps).map((s) => Math.exp(s / sigma)),
          scores.map(() => 1),
        ),
      ),
    slope: dot(loss, shares(eps)),
  });
  const epsilons = Array.from({ length: 161 }, (_, i) => (i - 80) / 20);
  const envelope = { scores, loss, k: 1 };
  const now = touch(epsilon);
  const mixed = (shares(epsilon)[watched] * (loss[watched] - now.slope)) / sigma;
  return {
    names: NAMES.slice(0, scores.length),
    lines: scores.map((value, i) => ({ name: NAMES[i], value, slope: loss[i] })),
    corners: corners(envelope, [-100, 100]),
    epsilons,
    maxima: epsilons.map((eps) => touch(eps).value),
    reach: reachOf(epsilon),
    sigma,
    epsilon,
    epsilonBounds: [0.001, 100],
    now,
    zero: touch(0),
    shares: shares(epsilon),
    watched,
    slopeByScore: mixed,
    shareByEpsilon: mixed,
  };
}

/** A slope that a reader gave as an answer. */
const slope = (value: number): Ghost => ({ kind: 'slope', value });

const envelope =
  (data: EnvelopeData, ghost: Ghost | null = null) =>
  (size: ChartSize) =>
    createElement(EnvelopeChart, { ...data, ...size, ghost, onEpsilon: still });

const secant =
  (data: SecantData, ghost: Ghost | null = null) =>
  (size: ChartSize) =>
    createElement(SecantChart, { ...data, ...size, ghost, onScore: still, onEpsilon: still });

/** What the near tie is at a pin. */
function secantPin(name: string, sigma: number, epsilon: number): SecantPin {
  const { scores, losses, value, slope } = secantCase({ ...NEAR_TIE, sigma, epsilon }, 1, -1);
  return { name, sigma, epsilon, scores, losses, value, slope };
}

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
    'an answer': secant(secantCase(NEAR_TIE, 1, -1), slope(-0.2)),
    'two pins': secant({
      ...secantCase(NEAR_TIE, 1, -1),
      pins: [secantPin('B', 1, -1.2), secantPin('C', 0.1, 0.4)],
    }),
    'hardly any noise': secant(secantCase({ ...NEAR_TIE, sigma: 0.01 }, 1, -1)),
    'a foot out of sight': secant(secantCase({ ...NEAR_TIE, sigma: 1, epsilon: 20 }, 1, -1)),
    'no secant': secant(secantCase(graded, 0, null)),
    'two tied classes, computing': secant({ ...secantCase(tie, 1, -1), estimate: null }),
  },
  envelope: {
    'three equal scores': envelope({
      ...envelopeCase({ scores: [0, 0, 0], loss: [0, 1, 1], sigma: 0.3, epsilon: 0.6 }),
      lines: [
        { name: 'A', value: 0, slope: 0 },
        { name: 'B, C', value: 0, slope: 1 },
      ],
    }),
    'an answer': envelope(envelopeCase(graded, 1), slope(0)),
    'several corners': envelope(envelopeCase(graded, 1)),
    'twelve classes': envelope(
      envelopeCase({
        scores: longTail(12),
        loss: longTail(12).map((_, i) => (i === 3 ? 0 : 1)),
        sigma: 0.5,
        epsilon: -1,
      }),
    ),
    'one loss for all': envelope(envelopeCase({ ...NEAR_TIE, loss: [1, 1, 1], epsilon: -1 })),
  },
};

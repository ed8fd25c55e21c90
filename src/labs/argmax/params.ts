import { clamp } from '../../charts/shared/size';
import { nameOfLaw } from '../../core/atlas/law-names';
import { lawNames } from '../../core/noise/laws';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import type { LabStore } from '../../state/lab-store';
import {
  boolean,
  boundsOf,
  choice,
  integer,
  number,
  numbers,
  type Values,
} from '../../state/params';
import { epsilonParam, seedParam, sigmaParam, sweepParam } from '../kit/params';

/** Names of the classes. */
export const LETTERS = [...'ABCDEFGHIJKL'];

/** Samples at most where nothing else is asked for, and on a graphics device then. */
const DEFAULT_CAP = 1_048_576;
const DEVICE_CAP = 67_108_864;

export const MIN_CLASSES = 2;
export const MAX_LAB_CLASSES = 12;

/** Names of the pins. */
export const PINS = ['A', 'B', 'C'] as const;
export type PinName = (typeof PINS)[number];

const sigma = sigmaParam({
  default: 1,
  help: 'How loud the noise is beside the scores: near 0 the best score always wins.',
});
const epsilon = epsilonParam({
  default: -1,
  min: 0.001,
  max: 100,
  help: 'How hard the loss pushes the second prediction: towards low loss if negative, high if positive.',
});

/** How far figures can be dragged. */
export const sigmaBounds = boundsOf(sigma);
export const epsilonBounds = boundsOf(epsilon);

/**
 * Everything that can be set in the argmax lab. An entry may constrain later ones only (see
 * `normalise`): the scores say how many classes there are, so they come first.
 */
export const argmaxTable = {
  scores: numbers({
    label: 'Scores',
    symbol: 'μ',
    default: [2, 0.5, -1],
    min: -5,
    max: 5,
    step: 0.1,
    minLength: MIN_CLASSES,
    maxLength: MAX_LAB_CLASSES,
    class: 'live',
    help: 'The signal: one score per class, before any noise.',
  }),
  loss: numbers({
    label: 'Loss',
    symbol: 'ℓ',
    default: [0, 1, 1],
    min: -10,
    max: 10,
    step: 0.1,
    minLength: MIN_CLASSES,
    maxLength: MAX_LAB_CLASSES,
    class: 'live',
    help: 'The loss of choosing each class; by default 0 for the target and 1 for all others.',
  }),
  k: integer({
    label: 'Subset size',
    symbol: 'k',
    default: 1,
    min: 1,
    max: MAX_LAB_CLASSES - 1,
    class: 'live',
    help: 'How many classes the prediction picks; 1 picks the single best.',
  }),
  ...{ sigma, epsilon },
  noise: choice({
    label: 'Noise law',
    symbol: 'γ',
    default: 'gumbel',
    options: lawNames.map((value) => ({ value, label: nameOfLaw[value] })),
    class: 'live',
    help: 'The law of the noise, always with mean 0. Only differences decide: two Gumbel numbers differ by a logistic one.',
  }),
  variance: choice({
    label: 'Noise variance',
    default: 'natural',
    options: [
      { value: 'natural', label: 'Its own' },
      { value: '1', label: '1' },
      { value: '3', label: '3' },
    ],
    class: 'live',
    help: 'The variance of the noise before sigma; set it to compare laws of equal spread.',
  }),
  seed: seedParam({
    class: 'resample',
    help: 'The same seed draws the same noise, on every machine.',
  }),
  cap: integer({
    label: 'Samples at most',
    symbol: 'N',
    default: DEFAULT_CAP,
    min: 1000,
    max: 268_435_456,
    scale: 'log',
    class: 'live',
    help: 'Sampling stops at this many draws, or before that when more would not show; of more than a million that are asked for, none is left out. A graphics device goes on to 67 million where this is left as it is.',
  }),
  draw: integer({
    label: 'Draw',
    default: 0,
    min: 0,
    max: 0xffffffff,
    class: 'live',
    help: 'Which draw of the noise is under the microscope.',
  }),
  freeze: boolean({
    label: 'Freeze the noise',
    default: true,
    class: 'live',
    help: 'Keeps the draw while sigma moves, so that the winner flips at certain values of sigma.',
  }),
  coupling: number({
    label: 'Coupling',
    symbol: 'c',
    default: 1,
    min: -2,
    max: 2,
    class: 'live',
    help: 'What two binary variables gain by being the same, in the figure of few noises.',
  }),
  batch: integer({
    label: 'Samples per estimate',
    symbol: 'M',
    default: 100,
    min: 1,
    max: 1_000_000,
    scale: 'log',
    class: 'live',
    help: 'How many draws one gradient estimate averages: more draws lower its variance, not its bias.',
  }),
  component: choice({
    label: 'Gradient of',
    default: 'scores',
    options: [
      { value: 'scores', label: 'scores' },
      { value: 'sigma', label: 'sigma' },
    ],
    class: 'live',
    help: 'Which gradient the bias and variance figure shows.',
  }),
  map: choice({
    label: 'Quantity',
    default: 'error',
    options: [
      { value: 'error', label: 'error' },
      { value: 'bias', label: 'bias' },
      { value: 'spread', label: 'spread' },
      { value: 'cosine', label: 'cosine' },
      { value: 'differ', label: 'differ' },
      { value: 'slope', label: 'σ slope' },
      { value: 'trained', label: 'trained' },
    ],
    class: 'live',
    help: 'What the colours of the regime map show; its regimes and its point stay where they are.',
  }),
  watched: choice({
    label: 'Class',
    default: 'target',
    options: [
      { value: 'target', label: 'the target' },
      ...LETTERS.map((letter) => ({ value: letter, label: letter })),
    ],
    class: 'live',
    help: 'The class whose score the figures of slopes move; the target is the first class of least loss.',
  }),
  pin: choice({
    label: 'Pin',
    default: 'A',
    options: PINS.map((value) => ({ value, label: value })),
    class: 'live',
    help: 'Which pin has the noise scale and the loss weight of the controls.',
  }),
  pins: numbers({
    label: 'Pins',
    default: [sigma.default, epsilon.default],
    min: -epsilonBounds[1],
    max: epsilonBounds[1],
    minLength: 2,
    maxLength: 2 * PINS.length,
    class: 'live',
    help: 'Noise scale and loss weight of every pin.',
  }),
  sweep: sweepParam,
};

export type ArgmaxTable = typeof argmaxTable;

/** How far a score can be dragged. */
export const scoreBounds = boundsOf(argmaxTable.scores);

/** Where the lab opens: the target B is a hair behind A, so noise helps. */
export const initial = { scores: [1, 0.9, -1], loss: [1, 0, 1], sigma: 0.1 };
export type ArgmaxValues = Values<ArgmaxTable>;

/** Samples at most on a graphics device, which draws so many more in the same time; a wish is a wish. */
export const capOnDevice = (cap: number) => (cap === DEFAULT_CAP ? DEVICE_CAP : cap);

/** Who asks for more than is usual looks for what is rare, and gets every sample. */
export const wantsAll = (cap: number) => cap > DEFAULT_CAP;

/** Index of the class that is watched. */
export const watchedClass = ({ watched, loss }: Pick<ArgmaxValues, 'watched' | 'loss'>): number =>
  watched === 'target' ? loss.indexOf(Math.min(...loss)) : LETTERS.indexOf(watched);

/**
 * As many losses as scores, and a subset smaller than the whole. New classes have loss 1; if the class of the only
 * low loss goes, the first class becomes the target, for a loss that is the same everywhere has no gradient.
 */
export function fitProblem<V extends Pick<ArgmaxValues, 'scores' | 'loss' | 'k'>>(values: V): V {
  const n = values.scores.length;
  const loss = values.loss.length === n ? values.loss : resizeLoss(values.loss, n);
  return { ...values, loss, k: Math.min(values.k, n - 1) };
}

/** A noise scale and a loss weight. */
export interface Pin {
  readonly sigma: number;
  readonly epsilon: number;
}

export type PinValues = Pick<ArgmaxValues, 'sigma' | 'epsilon' | 'pin' | 'pins'>;

/** The pins that are set, in their order. */
export const pinsOf = ({ pins }: Pick<PinValues, 'pins'>): readonly Pin[] =>
  Array.from({ length: Math.floor(pins.length / 2) }, (_, i) => ({
    sigma: pins[2 * i],
    epsilon: pins[2 * i + 1],
  }));

/** Pins as the parameter has them. */
export const flatPins = (pins: readonly Pin[]) => pins.flatMap((pin) => [pin.sigma, pin.epsilon]);

/** Within the map; of epsilon the size is, and 0 is on the side below. */
function within({ sigma: s, epsilon: e }: Pin): Pin {
  const size = clamp(Math.abs(e), ...epsilonBounds);
  return { sigma: clamp(s, ...sigmaBounds), epsilon: e > 0 ? size : -size };
}

/** The active pin is the point: pins before it that there were not are there too. */
export function fitPins<V extends PinValues>(values: V): V {
  const active = PINS.indexOf(values.pin);
  const point = { sigma: values.sigma, epsilon: values.epsilon };
  const set = pinsOf(values).map(within);
  const pins = Array.from({ length: Math.max(active + 1, set.length) }, (_, i) =>
    i === active ? point : (set[i] ?? point),
  );
  return { ...values, pins: flatPins(pins) };
}

/** A problem that fits together, a watched class that there is, and pins of which one is the point. */
export function normalise(values: ArgmaxValues): ArgmaxValues {
  const n = values.scores.length;
  const watched = LETTERS.indexOf(values.watched) < n ? values.watched : 'target';
  return fitPins({ ...fitProblem(values), watched });
}

function resizeLoss(loss: readonly number[], n: number): readonly number[] {
  const resized = Array.from({ length: n }, (_, i) => loss[i] ?? 1);
  return resized.every((entry) => entry === resized[0]) ? zeroOneLoss(n, [0]) : resized;
}

/** Loss 0 for the targets and 1 for all other classes. */
function zeroOneLoss(n: number, targets: readonly number[]): readonly number[] {
  return Array.from({ length: n }, (_, i) => (targets.includes(i) ? 0 : 1));
}

/** The first n scores; new classes go on from the last score in steps of -0.5. */
export function resizeScores(scores: readonly number[], n: number): readonly number[] {
  const last = scores.at(-1) ?? 0;
  const added = (i: number) => Math.max(-5, last - 0.5 * (i + 1 - scores.length));
  return Array.from({ length: n }, (_, i) => scores[i] ?? Math.round(added(i) * 10) / 10);
}

/** The settings that a problem is made of. */
export type ProblemValues = Pick<
  ArgmaxValues,
  'scores' | 'k' | 'sigma' | 'epsilon' | 'loss' | 'seed' | 'noise' | 'variance'
>;

/** The problem that the engine is asked to sample. */
export function toProblem(values: ProblemValues): ArgmaxProblem {
  const { scores, k, sigma, epsilon, loss, seed } = values;
  const variance = values.variance === 'natural' ? undefined : Number(values.variance);
  return { scores, k, sigma, epsilon, loss, seed, noise: noiseSpec(values.noise, 0, variance) };
}
export type ArgmaxStore = LabStore<ArgmaxTable>;

/** While sigma moves every draw is another one, unless the noise is frozen. */
export function nextDraw(values: ArgmaxValues, before: ArgmaxValues): Partial<ArgmaxValues> {
  if (values.freeze || values.sigma === before.sigma || values.draw !== before.draw) return {};
  return { draw: (values.draw + 1) % argmaxTable.draw.max };
}

import type { SavedNetwork } from './network-file';
import { minutesOf, runningRight, type KnnResult } from './experiment/repetition';
import { predictQuery, type QueryPredictions } from './experiment/query';
import { grownEpsilon, growthsSince } from '../../core/training/growth';
import {
  fitKnobs,
  isRelaxed,
  knnVariants,
  paperKnobs,
  variantNames,
  type KnnKnobs,
  type KnnSetup,
  type KnnVariant,
} from './experiment/spec';
import { knnKind, type KnnRun, type KnnRunSpec } from './kind';
import type { Looks } from './results';
import { pinSpecs } from '../kit/pins';
import { startRun } from '../../state/runs/run';
import { formatPercent } from '../../charts/shared/format';
import type {
  BatchCountsRequest,
  EntriesRequest,
  EvaluationResult,
  SetInfo,
} from './compute/protocol';
import type { KnnValues } from './params';

/**
 * The runs that the settings ask for, on the images that are open: the method, those it is compared with, and those
 * of the pins, of which one that is moved is another run.
 */
export const runSpecs = (values: KnnValues, set: SetInfo): KnnRunSpec[] => [
  ...[values.method, ...values.compare].map((variant) => ({
    id: variant,
    name: knnVariants[variant].short,
    category: knnVariants[variant].place,
    ...trainingOf(values, set, variant),
  })),
  ...pinSpecs(values, (pinned) => trainingOf(pinned, set, pinVariant(pinned))),
];

const trainingOf = (values: KnnValues, set: SetInfo, variant: KnnVariant) => ({
  setup: setupOf(values, set, variant),
  knobs: knobsOf(values, variant, set),
  stop: { maxSteps: values.maxSteps },
});

/** Pins are trained by direct loss with noise: that of the lab where it has any. */
const pinVariant = ({ method }: KnnValues): KnnVariant =>
  method === 'direct-learned-sigma' ? method : 'direct-fixed-sigma';

function setupOf({ network, seed }: KnnValues, set: SetInfo, variant: KnnVariant): KnnSetup {
  const { method, scale } = knnVariants[variant];
  const { id, height, width, channels, classes } = set;
  return {
    ...{ dataset: id, network, method, scale, seed },
    input: [height, width, channels],
    classes: classes.length,
  };
}

/** The knobs of the page on top of those that belong to the method. */
export function knobsOf(
  values: KnnValues,
  variant: KnnVariant,
  { train }: Pick<SetInfo, 'train'>,
): KnnKnobs {
  const { k, sigma, epsilon, lossForm, samples, temperature, rate, sigmaRate, augment } = values;
  const base: KnnKnobs = { ...paperKnobs, ...knnVariants[variant].knobs };
  const { optimiser, queries, candidates } = values;
  const knobs: KnnKnobs = {
    ...base,
    ...{ sigma, epsilon, lossForm, samples, temperature, rate, sigmaRate, queries, candidates },
    k,
    growth: values.grow ? base.growth : 1,
    law: values.noise,
    ...(augment && { augment }),
    ...(optimiser === 'adam' && { optimiser }),
    ...(optimiser === 'sgd' && { optimiser, momentum: 0.9, decay: 5e-4 }),
  };
  return fitKnobs(knobs, train);
}

/** Id of the network that comes with the page. */
export const PRETRAINED = 'pretrained';

/** A network from a file as a run that nobody trains. */
export function savedRun(network: SavedNetwork, id: string, category: number): KnnRun {
  const { setup, k, step, params, name, accuracy } = network;
  const run = startRun(knnKind, {
    ...{ id, name, category, setup },
    knobs: { ...paperKnobs, k },
    stop: { maxSteps: 0 },
  });
  const state = knnKind.stillState(setup, step, params);
  return {
    ...run,
    step,
    state,
    events: accuracy === null ? [] : [{ step, label: `saved at ${percent(accuracy)}` }],
    pinned: true,
  };
}

export const pretrainedRun = (network: SavedNetwork): KnnRun =>
  savedRun({ ...network, name: 'Trained before' }, PRETRAINED, 5);

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** Epsilon of the next step, grown or not. */
export function epsilonOf({ knobs, state }: KnnRun): number {
  return grownEpsilon(knobs, state ? growthsSince(knobs, state) : 0);
}

/** Epsilon of the microscope: the slider's, grown as the next step of the run would have it. */
function shownEpsilon({ epsilon }: Pick<KnnValues, 'epsilon'>, run: KnnRun): number {
  // the run of a picture may be older than the slider
  return run.pinned ? epsilon : epsilonOf({ ...run, knobs: { ...run.knobs, epsilon } });
}

/** A tested run as a row of the paper's table; null for one that was not trained here by a method. */
export function resultRow(run: KnnRun, result: EvaluationResult): KnnResult | null {
  const variant = variantNames.find((name) => {
    const { method, scale } = knnVariants[name];
    const noisy = !isRelaxed(method) || knnKnobsNoisy(name) === run.knobs.noisy;
    return method === run.setup.method && scale === run.setup.scale && noisy;
  });
  const times = run.steps.milliseconds;
  if (!variant || times.length === 0) return null;
  const spent = times.reduce((sum, time) => sum + time, 0);
  const { dataset, network, seed } = run.setup;
  const { k, queries, candidates } = run.knobs;
  return {
    ...{ dataset, variant, network, seed, k, queries, candidates },
    minutes: minutesOf(spent),
    steps: run.step,
    test: result.accuracy,
    // the page trains on all training images, and tests the last state
    validation: null,
    right: run.steps.right.reduce(
      (mean, right, i) => runningRight(mean, { step: run.steps.step[i], right }),
      0,
    ),
    sigma: run.steps.scaleMean.at(-1) ?? 0,
    millisecondsPerStep: spent / times.length,
    fault: '',
  };
}

const knnKnobsNoisy = (variant: KnnVariant) => {
  const knobs: Partial<KnnKnobs> = knnVariants[variant].knobs;
  return knobs.noisy ?? false;
};

/** A query with what the predictor makes of it, under the knobs of the page. */
export interface ShownQuery {
  readonly view: NonNullable<Looks['query']>;
  readonly predictions: QueryPredictions;
  /** Noise scale of this query. */
  readonly scale: number;
  readonly epsilon: number;
  readonly right: readonly boolean[] | null;
  readonly k: number;
  readonly law: KnnValues['noise'];
  readonly lossForm: KnnValues['lossForm'];
}

/** Noise scale of the query, as training would have it. */
export function scaleOf({
  view,
  values,
}: {
  view: { readonly run: KnnRun; readonly sigma: number };
  values: KnnValues;
}) {
  const { scale, method } = view.run.setup;
  if (isRelaxed(method)) return view.run.knobs.noisy ? 1 : 0;
  if (isFactor(view.run)) return values.sigma * view.sigma;
  return scale === 'zero' ? 0 : values.sigma;
}

/** Whether sigma is a factor on what a network says of the query. */
export const isFactor = ({ setup: { scale, method }, id }: KnnRun): boolean =>
  !isRelaxed(method) && (scale === 'learned' || id === PRETRAINED);

export function showQuery(values: KnnValues, view: NonNullable<Looks['query']>): ShownQuery {
  const { run, distances, labels, label } = view;
  const scale = scaleOf({ view, values });
  const epsilon = shownEpsilon(values, run);
  const right = label < 0 ? null : Array.from(labels, (other) => other === label);
  const knobs = { k: values.k, law: values.noise, lossForm: values.lossForm };
  return {
    view,
    scale,
    epsilon,
    right,
    ...knobs,
    predictions: predictQuery(run.setup, { distances, right }, knobs, scale, epsilon),
  };
}

/** Noise scales of the frequency figure, in units of the mean distance of the k nearest. */
const SCALES = 33;
const FREQUENCY_SAMPLES = 256;
/** Draws where there is one scale alone. */
const SHARE_SAMPLES = 1000;
/** Candidates that the figure follows. */
const FOLLOWED = 6;

/** What is to be asked about how often candidates enter the top k as sigma moves. */
export function entriesRequest(
  values: Pick<KnnValues, 'k' | 'lossForm' | 'noise' | 'epsilon'>,
  { run, distances, labels, label }: NonNullable<Looks['query']>,
): EntriesRequest {
  const sorted = [...distances].sort((a, b) => a - b);
  const unit = Math.max(1e-6, sorted[Math.min(values.k, sorted.length) - 1]);
  const { seed, method } = run.setup;
  return {
    distances,
    fits: label < 0 ? null : Uint8Array.from(labels, (other) => (other === label ? 1 : 0)),
    scales: Array.from({ length: SCALES }, (_, i) => unit * 10 ** (-3 + (4 * i) / (SCALES - 1))),
    knobs: {
      k: values.k,
      lossForm: values.lossForm,
      law: values.noise,
      epsilon: shownEpsilon(values, run),
    },
    setup: { seed, method },
    samples: FREQUENCY_SAMPLES,
  };
}

/** The same at the noise scale of the query alone. */
export function sharesRequest(
  values: KnnValues,
  view: NonNullable<Looks['query']>,
): EntriesRequest {
  const scales = [scaleOf({ view, values })];
  return { ...entriesRequest(values, view), scales, samples: SHARE_SAMPLES };
}

/** What is to be asked about a batch: its neighbours under the noise, and its pairs with a gradient. */
export function batchCountsRequest(
  values: KnnValues,
  { run, queries, candidates, distances, fits, sigma }: NonNullable<Looks['batch']>,
): BatchCountsRequest {
  const { seed, method } = run.setup;
  const { k, noise: law, lossForm } = values;
  const scales = sigma.map((output) => scaleOf({ view: { run, sigma: output }, values }));
  return {
    rows: { queries, candidates, distances, fits, scales },
    knobs: { k, law, lossForm, epsilon: shownEpsilon(values, run) },
    setup: { seed, method },
  };
}

export interface Entries {
  readonly scales: readonly number[];
  /** The candidates about the k-th place, nearest first: those that change most. */
  readonly candidates: readonly number[];
  /** Per followed candidate how often it is among the k nearest, by scale. */
  readonly shares: readonly (readonly number[])[];
  /** The same of y*(epsilon); null where the class of the query is not known. */
  readonly augmentedShares: readonly (readonly number[])[] | null;
}

/** The candidates that the figure follows, out of what the worker has counted. */
export function entriesOf({ request, reply }: NonNullable<Looks['entries']>): Entries {
  const { distances, scales, knobs } = request;
  const n = distances.length;
  const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
  const from = Math.max(0, Math.min(knobs.k, n) - FOLLOWED / 2);
  const candidates = order.slice(from, from + FOLLOWED);
  const followed = (shares: Float64Array) =>
    candidates.map((c) => scales.map((_, s) => shares[s * n + c]));
  const { entered, enteredAugmented } = reply;
  return {
    scales,
    candidates,
    shares: followed(entered),
    augmentedShares: enteredAugmented && followed(enteredAugmented),
  };
}

/** The stages of one step, in the order in which a slow step shows them. */
export const STAGES = [
  'distances',
  '+ σγ',
  'top k',
  'augmented top k',
  'difference',
  'update',
] as const;

/** One line: where a run stands. */
export function detailOf({ step, steps, tests, status, reason, events, pinned }: KnnRun): string {
  const right = steps.right.at(-1);
  if (right === undefined) {
    const [saved] = events;
    return pinned ? `trained elsewhere · ${saved?.label ?? `${step} steps`}` : 'not trained yet';
  }
  const accuracy = tests.test.at(-1);
  const held = accuracy === undefined ? '' : ` · test ${formatPercent(accuracy)}`;
  const end = status === 'stopped' ? ` · stopped: ${reason}` : '';
  return `step ${steps.step.at(-1)} · ${formatPercent(right)} of neighbours right${held}${end}`;
}

/** The draws that a run stands on. */
export const drawnOf = ({ step, setup, knobs }: KnnRun) => ({
  samples: step * knobs.queries * (setup.scale === 'zero' ? 1 : knobs.samples),
  seed: setup.seed,
});

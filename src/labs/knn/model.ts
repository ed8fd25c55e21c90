import type { SavedNetwork } from '../../core/experiments/knn/network-file';
import type { KnnResult } from '../../core/experiments/knn/repetition';
import {
  entryFrequencies,
  predictQuery,
  type QueryPredictions,
} from '../../core/experiments/knn/query';
import { grownEpsilon, initialState } from '../../core/experiments/knn/run';
import {
  knnVariants,
  paperKnobs,
  variantNames,
  type KnnKnobs,
  type KnnSetup,
  type KnnVariant,
} from '../../core/experiments/knn/spec';
import { knnKind, type KnnExperiment, type KnnRun, type KnnRunSpec } from '../../state/knn/kind';
import type { Looks } from '../../state/knn/results';
import { startRun } from '../../state/runs/run';
import type { Runs } from '../../state/runs/store';
import type { EvaluationResult, SetInfo } from '../../worker/knn-protocol';
import type { KnnValues } from './params';

/** The runs that the settings ask for, on the images that are open. */
export function runSpecs(values: KnnValues, set: SetInfo): KnnRunSpec[] {
  return [values.method, ...values.compare].map((variant) => ({
    id: variant,
    name: knnVariants[variant].short,
    category: variantNames.indexOf(variant),
    setup: setupOf(values, set, variant),
    knobs: knobsOf(values, variant, set),
    stop: { maxSteps: values.maxSteps },
  }));
}

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
export function knobsOf(values: KnnValues, variant: KnnVariant, set: SetInfo): KnnKnobs {
  const { k, sigma, epsilon, lossForm, samples, temperature, rate, sigmaRate } = values;
  const base: KnnKnobs = { ...paperKnobs, ...knnVariants[variant].knobs };
  const queries = Math.min(values.queries, Math.floor(set.train / 2));
  const candidates = Math.min(values.candidates, set.train - queries);
  const { optimiser } = values;
  return {
    ...base,
    ...{ sigma, epsilon, lossForm, samples, temperature, rate, sigmaRate, queries, candidates },
    k: Math.min(k, candidates),
    growth: values.grow ? base.growth : 1,
    law: values.noise,
    ...(optimiser === 'adam' && { optimiser }),
    ...(optimiser === 'sgd' && { optimiser, momentum: 0.9, decay: 5e-4 }),
  };
}

/** The run whose embedding is shown. */
export const shownRun = ({ runs, current }: Runs<KnnExperiment>): KnnRun | null =>
  runs.find(({ id }) => id === current) ?? runs[0] ?? null;

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
  const state = { ...initialState(setup), step, params };
  const columns = knnKind.tests.map((column) => [column, [] as number[]]);
  const tests = Object.fromEntries(columns) as KnnRun['tests'];
  return {
    ...run,
    state,
    tests,
    events: accuracy === null ? [] : [{ step, label: `saved at ${percent(accuracy)}` }],
    pinned: true,
  };
}

export const pretrainedRun = (network: SavedNetwork): KnnRun =>
  savedRun({ ...network, name: 'Pre-trained, not here' }, PRETRAINED, 5);

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

/** Epsilon of the next step, grown or not. */
export function epsilonOf({ knobs, state }: KnnRun): number {
  return grownEpsilon(knobs, state.epsilon === knobs.epsilon ? state.growths : 0);
}

/** A tested run as a row of the paper's table; null for one that was not trained here by a method. */
export function resultRow(run: KnnRun, result: EvaluationResult): KnnResult | null {
  const variant = variantNames.find((name) => {
    const { method, scale } = knnVariants[name];
    const noisy = run.setup.method === 'direct' || knnKnobsNoisy(name) === run.knobs.noisy;
    return method === run.setup.method && scale === run.setup.scale && noisy;
  });
  const times = run.steps.milliseconds;
  if (!variant || times.length === 0) return null;
  const spent = times.reduce((sum, time) => sum + time, 0);
  const { dataset, network, seed } = run.setup;
  const { k, queries, candidates } = run.knobs;
  return {
    ...{ dataset, variant, network, seed, k, queries, candidates },
    minutes: Number((spent / 60_000).toPrecision(3)),
    steps: run.state.step,
    test: result.accuracy,
    validation: run.tests.test.at(-1) ?? NaN,
    right: run.steps.right.at(-1) ?? NaN,
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
}

/** Noise scale of the query, as training would have it. */
export function scaleOf({
  view,
  values,
}: {
  view: NonNullable<Looks['query']>;
  values: KnnValues;
}) {
  const { scale, method } = view.run.setup;
  if (method !== 'direct') return view.run.knobs.noisy ? 1 : 0;
  if (view.run.pinned && view.run.id === PRETRAINED) return values.sigma * view.sigma;
  return scale === 'zero' ? 0 : scale === 'fixed' ? values.sigma : values.sigma * view.sigma;
}

export function showQuery(values: KnnValues, view: NonNullable<Looks['query']>): ShownQuery {
  const { run, distances, labels, label } = view;
  const scale = scaleOf({ view, values });
  const epsilon = run.pinned ? values.epsilon : epsilonOf(run);
  const right = label < 0 ? null : Array.from(labels, (other) => other === label);
  const knobs = { k: values.k, law: values.noise, lossForm: values.lossForm };
  return {
    view,
    scale,
    epsilon,
    right,
    k: values.k,
    predictions: predictQuery(run.setup, { distances, right }, knobs, scale, epsilon),
  };
}

/** Noise scales of the frequency figure, in units of the mean distance of the k nearest. */
const SCALES = 33;
const FREQUENCY_SAMPLES = 300;
/** Candidates that the figure follows. */
const FOLLOWED = 6;

export interface Entries {
  readonly scales: readonly number[];
  /** The candidates about the k-th place, nearest first: those that change most. */
  readonly candidates: readonly number[];
  /** Per followed candidate how often it is among the k nearest, by scale. */
  readonly shares: readonly (readonly number[])[];
}

/** How often candidates enter the top k as sigma moves. */
export function entriesOf(
  { view }: Pick<ShownQuery, 'view'>,
  values: Pick<KnnValues, 'k' | 'noise'>,
): Entries {
  const { run, distances } = view;
  const order = [...distances.keys()].sort((a, b) => distances[a] - distances[b]);
  const unit = Math.max(1e-6, distances[order[Math.min(values.k, order.length) - 1]]);
  const scales = Array.from(
    { length: SCALES },
    (_, i) => unit * 10 ** (-3 + (4 * i) / (SCALES - 1)),
  );
  const counts = entryFrequencies(
    run.setup,
    distances,
    scales,
    values.k,
    values.noise,
    FREQUENCY_SAMPLES,
  );
  const n = distances.length;
  const from = Math.max(0, Math.min(values.k, n) - FOLLOWED / 2);
  const near = order.slice(from, from + FOLLOWED);
  return {
    scales,
    candidates: near,
    shares: near.map((c) => scales.map((_, s) => counts[s * n + c])),
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

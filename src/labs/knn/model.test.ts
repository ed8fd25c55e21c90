import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlainNetwork } from '../../core/networks/plain';
import type { SavedNetwork } from './network-file';
import { jobKnobs, jobSetup, type KnnJob } from './experiment/repetition';
import { runningRight } from './experiment/repetition';
import { advance, initialState, type KnnRecord } from './experiment/run';
import {
  checkKnobs,
  knnVariants,
  paperKnobs,
  variantNames,
  type KnnVariant,
} from './experiment/spec';
import { parseResults, resultsFile } from '../../core/training/results';
import { knnResults } from './experiment/table';
import { barImages, barKnobs, barSetup, createTestSource } from './experiment/testing/bars';
import { knnKind, type KnnRun } from './kind';
import type { Looks } from './results';
import { pinRuns } from '../kit/pins';
import { defaultsOf } from '../../state/params';
import { extendRun, startRun } from '../../state/runs/run';
import { shownRun } from '../../state/runs/shown';
import { nextInStep } from '../../state/runs/store';
import { anyValues } from '../../state/testing';
import type { EvaluationResult, SetInfo } from './compute/protocol';
import {
  entriesOf,
  entriesRequest,
  epsilonOf,
  knobsOf,
  PRETRAINED,
  pretrainedRun,
  resultRow,
  runSpecs,
  savedRun,
  scaleOf,
  showQuery,
} from './model';
import { knnTable, normalise, type KnnValues } from './params';

const valuesOf = (change: Partial<KnnValues> = {}): KnnValues =>
  normalise({ ...defaultsOf(knnTable), ...change });

const everything = variantNames.filter((variant) => variant !== 'direct-learned-sigma');

const setOf = (train: number): SetInfo => ({
  ...{ id: 'a-set', title: 'A set', height: 16, width: 16, channels: 1 },
  ...{ classes: ['lies', 'stands'], train, test: 20 },
});

const set = setOf(1000);

/** The run of a method, as its settings begin it. */
const runOf = (variant: KnnVariant, change: Partial<KnnValues> = {}): KnnRun =>
  startRun(knnKind, runSpecs(valuesOf({ ...change, method: variant }), set)[0]);

/** The state that a run begins with, where it is trained. */
const stateOf = (run: KnnRun) => run.state ?? initialState(run.setup);

describe('the runs that are asked for', () => {
  it('can all be begun, whatever the settings and however few images there are', () => {
    fc.assert(
      fc.property(anyValues(knnTable), fc.integer({ min: 2, max: 3000 }), (asked, train) => {
        const values = normalise(asked);
        const specs = runSpecs(values, setOf(train));
        const pins = pinRuns(values).map(({ id }) => id);
        expect(specs.map(({ id }) => id)).toEqual([values.method, ...values.compare, ...pins]);
        for (const { knobs } of specs) {
          checkKnobs(knobs);
          // all images of a step are different ones
          expect(knobs.queries + knobs.candidates).toBeLessThanOrEqual(train);
        }
      }),
    );
  });

  it("are those of the command line with the paper's noise", () => {
    const values = valuesOf({ sigma: 1, compare: everything, seed: 6 });
    const data = { input: [16, 16, 1] as const, classes: 2, train: noImages, test: noImages };
    const specs = runSpecs(values, set);
    expect(specs).toHaveLength(variantNames.length);
    for (const { id, setup, knobs } of specs) {
      const job: KnnJob = {
        ...{ dataset: 'a-set', variant: id as KnnVariant, network: 'compact', seed: 6 },
        ...{ k: 5, queries: 100, candidates: 100, minutes: 1 },
      };
      expect(knobs).toEqual(jobKnobs(job));
      expect(setup).toEqual(jobSetup(job, data));
    }
  });

  it('are those of the pins too, of direct loss with noise, learned where the lab learns it', () => {
    const pins = [0.1, -1, 0.3, 0.5];
    const specs = runSpecs(valuesOf({ pins, method: 'neuralsort-stochastic', sigma: 2 }), set);
    expect(specs.map(({ name }) => name).slice(1)).toEqual(['A (σ 0.1, ε −1)', 'B (σ 0.3, ε 0.5)']);
    const other = runSpecs(
      valuesOf({ method: 'direct-fixed-sigma', sigma: 0.3, epsilon: 0.5 }),
      set,
    );
    expect(specs[2]).toMatchObject({ setup: other[0].setup, knobs: other[0].knobs });
    const [, learned] = runSpecs(valuesOf({ pins }), set);
    expect(learned).toMatchObject({
      setup: { scale: 'learned' },
      knobs: { sigma: 0.1, epsilon: -1 },
    });
    const looks = new Set([...specs, ...runSpecs(valuesOf({ compare: everything }), set)]);
    expect(new Set([...looks].map(({ category }) => category)).size).toBe(variantNames.length + 2);
  });

  it('have a colour of their method, whatever they are compared with', () => {
    const together = runSpecs(valuesOf({ compare: everything }), set);
    expect(new Set(together.map(({ category }) => category)).size).toBe(variantNames.length);
    for (const { id, category } of together) {
      expect(runOf(id as KnnVariant).category).toBe(category);
    }
  });
});

const noImages = { count: 0, pixels: new Uint8Array(0), labels: new Uint8Array(0) };

describe('the knobs of a run', () => {
  it('move images only where that is asked for, so that earlier runs stay what they are', () => {
    expect(knobsOf(valuesOf(), 'direct-sigma-0', set)).not.toHaveProperty('augment');
    expect(knobsOf(valuesOf({ augment: true }), 'direct-sigma-0', set).augment).toBe(true);
  });

  it('have the optimiser of the method, or the chosen one as another method has it', () => {
    const relaxed = knnVariants['relax-subsample'].knobs;
    for (const variant of variantNames) {
      const own = knobsOf(valuesOf(), variant, set);
      expect(own).toMatchObject(knnVariants[variant].knobs);
      const sgd = knobsOf(valuesOf({ optimiser: 'sgd' }), variant, set);
      expect(sgd).toMatchObject({
        optimiser: 'sgd',
        momentum: relaxed.momentum,
        decay: relaxed.decay,
      });
      expect(knobsOf(valuesOf({ optimiser: 'adam' }), variant, set).optimiser).toBe('adam');
    }
  });

  it('keep what belongs to the method alone', () => {
    for (const variant of variantNames) {
      const { noisy } = { ...paperKnobs, ...knnVariants[variant].knobs };
      const changed = valuesOf({ noise: 'normal', sigma: 9, samples: 7, lossForm: 'count' });
      expect(knobsOf(changed, variant, set)).toMatchObject({ noisy, law: 'normal', sigma: 9 });
    }
  });

  it('let epsilon grow while there is no gradient, or not', () => {
    const after = (grow: boolean) => {
      const run = runOf('direct-sigma-0', { grow, epsilon: -0.5 });
      return epsilonOf({ ...run, state: { ...stateOf(run), epsilon: -0.5, growths: 3 } });
    };
    expect(after(true)).toBeLessThan(-0.5);
    expect(after(false)).toBe(-0.5);
  });
});

describe('the run that is shown', () => {
  const runs = [runOf('direct-sigma-0'), runOf('cross-entropy')];
  const shown = (current: string, all = runs) =>
    shownRun({
      ...{ runs: all, current, past: null, playing: false, stage: null },
      ...{ millisecondsPerStep: 0, error: null, asked: [] },
    });

  it('is the chosen one, else the first, else none', () => {
    expect(shown('cross-entropy')).toBe(runs[1]);
    expect(shown('gone')).toBe(runs[0]);
    expect(shown('gone', [])).toBeNull();
  });
});

describe('a network from a file', () => {
  const network: SavedNetwork = {
    ...{ version: '1', made: 'by a test', name: 'A network', setup: barSetup, k: 3, step: 400 },
    ...{ accuracy: 0.9712, params: initialState(barSetup).params.map((weight) => 2 * weight) },
  };

  it('is a run with its weights that nobody trains', () => {
    const run = savedRun(network, 'file', 4);
    expect(run).toMatchObject({ id: 'file', name: 'A network', category: 4, setup: barSetup });
    expect(run.state!.params).toBe(network.params);
    expect([run.step, run.state!.step]).toEqual([400, 400]);
    expect(run.knobs.k).toBe(3);
    expect(nextInStep([run])).toEqual([]);
    expect(nextInStep([run, runOf('cross-entropy')]).map(({ id }) => id)).toEqual([
      'cross-entropy',
    ]);
  });

  it('says how good it was when it was saved, where that is known', () => {
    expect(savedRun(network, 'file', 4).events).toEqual([{ step: 400, label: 'saved at 97.1%' }]);
    expect(savedRun({ ...network, accuracy: null }, 'file', 4).events).toEqual([]);
  });

  it('has a name of its own where it comes with the page, so that it is never taken for ours', () => {
    const run = pretrainedRun(network);
    expect(run.id).toBe(PRETRAINED);
    expect(variantNames).not.toContain(PRETRAINED);
    expect(run.name).not.toBe(network.name);
  });
});

describe('epsilon of the next step', () => {
  it('is what the next step takes, grown or set anew', async () => {
    const knobs = { ...barKnobs, epsilon: -1e-6, growth: 1.5, maxEpsilon: 2e-6 };
    const surroundings = {
      images: barImages(30, 1),
      source: createTestSource(barSetup, createPlainNetwork),
      now: () => 0,
    };
    const setup = { ...barSetup, scale: 'zero' } as const;
    const state = initialState(setup);
    const run = { ...runOf('direct-sigma-0'), setup, state };
    const seen: number[] = [];
    for (const epsilon of [-1e-6, -1e-6, -1e-6, -1.8e-6, -1.8e-6]) {
      const turned = { ...knobs, epsilon };
      const expected = epsilonOf({ ...run, knobs: turned });
      const record = await advance(setup, state, turned, surroundings);
      expect(expected).toBe(record.epsilon);
      seen.push(expected);
    }
    // it has grown, reached its limit, and begun again
    expect(seen).toEqual([-1e-6, -1.5e-6, -2e-6, -1.8e-6, -2e-6]);
  });
});

describe('the row of a table', () => {
  const record: KnnRecord = {
    ...{ step: 1, loss: 0.5, right: 0.5, rightAugmented: 0.6, active: 0.1, scaleMean: 0.25 },
    ...{ scaleSpread: 0, gradientNorm: 1, epsilon: -0.1, growths: 0, milliseconds: 2000 },
  };
  const result: EvaluationResult = {
    accuracy: { images: 20, ks: [1, 3, 5, 9], right: [18, 17, 16, 15] },
    ...{ k: 5, confusion: new Float64Array(4), hardest: [], candidates: 1000 },
    ...{ milliseconds: 5, backend: 'cpu' },
  };
  const trained = (run: KnnRun): KnnRun =>
    extendRun(knnKind, run, {
      ...{ id: run.id, version: run.version, step: 2, missing: false },
      ...{ state: { ...stateOf(run), step: 2 }, stopped: null, diverged: null },
      records: [record, { ...record, step: 2, scaleMean: 0.75, milliseconds: 4000 }],
      tests: [],
    });

  it.each(variantNames)('names the method that trained it: %s', (variant) => {
    const run = trained(runOf(variant, { seed: 12, k: 3, queries: 40, candidates: 60 }));
    expect(resultRow(run, result)).toMatchObject({
      ...{ variant, dataset: 'a-set', network: 'compact', seed: 12, k: 3, steps: 2, fault: '' },
      ...{ queries: 40, candidates: 60, test: result.accuracy },
    });
  });

  it('has the time that its steps took, and the noise of the last one', () => {
    expect(resultRow(trained(runOf('direct-learned-sigma')), result)).toMatchObject({
      ...{ minutes: 0.1, millisecondsPerStep: 3000, sigma: 0.75 },
    });
  });

  it('has nothing of held-out images, and the share of right neighbours as the command line has it', () => {
    const run = trained(runOf('direct-sigma-0'));
    const tested = { ...run, tests: { ...run.tests, step: [2], test: [0.9] } };
    const row = resultRow(tested, result)!;
    expect(row.validation).toBeNull();
    const [first, second] = run.steps.right;
    expect(row.right).toBe(
      runningRight(runningRight(0, { step: 1, right: first }), { step: 2, right: second }),
    );
  });

  it('is one that the file of a table takes, and gives back', () => {
    const row = resultRow(trained(runOf('cross-entropy')), result)!;
    const read = parseResults(
      knnResults,
      resultsFile(knnResults, { version: '1', made: 'a test', results: [row] }),
    );
    expect(read).toMatchObject({ ok: true, file: { results: [row] } });
  });

  it('is not there for what was not trained here, nor for what no method trains', () => {
    const network = { version: '', made: '', name: '', setup: barSetup, k: 3, step: 9 };
    const { params } = initialState(barSetup);
    const saved = savedRun({ ...network, accuracy: 1, params }, 'file', 0);
    expect(resultRow(saved, result)).toBeNull();
    expect(resultRow(runOf('direct-sigma-0'), result)).toBeNull();
    const quiet = trained(runOf('relax-subsample'));
    const other = { ...quiet, knobs: { ...quiet.knobs, noisy: false } };
    expect(resultRow(other, result)).toBeNull();
  });
});

type QueryLook = NonNullable<Looks['query']>;

const DISTANCES = [3, 1, 4, 1.5, 9, 2.5, 6, 5];

/** A query of class 1 with candidates of both classes, as a network of a run sees them. */
const viewOf = (run: KnnRun, change: Partial<QueryLook> = {}): QueryLook => ({
  ...{ run, step: run.step, label: 1, pixels: new Uint8Array(1), sigma: 0.5 },
  numbers: new Uint32Array(8),
  labels: Uint8Array.of(1, 0, 1, 0, 1, 1, 0, 0),
  images: new Uint8Array(8),
  distances: Float64Array.from(DISTANCES),
  directions: new Float32Array(8),
  asked: { kind: 'test', number: 0 },
  ...change,
});

const nearestFirst = [1, 3, 5, 0, 2, 7, 6, 4];

describe('a query under the microscope', () => {
  const values = valuesOf({ sigma: 0.8, k: 3 });

  it('meets noise of the scale that training has', () => {
    const scales = variantNames.map((variant) => [
      variant,
      scaleOf({ view: viewOf(runOf(variant)), values }),
    ]);
    expect(Object.fromEntries(scales)).toEqual({
      'direct-learned-sigma': 0.4,
      'direct-fixed-sigma': 0.8,
      'direct-sigma-0': 0,
      'neuralsort-deterministic': 0,
      // standard Gumbel noise, of which sigma is no factor
      'neuralsort-stochastic': 1,
      'relax-subsample': 1,
      'cross-entropy': 0,
    });
  });

  it('has the nearest candidates where there is no noise, and is pulled to right ones', () => {
    const { predictions, right, scale } = showQuery(values, viewOf(runOf('direct-sigma-0')));
    expect(scale).toBe(0);
    expect(right).toEqual([true, false, true, false, true, true, false, false]);
    expect(Array.from(predictions.prediction)).toEqual(nearestFirst.slice(0, 3));
    const pulled = showQuery(
      { ...values, epsilon: -0.9999 },
      viewOf({ ...runOf('direct-sigma-0', { epsilon: -0.9999 }) }),
    );
    // right candidates seem next to no distance away
    expect([...pulled.predictions.augmented!].sort()).toEqual([0, 2, 5]);
  });

  it('of no known class is right or wrong for nobody, and not pulled', () => {
    const { predictions, right } = showQuery(
      values,
      viewOf(runOf('direct-sigma-0'), { label: -1 }),
    );
    expect(right).toBeNull();
    expect(predictions.augmented).toBeNull();
    expect(Array.from(predictions.prediction)).toEqual(nearestFirst.slice(0, 3));
  });

  it('is pulled by the epsilon of the next step, or of the slider where nobody trains', () => {
    const run = runOf('direct-sigma-0', { epsilon: -0.1 });
    const grown = { ...run, state: { ...stateOf(run), epsilon: -0.1, growths: 4 } };
    const at = (shown: KnnRun, epsilon: number) =>
      showQuery({ ...values, epsilon }, viewOf(shown)).epsilon;
    expect(at(grown, -0.1)).toBe(epsilonOf(grown));
    expect(at(grown, -0.1)).toBeLessThan(-0.1);
    expect(at(grown, -0.2)).toBe(-0.2);
    expect(at({ ...grown, pinned: true }, -0.1)).toBe(-0.1);
  });
});

describe('how often candidates are chosen', () => {
  const run = runOf('direct-fixed-sigma');
  const values = valuesOf({ k: 4, noise: 'logistic', lossForm: 'count', epsilon: -0.3 });
  const request = entriesRequest(values, viewOf(run));

  it('is asked at scales from far below the distances to above them, evenly in the logarithm', () => {
    const { scales } = request;
    const [first] = scales;
    const last = scales.at(-1)!;
    expect(first).toBeLessThan(0.01 * Math.min(...DISTANCES));
    expect(last).toBeGreaterThan(Math.max(...DISTANCES));
    const ratio = (last / first) ** (1 / (scales.length - 1));
    scales.slice(1).forEach((scale, i) => expect(scale / scales[i]).toBeCloseTo(ratio, 9));
  });

  it('is asked at scales that grow with the distances, also where those are all zero', () => {
    const scaled = (factor: number) =>
      entriesRequest(
        values,
        viewOf(run, { distances: Float64Array.from(DISTANCES, (d) => factor * d) }),
      ).scales;
    scaled(10).forEach((scale, i) => expect(scale).toBeCloseTo(10 * request.scales[i], 9));
    expect(scaled(0).every((scale) => scale > 0)).toBe(true);
  });

  it('is asked of the query, with the knobs of the page and the noise of the run', () => {
    expect(request).toMatchObject({
      distances: Float64Array.from(DISTANCES),
      fits: Uint8Array.of(1, 0, 1, 0, 1, 1, 0, 0),
      knobs: { k: 4, law: 'logistic', lossForm: 'count', epsilon: -0.3 },
      setup: { seed: run.setup.seed, method: 'direct' },
    });
    expect(entriesRequest(values, viewOf(run, { label: -1 })).fits).toBeNull();
  });

  const n = DISTANCES.length;
  const counted = (change: Partial<KnnValues> = {}, known = true) => {
    const asked = entriesRequest({ ...values, ...change }, viewOf(run));
    const share = (offset: number) =>
      Float64Array.from({ length: asked.scales.length * n }, (_, i) => offset + i);
    const enteredAugmented = known ? share(1000) : null;
    return entriesOf({
      request: asked,
      reply: { entered: share(0), enteredAugmented, backend: 'cpu' },
    });
  };

  it('is followed for the candidates about the k-th place, nearest first', () => {
    expect(counted({ k: 4 }).candidates).toEqual(nearestFirst.slice(1, 7));
    expect(counted({ k: 1 }).candidates).toEqual(nearestFirst.slice(0, 6));
    // where there are fewer behind it than before
    expect(counted({ k: 8 }).candidates).toEqual(nearestFirst.slice(5));
    expect(counted({ k: 50 }).candidates).toEqual(nearestFirst.slice(5));
  });

  it('is told per candidate along the scales, also of the augmented choice where there is one', () => {
    const { candidates, scales, shares, augmentedShares } = counted();
    candidates.forEach((c, i) => {
      expect(shares[i]).toEqual(scales.map((_, s) => s * n + c));
      expect(augmentedShares![i]).toEqual(scales.map((_, s) => 1000 + s * n + c));
    });
    expect(counted({}, false).augmentedShares).toBeNull();
  });
});

import { describe, expect, it } from 'vitest';
import { deferred, fakeCompute, type Answers } from '../../compute/testing/compute';
import { until } from '../../compute/testing/until';
import type { ArgmaxCurves } from '../../core/laws/curves';
import { emptySums } from '../../core/problem';
import { createLabStore } from '../../state/lab-store';
import { samplePairs } from '../../simd/perturbed-pair/perturbed-pair.cpu';
import { fakePage } from '../kit/testing/connect';
import { sectionsOf } from '../../core/laws/sections';
import type {
  ArgmaxCalls,
  Backend,
  CurvesRequest,
  SampleReply,
  SampleRequest,
  SectionsRequest,
} from './compute/protocol';
import { connectArgmax } from './connect';
import { comparedNoises, problemOf, sweepEpsilons } from './model';
import { argmaxTable, capOnDevice, normalise, type ArgmaxValues } from './params';

const sample = ({ problem, first, count }: SampleRequest): SampleReply => ({
  sums: samplePairs(problem, first, count),
  ...{ first, count, backend: 'cpu', adapter: 'a test', milliseconds: count / 1000 },
});
const curves = ({ problem }: CurvesRequest) => ({ problem }) as unknown as ArgmaxCurves;
const sections = ({ problem, watched }: SectionsRequest) => sectionsOf(problem, watched);

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
/** Fewer samples than those of the first checkpoint. */
const CAP = 10_000;

function waiting(answers: Answers<ArgmaxCalls> = {}, initial: Partial<ArgmaxValues> = {}) {
  const store = createLabStore(argmaxTable, {
    normalise,
    initial: { cap: CAP, noise: 'gumbel', k: 1, ...initial },
  });
  const compute = fakeCompute<ArgmaxCalls>({ sample, curves, sections, ...answers });
  const page = fakePage<ArgmaxCalls>(compute);
  const results = connectArgmax(store, page.options);
  /** All that the values ask for has been computed. */
  async function settled(): Promise<void> {
    const { length } = sweepEpsilons();
    await until(() => {
      const { estimate, sweep, curves } = results.getState();
      return estimate?.final === true && sweep?.points.length === length && curves !== null;
    });
    await turn();
  }
  return { store, compute, results, settled, ...page };
}

/** The page has painted its main figure. */
function open(...[answers, initial]: Parameters<typeof waiting>) {
  const lab = waiting(answers, initial);
  lab.results.start();
  return lab;
}

describe('the samples of the argmax lab', () => {
  it('are shown with their sweep and the exact curves as soon as there are values', async () => {
    const { store, results, compute, said } = open();
    const { values } = store.getState();
    const problem = problemOf(values);
    const sweep = sweepEpsilons();
    await until(() => results.getState().sweep?.points.length === sweep.length);
    const shown = results.getState();
    expect(shown.estimate).toMatchObject({ problem, final: true, backend: 'cpu' });
    expect(shown.estimate!.sums.samples).toBe(CAP);
    expect(shown.sweep!.points.map(({ epsilon }) => epsilon)).toEqual(sweep);
    expect(compute.asked('curves')).toEqual([{ problem, compared: comparedNoises(values) }]);
    expect(shown.curves).toEqual({ problem });
    expect(said).toEqual([]);
  });

  it('come alone until the page lets the rest begin', async () => {
    const { store, results, compute, settled } = waiting();
    await until(() => results.getState().estimate?.final === true);
    await turn();
    expect(compute.asked('curves')).toEqual([]);
    expect(compute.asked('sample').every(({ alone }) => alone)).toBe(true);
    results.start();
    results.start();
    await until(() => results.getState().curves !== null);
    expect(compute.asked('curves')).toHaveLength(1);
    store.set({ sigma: 3 });
    await settled();
    expect(compute.asked('sample').at(-1)!.alone).toBeUndefined();
  });

  it('are drawn again where another engine has come, which draws more of them', async () => {
    let backend: Backend = 'cpu';
    const { compute, results, settled } = open(
      { sample: (request) => ({ ...sample(request), backend }) },
      { cap: argmaxTable.cap.default, sigma: 3 },
    );
    await settled();
    const status = (wanted: Backend, software = false) => {
      backend = wanted;
      compute.status.setState({ status: 'ready', backend, software, adapter: 'one' });
    };
    status('cpu');
    await settled();
    const before = compute.asked('sample').length;
    status('webgpu');
    await until(() => results.getState().estimate?.backend === 'webgpu');
    await settled();
    const first = compute.asked('sample')[before];
    expect(first.first).toBe(0);
    // whoever has chosen a number gets no more
    expect(capOnDevice(argmaxTable.cap.default)).toBeGreaterThan(argmaxTable.cap.default);
    expect(capOnDevice(CAP)).toBe(CAP);
  });

  it('are all drawn where more than is usual are asked for, since a rare class shows late', async () => {
    const asked = 2 ** 24;
    const { results } = open(
      {
        // none of them is worth a pixel
        sample: ({ problem, first, count }) => {
          const sums = { ...emptySums(problem.scores.length), samples: count };
          return { sums, first, count, backend: 'cpu', adapter: '', milliseconds: count / 1e6 };
        },
      },
      { cap: asked, scores: [5, -2], loss: [0, 1], sigma: 0.5 },
    );
    await until(() => results.getState().estimate?.final === true);
    expect(results.getState().estimate!.sums.samples).toBe(asked);
  });

  it('follow what moves with one request per picture, and grow at rest up to the cap', async () => {
    const { store, compute, results, settled } = open();
    await settled();
    const before = compute.asked('sample').length;
    for (const sigma of [1.1, 1.2, 1.3]) store.set({ sigma }, 'move');
    await turn();
    const moved = compute.asked('sample').slice(before);
    expect(moved.map(({ problem, first, gentle }) => [problem.sigma, first, gentle])).toEqual([
      [1.3, 0, true],
    ]);
    store.set({ sigma: 1.3, cap: 2 * CAP });
    await settled();
    expect(results.getState().estimate!.sums.samples).toBe(2 * CAP);
    expect(compute.asked('sample')[before + 1].first).toBe(moved[0].count);
  });

  it('say what went wrong, and are tried again with the next change', async () => {
    let broken = true;
    const { store, results, said } = open({
      sample(request) {
        if (broken) throw new Error('sigma must be positive');
        return sample(request);
      },
    });
    await until(() => said.length > 0);
    expect(said).toEqual(['error: The figures could not be computed: sigma must be positive']);
    expect(results.getState().estimate).toBeNull();
    broken = false;
    store.set({ sigma: 2 });
    await until(() => results.getState().estimate?.final === true);
    expect(said).toHaveLength(1);
  });

  it('follow nothing any more when the lab is taken off the page', async () => {
    const { store, compute, settled, end } = open();
    await settled();
    const before = compute.names.length;
    end();
    store.set({ sigma: 2 });
    await turn();
    expect(compute.names).toHaveLength(before);
  });
});

describe('the exact curves of the argmax lab', () => {
  /** Values whose curves have been asked for so far, after some moves at some times. */
  async function asked(values: Partial<ArgmaxValues>, moves: readonly number[]) {
    const { store, compute, clock, settled } = open({}, values);
    await settled();
    clock.time = 1000;
    for (const time of moves) {
      clock.time = time;
      store.set({ sigma: time / 1000 }, 'move');
      await turn();
    }
    const moving = compute.asked('curves').length - 1;
    store.set({ sigma: 3 });
    await turn();
    const { problem } = compute.asked('curves').at(-1)!;
    expect(problem.sigma).toBe(3);
    return { moving, atRest: compute.asked('curves').length - 1 - moving };
  }
  const drag = [1000, 1050, 1149, 1150, 1200, 1299, 1300];

  it('are asked for at rest, and while closed forms move every 150 milliseconds', async () => {
    expect(await asked({ noise: 'gumbel', k: 1 }, drag)).toEqual({ moving: 3, atRest: 1 });
    expect(await asked({ noise: 'normal', k: 1 }, drag)).toEqual({ moving: 0, atRest: 1 });
    expect(await asked({ noise: 'gumbel', k: 2 }, drag)).toEqual({ moving: 0, atRest: 1 });
  });

  it('are those of the latest values: the ones in between are not computed', async () => {
    const held = [deferred<ArgmaxCurves>(), deferred<ArgmaxCurves>()];
    const answers = [...held];
    const { store, compute, results } = open({ curves: () => answers.shift()!.promise });
    for (const sigma of [2, 3, 4]) store.set({ sigma });
    const named = (name: string) => ({ name }) as unknown as ArgmaxCurves;
    held[0].resolve(named('first'));
    await until(() => results.getState().curves !== null);
    await turn();
    expect(compute.asked('curves')).toHaveLength(2);
    expect(results.getState().curves).toEqual({ name: 'first' });
    held[1].resolve(named('last'));
    await turn();
    expect(results.getState().curves).toEqual({ name: 'last' });
    expect(compute.asked('curves')[1].problem.sigma).toBe(4);
  });

  it('say what went wrong', async () => {
    const { said } = open({
      curves: () => Promise.reject(new Error('no thread')),
    });
    await until(() => said.length > 0);
    expect(said).toEqual(['error: The figures could not be computed: no thread']);
  });
});

describe('the sections of the argmax lab', () => {
  it('are not asked for where they have a closed form', async () => {
    const { store, compute, results, settled } = open();
    await settled();
    store.set({ sigma: 0.5 });
    await settled();
    expect(compute.asked('sections')).toEqual([]);
    expect(results.getState().sections).toBeNull();
  });

  it('follow a drag of what moves them, a few times a second, and end with the last values', async () => {
    const { store, compute, results, clock, settled } = open({}, { noise: 'normal' });
    await settled();
    expect(compute.asked('sections')).toHaveLength(1);
    for (const time of [1000, 1050, 1149, 1150]) {
      clock.time = time;
      store.set({ sigma: time / 500 }, 'move');
      await turn();
    }
    const sigmas = () => compute.asked('sections').map(({ problem }) => problem.sigma);
    expect(sigmas().slice(1)).toEqual([2, 2.3]);
    store.set({ epsilon: 2, seed: 3 });
    await turn();
    expect(sigmas()).toHaveLength(3);
    store.set({ watched: 'C' });
    await until(() => results.getState().sections?.watched === 2);
    expect(results.getState().sections!.problem.sigma).toBe(2.3);
  });

  it('say what went wrong', async () => {
    const { said } = open({ sections: () => Promise.reject(new Error('no thread')) }, { k: 2 });
    await until(() => said.length > 0);
    expect(said[0]).toBe('error: The figures could not be computed: no thread');
  });
});

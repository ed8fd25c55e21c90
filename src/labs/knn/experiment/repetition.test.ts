import { describe, expect, it } from 'vitest';
import { countRight, type LabelledImages } from './evaluation';
import { outputSize, type NetworkSpec } from '../../../core/networks/layers';
import { createNeighbourSearch, plainBlockDistances } from '../../../core/neighbours/nearest';
import { createPlainNetwork, type Network } from '../../../core/networks/plain';
import { plainPairMath } from '../../../core/neighbours/pairs';
import { byteBars } from './testing/byte-bars';
import { jobKnobs, jobSetup, runKnnRepetition, type KnnJob, type KnnMachine } from './repetition';
import { paperKnobs } from './spec';

const data = byteBars(72, 20);
const [SIDE] = data.input;

const job: KnnJob = {
  ...{ dataset: 'bars', variant: 'direct-learned-sigma', network: 'compact', k: 3 },
  ...{ queries: 4, candidates: 8, minutes: 0.001, seed: 5 },
};
/** Steps that the time of a job is enough for. */
const STEPS = 20;

/** A machine on whose clock 1 ms passes from one look to the next. */
function machineOf(change: Partial<KnnMachine> = {}): KnnMachine {
  let time = 0;
  return {
    createNetwork: createPlainNetwork,
    pairs: plainPairMath,
    blockDistances: plainBlockDistances,
    now: () => time++,
    ...change,
  };
}

/** What a step takes on that clock: two looks of the job around two of the step. */
const STEP_MS = 3;

describe('a job', () => {
  it('has the knobs of the paper, those of its method, and its own numbers', () => {
    expect(jobKnobs(job)).toEqual({ ...paperKnobs, k: 3, queries: 4, candidates: 8 });
    const relaxed = jobKnobs({ ...job, variant: 'relax-subsample' });
    expect(relaxed).toMatchObject({ optimiser: 'sgd', momentum: 0.9, noisy: true, k: 3 });
  });

  it('is a setup of its method on its images', () => {
    expect(jobSetup({ ...job, variant: 'neuralsort-stochastic' }, data)).toEqual({
      ...{ dataset: 'bars', input: data.input, classes: 2, network: 'compact', seed: 5 },
      ...{ method: 'neural-sort', scale: 'zero' },
    });
  });
});

describe('a repetition', () => {
  it('trains for its time and tests all test images, with the k it was trained for', async () => {
    const result = await runKnnRepetition({ ...job, k: 4 }, data, machineOf());
    expect(result).toMatchObject({ ...job, k: 4, fault: '' });
    expect(result.steps).toBe(STEPS);
    expect(result.millisecondsPerStep).toBe(STEP_MS);
    expect(result.test).toMatchObject({ images: 20, ks: [1, 3, 4, 5, 9] });
    expect(result.test.right.every((right) => right >= 0 && right <= 20)).toBe(true);
    expect(result.sigma).toBeGreaterThan(0);
    for (const share of [result.validation, result.right]) {
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
    }
  });

  it('is the same one every time, whatever the method', async () => {
    const short = { ...job, minutes: 0.0004 };
    for (const variant of ['direct-sigma-0', 'neuralsort-stochastic', 'cross-entropy'] as const) {
      const run = () => runKnnRepetition({ ...short, variant }, data, machineOf());
      const result = await run();
      expect(await run()).toEqual(result);
      expect([result.steps, result.fault]).toEqual([8, '']);
    }
  });

  it('makes exactly its steps where they are counted, however fast the machine is', async () => {
    const { minutes, ...counted } = { ...job, maxSteps: 20 };
    const shares: number[] = [];
    const of = (change: Partial<KnnMachine>) => runKnnRepetition(counted, data, machineOf(change));
    let time = 0;
    const slow = await of({ now: () => (time += 1e6), pause: (done) => void shares.push(done) });
    expect(slow).toMatchObject({ ...counted, steps: 20, millisecondsPerStep: 3e6, fault: '' });
    expect(slow).not.toHaveProperty('minutes');
    expect(shares).toEqual(Array.from({ length: 20 }, (_, i) => (i + 1) / 20));
    const { millisecondsPerStep } = await of({});
    expect(await of({})).toEqual({ ...slow, millisecondsPerStep });
    // as many as the time of the job is enough for on this clock
    const timed = await runKnnRepetition(job, data, machineOf());
    expect(timed).toEqual({ ...slow, maxSteps: undefined, minutes, millisecondsPerStep });
  });

  it('does not count the time of evaluation, nor of pauses', async () => {
    let time = 0;
    const evaluating = (spec: NetworkSpec, capacity: number) => {
      const network = createPlainNetwork(spec);
      if (capacity !== 100) return network;
      const slow: Network['forward'] = (...args) => {
        time += 1e6;
        return network.forward(...args);
      };
      return { ...network, forward: slow };
    };
    const result = await runKnnRepetition(job, data, {
      ...machineOf({ createNetwork: evaluating, pause: () => void (time += 1e6) }),
      now: () => time++,
    });
    expect(result.steps).toBe(STEPS);
    expect(result.millisecondsPerStep).toBe(STEP_MS);
  });

  it('tells how far it is, and is given up where the pause says so', async () => {
    const shares: number[] = [];
    const pause = (share: number) => void shares.push(share);
    await runKnnRepetition(job, data, machineOf({ pause }));
    expect(shares).toHaveLength(STEPS);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const stop = () => Promise.reject(new Error('enough'));
    await expect(runKnnRepetition(job, data, machineOf({ pause: stop }))).rejects.toThrow('enough');
  });

  it('tests the state that was best on the images held out', async () => {
    // the embedding that is evaluated says nothing but at the third of eight checkpoints
    const seen: Float32Array[] = [];
    const createNetwork = (spec: NetworkSpec, capacity: number): Network => {
      const network = createPlainNetwork(spec);
      const size = outputSize(spec);
      if (capacity !== 100) return network;
      return {
        ...network,
        forward(params, inputs, count) {
          const known = seen.findIndex((other) => other.every((w, i) => w === params[i]));
          const phase = known >= 0 ? known : seen.push(params.slice()) - 1;
          return Float32Array.from({ length: count * size }, (_, i) =>
            phase === 2 && i % size === 0 ? inputs[(i / size) * SIDE * SIDE] : 0,
          );
        },
      };
    };
    // a method whose weights move in every step
    const moving: KnnJob = { ...job, variant: 'cross-entropy' };
    const result = await runKnnRepetition(moving, data, machineOf({ createNetwork }));
    expect(seen).toHaveLength(8);
    expect(result.validation).toBe(1);
    expect(result.test.right).toEqual([20, 20, 20, 20]);
    expect(result.steps).toBe(STEPS);
  });

  it('keeps held-out images and test images apart from training', async () => {
    const { train } = data;
    const held = train.count / 6;
    const seen = new Set<number>();
    const createNetwork = (spec: NetworkSpec, capacity: number): Network => {
      const network = createPlainNetwork(spec);
      if (capacity === 100) return network;
      const forward: Network['forward'] = (params, inputs, count) => {
        for (let i = 0; i < count; i++) {
          const image = inputs.subarray(i * SIDE * SIDE, (i + 1) * SIDE * SIDE);
          seen.add(numberOf(train, image));
        }
        return network.forward(params, inputs, count);
      };
      return { ...network, forward };
    };
    // long enough to meet them all
    await runKnnRepetition({ ...job, minutes: 0.004 }, data, machineOf({ createNetwork }));
    expect([...seen].sort((a, b) => a - b)).toEqual(
      Array.from({ length: train.count - held }, (_, i) => i),
    );
  });

  it('ends with a sentence where the gradient is no longer a number, and tests what it has', async () => {
    let steps = 0;
    const createNetwork = (spec: NetworkSpec, capacity: number): Network => {
      const network = createPlainNetwork(spec);
      if (capacity === 100) return network;
      const backward: Network['backward'] = (dOut, gradient) => {
        network.backward(dOut, gradient);
        // embedding and noise network in turns
        if (++steps > 2 * 8) gradient.fill(NaN);
      };
      return { ...network, backward };
    };
    const result = await runKnnRepetition(job, data, machineOf({ createNetwork }));
    expect(result.fault).toContain('not a finite number in step 9');
    expect(result.steps).toBe(8);
    expect(result.validation).toBeGreaterThanOrEqual(0);
    expect(result.test.images).toBe(20);
  });

  it('that meets another fault fails with it', async () => {
    const createNetwork = () => {
      throw new Error('no memory');
    };
    await expect(runKnnRepetition(job, data, machineOf({ createNetwork }))).rejects.toThrow(
      'no memory',
    );
  });

  it('counts what a search of its own would count', async () => {
    let last: { params: Float32Array; network: Network } | null = null;
    const createNetwork = (spec: NetworkSpec, capacity: number): Network => {
      const network = createPlainNetwork(spec);
      if (capacity !== 100) return network;
      const forward: Network['forward'] = (params, inputs, count) => {
        last = { params, network };
        return network.forward(params, inputs, count);
      };
      return { ...network, forward };
    };
    const { test } = await runKnnRepetition(job, data, machineOf({ createNetwork }));
    const { params, network } = last!;
    const { train } = data;
    const embedded = (images: LabelledImages, count: number) => {
      const inputs = Float32Array.from(
        images.pixels.subarray(0, count * SIDE * SIDE),
        (p) => p / 255,
      );
      return { values: network.forward(params, inputs, count), count };
    };
    const candidates = embedded(train, train.count - train.count / 6);
    const dim = candidates.values.length / candidates.count;
    const found = createNeighbourSearch(candidates, dim, 9).find(embedded(data.test, 20), 0, 20);
    expect(test).toEqual(countRight(found, [1, 3, 5, 9], train.labels, data.test.labels));
  });
});

/** Which image of a set has these inputs. */
function numberOf({ pixels, count }: LabelledImages, inputs: Float32Array): number {
  const size = SIDE * SIDE;
  const same = (image: number) =>
    inputs.every((value, i) => Math.abs(255 * value - pixels[image * size + i]) < 0.5);
  return Array.from({ length: count }, (_, image) => image).findIndex(same);
}

import { describe, expect, it } from 'vitest';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import { samplePairs } from '../../simd/perturbed-pair/perturbed-pair.cpu';
import type { Backend, SampleReply, SampleRequest } from './compute/protocol';
import type { Estimate, Sweep } from './results';
import { createRefinement, type RefinementOptions } from './refinement';

const problem: ArgmaxProblem = {
  scores: [1, 0, -1],
  k: 1,
  sigma: 1,
  epsilon: -1,
  loss: [0, 1, 1],
  noise: noiseSpec('gumbel'),
  seed: 5,
};

/** A refinement whose frames and replies are driven by hand. */
function rig(overrides: Partial<RefinementOptions> = {}) {
  const requests: SampleRequest[] = [];
  const estimates: Estimate[] = [];
  const sweeps: Sweep[] = [];
  const errors: unknown[] = [];
  const frames: (() => void)[] = [];
  const options: RefinementOptions = {
    async sample(request): Promise<SampleReply> {
      requests.push(request);
      const { problem: asked, first, count } = request;
      const sums = samplePairs(asked, first, count);
      return { sums, first, count, backend: 'cpu', adapter: 'test', milliseconds: count / 1000 };
    },
    publish: (estimate) => estimates.push(estimate),
    publishSweep: (sweep) => sweeps.push(sweep),
    onError: (error) => errors.push(error),
    schedule: (task) => frames.push(task),
    sharpEnough: () => false,
    sweepEpsilons: () => [],
    ...overrides,
  };
  const own = createRefinement(options);
  const refinement = {
    update: (
      asked: ArgmaxProblem,
      moving: boolean,
      cap: number,
      engine: Backend | null = null,
      all = false,
    ) => own.update({ problem: asked, moving, cap, engine, all }),
  };
  const settle = async () => {
    for (let i = 0; i < 200; i++) {
      frames.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  return { refinement, requests, estimates, sweeps, errors, frames, settle };
}

describe('progressive refinement', () => {
  it('adds further samples at rest to the sums of the first, up to the cap', async () => {
    const { refinement, estimates, settle } = rig();
    refinement.update(problem, false, 100_000);
    await settle();
    const last = estimates.at(-1)!;
    expect(last.final).toBe(true);
    expect(last.sums.samples).toBe(100_000);
    expect([...last.sums.joint]).toEqual([...samplePairs(problem, 0, 100_000).joint]);
    expect(estimates.length).toBeGreaterThan(1);
  });

  it('computes one prefix per position while dragging and adds nothing to it', async () => {
    const { refinement, requests, settle } = rig();
    refinement.update({ ...problem, sigma: 2 }, true, 100_000);
    await settle();
    expect(requests).toHaveLength(1);
    refinement.update({ ...problem, sigma: 3 }, true, 100_000);
    await settle();
    expect(requests).toHaveLength(2);
    expect(requests.every((request) => request.first === 0)).toBe(true);
  });

  it('fills the frame of a fast machine with more than the first checkpoint while dragging', async () => {
    const { refinement, estimates, settle } = rig({
      sample: async ({ problem: asked, first, count }) => ({
        ...{ first, count, backend: 'cpu', adapter: '', milliseconds: count / 60_000 },
        sums: samplePairs(asked, first, count),
      }),
    });
    for (let sigma = 1; sigma < 12; sigma++) {
      refinement.update({ ...problem, sigma }, true, 1_000_000);
      await settle();
    }
    expect(estimates.at(-1)!.sums.samples).toBeGreaterThan(200_000);
  });

  it('sends only the latest of the positions of one frame', async () => {
    const { refinement, requests, settle } = rig();
    for (const sigma of [2, 3, 4]) refinement.update({ ...problem, sigma }, true, 100_000);
    await settle();
    expect(requests.map((request) => request.problem.sigma)).toEqual([4]);
  });

  it('goes on from the prefix of the drag when the pointer is released in place', async () => {
    const { refinement, requests, settle } = rig();
    refinement.update(problem, true, 50_000);
    await settle();
    const prefix = requests[0].count;
    refinement.update(problem, false, 50_000);
    await settle();
    expect(requests[1].first).toBe(prefix);
  });

  it('stops early when more samples would move no pixel', async () => {
    const { refinement, estimates, settle } = rig({
      sharpEnough: (estimate) => estimate.sums.samples >= 20_000,
    });
    refinement.update(problem, false, 1_000_000);
    await settle();
    expect(estimates.at(-1)!.sums.samples).toBe(32_768);
    expect(estimates.at(-1)!.final).toBe(true);
  });

  it('draws all that was asked for where all of it is wanted, though no pixel would move', async () => {
    const { refinement, estimates, settle } = rig({ sharpEnough: () => true });
    refinement.update(problem, false, 40_000);
    await settle();
    expect(estimates.at(-1)).toMatchObject({ final: true, sums: { samples: 32_768 } });
    refinement.update(problem, false, 100_000, null, true);
    await settle();
    expect(estimates.at(-1)).toMatchObject({ final: true, sums: { samples: 100_000 } });
    // what is there stays there
    refinement.update(problem, false, 40_000);
    await settle();
    expect(estimates.at(-1)).toMatchObject({ final: true, sums: { samples: 100_000 } });
  });

  it('asks for nothing more where the cap falls below what is there while it samples', async () => {
    const { refinement, estimates, requests, settle } = rig();
    refinement.update(problem, true, 100_000);
    await settle();
    const [{ count }] = requests;
    expect(count).toBeGreaterThan(1000);
    refinement.update(problem, false, 1000);
    await settle();
    expect(requests).toHaveLength(1);
    expect(estimates.at(-1)).toMatchObject({ final: true, sums: { samples: count } });
  });

  it('stops at the same number of samples on a fast and on a slow machine', async () => {
    const stops = [];
    for (const speed of [300, 7000, 100_000]) {
      const { refinement, estimates, settle } = rig({
        sharpEnough: (estimate) => estimate.sums.samples >= 40_000,
        sample: async ({ problem: asked, first, count }) => ({
          ...{ first, count, backend: 'cpu', adapter: '', milliseconds: count / speed },
          sums: samplePairs(asked, first, count),
        }),
      });
      refinement.update(problem, false, 1_000_000);
      await settle();
      stops.push(estimates.at(-1)!.sums.samples);
    }
    expect(stops).toEqual([65_536, 65_536, 65_536]);
  });

  it('resumes the same sums when the cap is raised', async () => {
    const { refinement, estimates, requests, settle } = rig();
    refinement.update(problem, false, 10_000);
    await settle();
    const before = requests.length;
    refinement.update(problem, false, 30_000);
    await settle();
    expect(requests[before].first).toBe(10_000);
    expect(estimates.at(-1)!.sums.samples).toBe(30_000);
  });

  it('sweeps epsilon once at rest, not again when only epsilon moves, and anew for new scores', async () => {
    const { refinement, requests, sweeps, settle } = rig({ sweepEpsilons: () => [-1, 1] });
    refinement.update(problem, false, 2000);
    await settle();
    expect(sweeps.at(-1)!.points.map((point) => point.epsilon)).toEqual([-1, 1]);
    const before = requests.length;
    refinement.update({ ...problem, epsilon: 2 }, false, 2000);
    await settle();
    expect(requests.slice(before).every((request) => request.problem.epsilon === 2)).toBe(true);
    refinement.update({ ...problem, scores: [0, 0, 0] }, false, 2000);
    await settle();
    expect(sweeps.at(-1)!.problem.scores).toEqual([0, 0, 0]);
    expect(sweeps.at(-1)!.points).toHaveLength(2);
  });

  describe('when another engine samples', () => {
    /** An engine that can be exchanged. */
    function exchanged(overrides: Partial<RefinementOptions> = {}) {
      const engine: { backend: Backend } = { backend: 'cpu' };
      const all = rig({
        sample: async ({ problem: asked, first, count }) => {
          all.requests.push({ problem: asked, first, count });
          const sums = samplePairs(asked, first, count);
          return { sums, first, count, ...engine, adapter: '', milliseconds: count / 1000 };
        },
        ...overrides,
      });
      const { refinement, settle, estimates } = all;
      const rest = async (cap: number, backend: Backend | null) => {
        refinement.update(problem, false, cap, backend);
        await settle();
        return estimates.at(-1)!;
      };
      return { ...all, engine, rest };
    }

    it('samples again what is at rest, from the first one on, and shows it when it is as sharp', async () => {
      const { engine, rest, requests, estimates } = exchanged();
      expect(await rest(90_000, null)).toMatchObject({ backend: 'cpu', final: true });
      const [asked, told] = [requests.length, estimates.length];
      engine.backend = 'webgpu';
      const last = await rest(90_000, 'webgpu');
      expect(last).toMatchObject({ backend: 'webgpu', final: true });
      expect([...last.sums.joint]).toEqual([...samplePairs(problem, 0, 90_000).joint]);
      expect(estimates).toHaveLength(told + 1);
      expect(requests[asked].first).toBe(0);
      expect(requests.length).toBeGreaterThan(asked + 1); // no request is longer than its time
      const after = requests.length;
      await rest(90_000, 'webgpu');
      expect(requests).toHaveLength(after);
    });

    it('goes on from there to the cap of the new engine, and back to that of the old one', async () => {
      const { engine, rest } = exchanged();
      await rest(20_000, 'cpu');
      engine.backend = 'webgpu';
      expect((await rest(70_000, 'webgpu')).sums.samples).toBe(70_000);
      engine.backend = 'cpu';
      const last = await rest(20_000, 'cpu');
      expect(last).toMatchObject({ backend: 'cpu', final: true });
      expect(last.sums.samples).toBe(20_000);
    });

    it('leaves nothing that is made of both', async () => {
      const { engine, refinement, rest, frames, requests, settle } = exchanged({
        schedule: (task) => frames.push(task),
      });
      // the first samples of the CPU are on their way when the device is there
      refinement.update(problem, false, 60_000);
      frames.shift()!();
      engine.backend = 'webgpu';
      refinement.update(problem, false, 60_000, 'webgpu');
      await settle();
      const last = await rest(60_000, 'webgpu');
      expect(last.backend).toBe('webgpu');
      const firsts = requests.filter(({ first }) => first === 0);
      expect(firsts.length).toBeGreaterThan(1);
    });

    it('is content with samples of an engine that is not there after all', async () => {
      const { engine, rest, requests } = exchanged();
      await rest(5000, 'cpu');
      const before = requests.length;
      expect(await rest(5000, 'webgpu')).toMatchObject({ backend: 'cpu', final: true });
      expect(requests).toHaveLength(before + 1);
      // while it is reopened nothing is asked for, then once more
      await rest(5000, null);
      expect(requests).toHaveLength(before + 1);
      engine.backend = 'webgpu';
      expect(await rest(5000, 'webgpu')).toMatchObject({ backend: 'webgpu', final: true });
    });

    it('does not while the reader drags, and draws the points of the sweep again at rest', async () => {
      const { engine, refinement, rest, sweeps, requests, settle } = exchanged({
        sweepEpsilons: () => [-1, 1],
      });
      await rest(2000, 'cpu');
      const [first] = sweeps.at(-1)!.points;
      engine.backend = 'webgpu';
      const before = requests.length;
      refinement.update(problem, true, 2000, 'webgpu');
      await settle();
      expect(requests).toHaveLength(before);
      await rest(2000, 'webgpu');
      expect(requests).toHaveLength(before + 3);
      expect(sweeps.at(-1)!.points).toHaveLength(2);
      expect(sweeps.at(-1)!.points[0]).not.toBe(first);
    });
  });

  it('reports a failing engine and works again at the next change', async () => {
    let broken = true;
    const working = rig();
    const { refinement, estimates, errors, settle } = rig({
      sample: async (request) => {
        if (broken) throw new Error('no engine');
        const sums = samplePairs(request.problem, request.first, request.count);
        const { first, count } = request;
        return { sums, first, count, backend: 'cpu', adapter: '', milliseconds: 1 };
      },
    });
    refinement.update(problem, false, 5000);
    await settle();
    expect(errors).toHaveLength(1);
    expect(estimates).toHaveLength(0);
    broken = false;
    refinement.update({ ...problem, sigma: 2 }, false, 5000);
    await settle();
    expect(estimates.at(-1)!.sums.samples).toBe(5000);
    expect(working.errors).toHaveLength(0);
  });
});

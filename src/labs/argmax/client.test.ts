import { describe, expect, it } from 'vitest';
import { noiseSpec } from '../../core/noise/noise';
import type { ArgmaxProblem } from '../../core/problem';
import { createEngineClient } from './client';
import { createEngine } from './compute/engine';
import type { EngineInfo } from './compute/protocol';

const problem: ArgmaxProblem = {
  scores: [1, 0],
  k: 1,
  sigma: 1,
  epsilon: 1,
  loss: [0, 1],
  noise: noiseSpec('gumbel'),
  seed: 5,
};

const inline = async () =>
  createEngine({
    gpu: undefined,
    threads: 1,
    gentleThreads: 1,
    spawn: null,
    now: () => performance.now(),
  });

describe('the engine client', () => {
  it('computes on the page itself where workers cannot start, and says so', async () => {
    const infos: EngineInfo[] = [];
    const client = createEngineClient({
      choice: 'auto',
      spawn: () => {
        throw new Error('module workers are not supported');
      },
      inline,
      onInfo: (info) => infos.push(info),
    });
    const reply = await client.sample({ problem, first: 0, count: 100 });
    expect(reply.sums.samples).toBe(100);
    expect(infos[0].note).toContain('cannot start a background thread');
    client.dispose();
  });

  it('gives up on a worker that never answers', async () => {
    const infos: EngineInfo[] = [];
    const channel = new MessageChannel();
    const silent = Object.assign(channel.port1, { terminate: () => channel.port1.close() });
    const client = createEngineClient({
      choice: 'auto',
      spawn: () => silent as unknown as Worker,
      inline,
      onInfo: (info) => infos.push(info),
      timeLimit: 50,
    });
    const reply = await client.sample({ problem, first: 0, count: 100 });
    expect(reply.backend).toBe('cpu');
    expect(infos[0].note).toContain('did not start');
    client.dispose();
    channel.port2.close();
  });

  it('passes on the error of a bad request instead of restarting', async () => {
    let starts = 0;
    const client = createEngineClient({
      choice: 'auto',
      spawn: () => {
        throw new Error('none');
      },
      inline: () => {
        starts += 1;
        return inline();
      },
      onInfo: () => undefined,
    });
    const bad = { ...problem, scores: [NaN, 0] };
    await expect(client.sample({ problem: bad, first: 0, count: 1 })).rejects.toThrow('scores[0]');
    expect(starts).toBe(1);
    client.dispose();
  });
});

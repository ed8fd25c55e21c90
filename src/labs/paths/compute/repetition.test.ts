import { describe, expect, it } from 'vitest';
import { terrainSet } from '../../../data/terrain/terrain';
import { createCpuNetwork } from '../../../simd/networks/cpu';
import { runPathsRepetition, type PathsJob } from '../experiment/repetition';
import { createRepetitions } from './repetition';

const job: PathsJob = {
  ...{ dataset: 'terrain', variant: 'fenchel-young', network: 'cells', maps: 70, testMaps: 3 },
  ...{ epochs: 1, rate: 0.003, seed: 3 },
};

const watched = (told: number[]) => ({
  progress: (share: number) => void told.push(share),
  breathe: () => Promise.resolve(),
});

describe('a repetition on the page', () => {
  it('is that of the command line, and tells how far it is', async () => {
    const repeat = createRepetitions({ now: () => 0 });
    const told: number[] = [];
    const result = await repeat(job, watched(told));
    const plain = await runPathsRepetition(job, terrainSet({ seed: 1, train: 70, test: 3 }), {
      createNetwork: createCpuNetwork,
      now: () => 0,
    });
    expect(result).toEqual(plain);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect([told[0] > 0, told.at(-1)]).toEqual([true, 1]);
    // the maps are there: only training takes time
    const again: number[] = [];
    await repeat({ ...job, variant: 'squared' }, watched(again));
    expect(again).toEqual([1]);
  });

  it('ends where it is given up, and is of generated maps alone', async () => {
    const repeat = createRepetitions({ now: () => 0 });
    const given = { progress: () => undefined, breathe: () => Promise.reject(new Error('stop')) };
    await expect(repeat(job, given)).rejects.toThrow('stop');
    await expect(repeat({ ...job, dataset: 'warcraft' }, watched([]))).rejects.toThrow(
      'there are no maps "warcraft" here',
    );
  });
});

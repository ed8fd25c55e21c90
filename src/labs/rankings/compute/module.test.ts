import { describe, expect, it } from 'vitest';
import { testMachine, unwatched } from '../../../compute/testing/machine';
import { linesData } from '../experiment/lines';
import { trainedPath } from '../experiment/path';
import { defaultKnobs, rankingMethods } from '../experiment/spec';
import { module } from './module';

const problem = { seed: 4, labels: 4, rows: 20, sigma: 0.2 };
const request = { problem, knobs: { ...defaultKnobs, samples: 2 }, methods: rankingMethods };

describe('the work of the rankings lab', () => {
  const train = () => module.open(testMachine()).handlers.train(request, unwatched);

  it('trains all that it is asked for, the same to the bit each time', async () => {
    const [first, second] = [await train(), await train()];
    expect(first).toEqual(second);
    expect(first.paths.map(({ method }) => method)).toEqual(rankingMethods);
    expect(first).toMatchObject({ problem, knobs: request.knobs });
  });

  it('trains one as it does among others', async () => {
    const { paths } = await train();
    const still = () => Promise.resolve();
    for (const path of paths) {
      const alone = await trainedPath(path.method, linesData(problem), request.knobs, 4, still);
      expect(alone).toEqual(path);
    }
  });
});
